import { diff, isSameContent, type RecordDiff } from './diff.ts';
import { isStored, type RecordState } from './record.ts';
import type { RecordRow } from './types.ts';

/**
 * What a report or a withdrawal makes of a household's records: one revision. Of a withdrawal after which the records
 * say the same, and only count for another officer or day, `before` and `after` are empty.
 */
export interface Translation {
  /** All that stands afterwards. */
  readonly state: RecordState;
  /** Whole rows to insert or replace, by table. */
  readonly changed: {
    readonly udrt: readonly RecordRow[];
    readonly udart: readonly RecordRow[];
    readonly kk: readonly RecordRow[];
    readonly usaha: readonly RecordRow[];
  };
  /** Rows to delete, by table and number; only a withdrawal removes any. */
  readonly removed: {
    readonly udrt: boolean;
    readonly udart: readonly number[];
    readonly kk: readonly number[];
    readonly usaha: readonly number[];
  };
  /** What changed, as it was. */
  readonly before: RecordDiff;
  /** The same, as it is now. */
  readonly after: RecordDiff;
}

/** Rows of one table by number. */
export type Rows = ReadonlyMap<number, RecordRow>;

/** What it takes to come from one state to another; null where they hold the same. */
export function translationOf(before: RecordState, state: RecordState): Translation | null {
  const change = diff(before, state);
  const { household } = state;
  if (change === null && household === before.household) return null;
  return {
    state,
    changed: {
      udrt: household === null || household === before.household ? [] : [household],
      udart: changedRows(before.members, state.members),
      kk: changedRows(before.families, state.families),
      usaha: changedRows(before.businesses, state.businesses),
    },
    removed: {
      udrt: household === null,
      udart: removedRows(before.members, state.members),
      kk: removedRows(before.families, state.families),
      usaha: removedRows(before.businesses, state.businesses),
    },
    ...(change ?? { before: {}, after: {} }),
  };
}

/** Puts back the rows of before that hold the same: they keep the stamp of the report that made them. */
export function keepUnchanged(before: RecordState, after: RecordState): RecordState {
  const { household } = before;
  const isKept = household !== null && after.household !== null && isSameContent(household, after.household);
  const keep = (rows: Rows, old: Rows) =>
    mapRows(rows, (row, number) => {
      const kept = old.get(number);
      return isStored(kept) && isStored(row) && isSameContent(kept, row) ? kept : row;
    });
  return {
    household: isKept ? household : after.household,
    members: keep(after.members, before.members),
    families: keep(after.families, before.families),
    businesses: keep(after.businesses, before.businesses),
  };
}

/** Rows with each replaced. */
export function mapRows(rows: Rows, change: (row: RecordRow, number: number) => RecordRow): Rows {
  return new Map([...rows].map(([number, row]) => [number, change(row, number)]));
}

function changedRows(before: Rows, after: Rows): RecordRow[] {
  return [...after].flatMap(([number, row]) => (isStored(row) && row !== before.get(number) ? [row] : []));
}

function removedRows(before: Rows, after: Rows): number[] {
  return [...before].flatMap(([number, row]) =>
    isStored(row) && !isStored(after.get(number)) ? [number] : [],
  );
}
