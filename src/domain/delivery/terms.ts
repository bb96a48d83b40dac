import { type SmsAlphabet, segmentCount } from '../sms/segments.ts';
import type { Budget } from './budget.ts';
import { type Money, parseMoney } from './money.ts';
import type { SendSuccess } from './send-result.ts';

/** What the operator behind a channel allows and charges. */
export interface ChannelTerms {
  /** The number that messages come from and go to. */
  readonly number: string | null;
  /** What is dialled, such as `*123#`. */
  readonly code: string | null;
  readonly alphabet: SmsAlphabet;
  /** Messages a second, all processes together; null: no limit. */
  readonly perSecond: number | null;
  /** Of one segment; null where it is not known. */
  readonly cost: Money | null;
  /** Words that the operator filters beside the known ones, lower case. */
  readonly filterWords: readonly string[];
  /** Beginnings of the numbers that are its own, E.164 with the plus. */
  readonly prefixes: readonly string[];
  readonly budget: Budget | null;
  /** Whether the provider drops a message that it is given twice: one whose fate is open is then sent again. */
  readonly dropsDuplicates: boolean;
}

export const defaultTerms: ChannelTerms = {
  number: null,
  code: null,
  alphabet: 'gsm7',
  perSecond: null,
  cost: null,
  filterWords: [],
  prefixes: [],
  budget: null,
  dropsDuplicates: false,
};

/** What a message that was sent is booked with. */
export interface Booking {
  readonly segments: number;
  /** Null where neither the provider nor the channels file says it. */
  readonly cost: Money | null;
}

/** What the provider says it cost, else what a segment costs by the channels file. */
export function bookingOf(text: string, { cost: said }: SendSuccess, terms: ChannelTerms): Booking {
  const segments = segmentCount(text, terms.alphabet);
  const { cost } = terms;
  const charged = said === null ? null : parseMoney(said, cost?.currency ?? null);
  return { segments, cost: charged ?? (cost && { ...cost, amount: cost.amount * segments }) };
}
