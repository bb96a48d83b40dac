import type { HouseholdReport, MessageCall, StoredReport } from '../report/types.ts';
import type { ChainColumns } from './chain-columns.ts';

export type ReviewKind = 'approved' | 'returned';

/** What a supervisor makes of one report. */
export interface ReportReview {
  readonly review: ReviewKind;
  readonly stored: StoredReport;
  /** Why it is sent back, in the supervisor's words; null for an approval. */
  readonly reason: string | null;
  /** A held report as it goes to the records after all; null for every other. */
  readonly released: HouseholdReport | null;
}

/** A step of one household in the status chain. */
export interface HouseholdStep {
  readonly review: ReviewKind;
  readonly idbdt: string;
  readonly columns: ChainColumns;
  readonly reason: string | null;
}

/** How many households of an area wait at a place of the chain, by the officer whose report stands there. */
export interface WaitingCount {
  readonly status: string;
  readonly reporterId: number | null;
  readonly count: number;
}

/** A step of all households of an area that wait for it. */
export interface AreaStep {
  readonly review: ReviewKind;
  /** BPS code. */
  readonly areaCode: string;
  /** Places that households are taken from. */
  readonly from: readonly string[];
  readonly columns: ChainColumns;
  /** How many households there are; the step is taken with exactly these. */
  readonly count: number;
  readonly reason: string | null;
}

/** A message to an officer who is not the sender. */
export interface Notice {
  readonly officerId: number;
  readonly message: MessageCall;
}

/** Members, families and businesses that a report is of, to be compared. */
function unitsOf({ members, families, businesses }: HouseholdReport): string {
  const units = [members.map(({ number }) => number), families.map(({ nuk }) => nuk)];
  return JSON.stringify([...units, businesses.map(({ member }) => member)]);
}

/** Whether a report says the same kind of thing of the same units of the household as an earlier one. */
export function supersedes(later: HouseholdReport, earlier: HouseholdReport): boolean {
  return later.idbdt === earlier.idbdt && later.form === earlier.form && unitsOf(later) === unitsOf(earlier);
}
