import { localDay } from '../identity/time-zone.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { Answer } from '../instrument/types.ts';
import { completenessOf } from './completeness.ts';
import { copyHousehold } from './household-row.ts';
import type { Provenance } from './lay-report.ts';
import type { RecordState } from './record.ts';
import { isSame } from './same-value.ts';
import type { RecordRow } from './types.ts';

/**
 * Columns of a household's row by which progress counts it: the officer whose report stands there as the newest, the
 * local day of the village on which the household was first reported, and that of the report which left nothing more
 * to come, NULL while something is. A report that changes nothing counts for none of them.
 */
export const progressColumns = ['officer_id', 'visited_on', 'completed_on'] as const;
type ProgressColumns = Readonly<Record<(typeof progressColumns)[number], Answer>>;

/**
 * The records after a report, with these columns as it leaves them.
 *
 * @param before how the records stood; rows that the report left alone are the same objects in `after`.
 */
export function countReport(
  instrument: Instrument,
  village: string,
  { officerId, at }: Provenance,
  before: RecordState,
  after: RecordState,
): RecordState {
  if (areSameRows(before, after)) return after;
  const known = progressIn(before.household);
  const day = localDay(at, village);
  const { isComplete } = completenessOf(instrument, after);
  return withProgress(after, {
    officer_id: officerId,
    visited_on: known.visited_on ?? day,
    completed_on: isComplete ? (known.completed_on ?? day) : null,
  });
}

/** Records with these columns of another row of the household; unchanged where they are the same already. */
export function takeProgress(state: RecordState, from: RecordRow | null): RecordState {
  return withProgress(state, progressIn(from));
}

function withProgress(state: RecordState, columns: ProgressColumns): RecordState {
  const { household } = state;
  if (household === null || progressColumns.every((name) => isSame(household[name], columns[name]))) {
    return state;
  }
  return { ...state, household: Object.assign(copyHousehold(household), columns) };
}

function progressIn(row: RecordRow | null): ProgressColumns {
  const columnOf = (name: keyof ProgressColumns): Answer => {
    const value = row?.[name] ?? null;
    return typeof value === 'object' ? null : value;
  };
  return {
    officer_id: columnOf('officer_id'),
    visited_on: columnOf('visited_on'),
    completed_on: columnOf('completed_on'),
  };
}

function areSameRows(one: RecordState, other: RecordState): boolean {
  return (
    one.household === other.household &&
    areSame(one.members, other.members) &&
    areSame(one.families, other.families) &&
    areSame(one.businesses, other.businesses)
  );
}

function areSame(rows: RecordState['members'], others: RecordState['members']): boolean {
  return rows.size === others.size && [...rows].every(([number, row]) => others.get(number) === row);
}
