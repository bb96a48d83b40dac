import { progressColumns } from './progress-columns.ts';
import { isStored, type RecordState } from './record.ts';
import { isBlank, isSame } from './same-value.ts';
import type { RecordRow } from './types.ts';

/** Rows of one table by their number; null where the row is not there. */
export type RowDiffs = Readonly<Record<string, RecordRow | null>>;

/** One side of a change of a household's records: changed columns only, tables that did not change are absent. */
export interface RecordDiff {
  /** Null where the household had or has no row. */
  readonly udrt?: RecordRow | null;
  readonly udart?: RowDiffs;
  readonly kk?: RowDiffs;
  readonly usaha?: RowDiffs;
}

export interface RecordChange {
  readonly before: RecordDiff;
  readonly after: RecordDiff;
}

/** Columns that change with every report and say nothing of the household. */
const bookkeeping = new Set<string>([
  'revisi',
  'report_id',
  'updated_at',
  'uploaded_by',
  'sumber_data',
  ...progressColumns,
]);

interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * What changed in a household's records. A row that came to be or went is null on one side and stands with all that
 * it holds on the other.
 *
 * @returns null where nothing changed.
 */
export function diff(before: RecordState, after: RecordState): RecordChange | null {
  const udrt = diffRow(before.household, after.household);
  const tables = {
    udart: diffRows(before.members, after.members),
    kk: diffRows(before.families, after.families),
    usaha: diffRows(before.businesses, after.businesses),
  };
  const sides = Object.entries({ udrt, ...tables }).flatMap(([table, side]) =>
    side === null ? [] : [[table, side] as const],
  );
  if (sides.length === 0) return null;
  return {
    before: Object.fromEntries(sides.map(([table, side]) => [table, side.before])),
    after: Object.fromEntries(sides.map(([table, side]) => [table, side.after])),
  };
}

/** Whether two rows hold the same, whoever reported it. */
export function isSameContent(one: RecordRow, other: RecordRow): boolean {
  return changedColumns(one, other).length === 0;
}

function diffRows(
  before: ReadonlyMap<number, RecordRow>,
  after: ReadonlyMap<number, RecordRow>,
): Sides<RowDiffs> | null {
  const numbers = [...new Set([...before.keys(), ...after.keys()])].sort((one, other) => one - other);
  const changed = numbers.flatMap((number) => {
    const side = diffRow(storedRow(before.get(number)), storedRow(after.get(number)));
    return side === null ? [] : [[String(number), side] as const];
  });
  if (changed.length === 0) return null;
  return {
    before: Object.fromEntries(changed.map(([number, side]) => [number, side.before])),
    after: Object.fromEntries(changed.map(([number, side]) => [number, side.after])),
  };
}

function diffRow(before: RecordRow | null, after: RecordRow | null): Sides<RecordRow | null> | null {
  if (before === null && after === null) return null;
  if (before === null || after === null) return { before: contentOf(before), after: contentOf(after) };
  const columns = changedColumns(before, after);
  if (columns.length === 0) return null;
  return { before: pick(before, columns), after: pick(after, columns) };
}

function storedRow(row: RecordRow | undefined): RecordRow | null {
  return isStored(row) ? row : null;
}

function contentOf(row: RecordRow | null): RecordRow | null {
  if (row === null) return null;
  const content: Record<string, RecordRow[string]> = {};
  for (const column of Object.keys(row)) {
    const value = row[column] ?? null;
    if (!isBlank(value) && !bookkeeping.has(column)) content[column] = value;
  }
  return content;
}

function changedColumns(one: RecordRow, other: RecordRow): string[] {
  const isChanged = (column: string) => !bookkeeping.has(column) && !isSame(one[column], other[column]);
  const added = Object.keys(other).filter((column) => !(column in one));
  return [...Object.keys(one).filter(isChanged), ...added.filter(isChanged)];
}

function pick(row: RecordRow, columns: readonly string[]): RecordRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}
