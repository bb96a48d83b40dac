import type { NikAreas } from '../../identity/nik-areas.ts';
import type { Instrument } from '../../instrument/instrument.ts';
import type { Content } from '../lay-report.ts';
import { isPresent } from '../presence.ts';
import type { RecordState } from '../record.ts';
import type { RecordRow } from '../types.ts';

/** What rules look at. */
export interface RuleInput {
  readonly instrument: Instrument;
  readonly report: Content;
  /** The household as it would stand after the report. */
  readonly state: RecordState;
  /** Local day of receipt, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  /** Which areas give out NIKs; without it none is told to be unknown. */
  readonly nikAreas?: NikAreas | undefined;
}

/** A case of a rule that no condition can tell. */
export interface Check {
  /** Its name in the instrument. */
  readonly name: string;
  /** Columns that it looks at: a report with none of them can't break it. */
  readonly columns: readonly string[];
  /** Where it is broken: numbers of members or families, null for the household as a whole. */
  readonly find: (input: RuleInput) => readonly (number | null)[];
}

/** The members who count, by number. */
export function presentMembers({ instrument, state }: RuleInput): (readonly [number, RecordRow])[] {
  return state.members.size === 0 ? [] : [...state.members].filter(([, row]) => isPresent(instrument, row));
}

/** Of members who together break a rule those that the report brings; the last one where it brings none. */
export function broughtOf({ report }: RuleInput, numbers: readonly number[]): number[] {
  const brought = numbers.filter((number) => report.members.some((member) => member.number === number));
  return brought.length > 0 ? brought : numbers.slice(-1);
}
