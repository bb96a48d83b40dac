import type { RecordRow } from './types.ts';

/** A column as a number; null where the row has nothing there. */
export function numberIn(row: RecordRow | null, column: string): number | null {
  const value = row?.[column] ?? null;
  return value === null ? null : Number(value);
}
