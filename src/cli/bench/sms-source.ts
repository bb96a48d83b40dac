import { randomUUID } from 'node:crypto';
import type { Instrument } from '../../domain/instrument/instrument.ts';
import { makeDigits, wholeHouseholdSms } from './made-up-reports.ts';
import { visits } from './world.ts';

/** The number that the made-up SMS go to. */
export const receiver = '94940';

/** An SMS of a provider, before it is a form or a row. */
export interface MadeUpSms {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** Endless SMS, each with an id of its own, each a whole household. */
export function makeSmsSource(instrument: Instrument): () => MadeUpSms {
  const digits = makeDigits(instrument, 'RT', visits.length, new Date());
  const texts = visits.map(({ idbdt }, index) => wholeHouseholdSms(idbdt, digits[index] ?? ''));
  let count = 0;
  return () => {
    const at = count % visits.length;
    count += 1;
    return { id: randomUUID(), from: visits[at]?.officer.msisdn ?? '', text: texts[at] ?? '' };
  };
}
