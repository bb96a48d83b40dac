import { normaliseMsisdn } from '../channels/msisdn.ts';
import type { Core } from '../core.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import { CommandFailure, UsageError } from './errors.ts';

/** A number as a person gives it on the command line. */
export function msisdnAs(raw: string): string {
  const msisdn = normaliseMsisdn(raw);
  if (!msisdn) throw new UsageError('--as takes a telephone number, such as +6281200000001.');
  return msisdn;
}

/**
 * The officer of a number.
 *
 * @throws UsageError for what is no number, CommandFailure for one that nobody has.
 */
export async function officerAs(core: Core, raw: string): Promise<Officer> {
  const msisdn = msisdnAs(raw);
  const officer = (await core.directory.findOfficers([msisdn])).get(msisdn);
  if (!officer)
    throw new CommandFailure('No officer has this number. Give one that is registered with --as.');
  return officer;
}
