import { isProposal, villageOf } from '../identity/idbdt.ts';
import { localDay } from '../identity/time-zone.ts';
import type { CodesByColumn, CountedAs } from '../instrument/instrument.ts';
import type { RecordRow } from '../report/types.ts';

/** The code of all areas together. */
export const nation = '00';

/**
 * What is counted.
 * - target: households of the prelist, without proposals
 * - visited: households with a record, proposals too
 * - complete: those of them of which nothing more is to come, refused and not found included
 * - held: reports that a rule keeps from the records
 * - approved: households from the first approval on
 * - refused, notFound: by the instrument's mapping
 * - proposed: households that were in no prelist
 */
export const figureNames = [
  'target',
  'visited',
  'complete',
  'held',
  'approved',
  'refused',
  'notFound',
  'proposed',
] as const;
export type FigureName = (typeof figureNames)[number];
export type Figures = Readonly<Record<FigureName, number>>;

export const noFigures: Figures = {
  target: 0,
  visited: 0,
  complete: 0,
  held: 0,
  approved: 0,
  refused: 0,
  notFound: 0,
  proposed: 0,
};

/** One thing that counts, with the place, the officer and the local day that it counts for. */
export interface Counted {
  readonly figure: FigureName;
  /** BPS code, 10 digits. */
  readonly village: string;
  readonly officerId: number | null;
  /** `YYYY-MM-DD`; null where it is not known. */
  readonly day: string | null;
}

/** Differences of figures of one village, officer and day. */
export interface ProgressDelta extends Omit<Counted, 'figure'> {
  readonly figures: Figures;
}

/**
 * What one household counts for by its row of `udrt`: once for each figure. A visit counts for the day of the first
 * report, an approval for its own day, everything else for the day on which nothing more was to come.
 *
 * @param row null where nothing is stored of the household: it counts for nothing.
 */
export function standingOf(counted: CountedAs, row: RecordRow | null): Counted[] {
  if (row === null) return [];
  const idbdt = String(row.IDBDT);
  const visitedOn = textIn(row, 'visited_on');
  const completedOn = textIn(row, 'completed_on');
  const closedOn = completedOn ?? visitedOn;
  const figures: readonly (readonly [FigureName, boolean, string | null])[] = [
    ['visited', true, visitedOn],
    ['proposed', isProposal(idbdt), visitedOn],
    ['complete', completedOn !== null, completedOn],
    ['refused', hasCode(counted.refused, row), closedOn],
    ['notFound', hasCode(counted.notFound, row), closedOn],
    ['approved', isApproved(counted, row), approvedOn(row) ?? closedOn],
  ];
  const where = { village: villageOf(idbdt), officerId: officerIn(row) };
  return figures.flatMap(([figure, counts, day]) => (counts ? [{ figure, ...where, day }] : []));
}

/** What a report counts for while it is held. */
export function heldReport(idbdt: string, officerId: number, receivedAt: Date): Counted {
  return { figure: 'held', village: villageOf(idbdt), officerId, day: localDay(receivedAt, idbdt) };
}

function isApproved({ approved }: CountedAs, row: RecordRow): boolean {
  const status = textIn(row, 'status');
  return textIn(row, 'approved_by') !== null || (status !== null && approved.has(status));
}

function approvedOn(row: RecordRow): string | null {
  const at = textIn(row, 'approved_at');
  return at === null ? null : localDay(new Date(at), String(row.IDBDT));
}

function hasCode(codes: CodesByColumn, row: RecordRow): boolean {
  return [...codes].some(([column, wanted]) => {
    const value = row[column] ?? null;
    return value !== null && wanted.has(Number(value));
  });
}

function officerIn(row: RecordRow): number | null {
  const id = textIn(row, 'officer_id');
  return id === null ? null : Number(id);
}

function textIn(row: RecordRow, column: string): string | null {
  const value = row[column] ?? null;
  return value === null ? null : String(value);
}

/** Households that there are to visit: those of the prelist, and those that were found besides. */
export function householdsOf({ target, proposed }: Figures): number {
  return target + proposed;
}

/**
 * How many households more were claimed as done than were received. A claim tells refused ones apart, what is
 * received does not, so that they are left out of it.
 */
export function claimDifference(claimedDone: number, { visited, refused }: Figures): number {
  return claimedDone - (visited - refused);
}
