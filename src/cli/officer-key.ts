import type { Knex } from 'knex';
import { normaliseMsisdn } from '../channels/msisdn.ts';
import { isOfficerCode, officerCodeWidth } from '../domain/identity/officer-code.ts';
import { findOfficerId } from '../store/list-audit.ts';
import { CommandFailure, UsageError } from './errors.ts';

/**
 * The officer whom a person at the keyboard names.
 *
 * @param given a code, or a number that is or was theirs; of several who had it whoever has it now, else had it last.
 * @throws UsageError for what is neither, CommandFailure where it is nobody's.
 */
export async function officerIdOf(knex: Knex, given: string): Promise<number> {
  const isCode = /^\d+$/.test(given) && given.length === officerCodeWidth;
  if (isCode && !isOfficerCode(given))
    throw new UsageError('The check digit of the code is wrong; read it again.');
  const key = isCode ? given : numberOf(given);
  const id = await findOfficerId(knex, key);
  if (id === null)
    throw new CommandFailure('No officer has this code or number. List them with: kentongan officers list');
  return id;
}

/** @throws UsageError for what is no telephone number. */
export function numberOf(given: string): string {
  const msisdn = normaliseMsisdn(given);
  if (msisdn === null)
    throw new UsageError('Give a code of 7 digits or a telephone number, such as +6281200000001.');
  return msisdn;
}
