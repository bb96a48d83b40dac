import type { RecordRow } from './types.ts';

type Value = RecordRow[string] | undefined;

/** Whether a column holds nothing: NULL, or an empty list. */
export function isBlank(value: Value): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** A store may give a number as text: values are the same when they are written the same. */
export function isSame(one: Value, other: Value): boolean {
  if (isBlank(one) || isBlank(other)) return isBlank(one) && isBlank(other);
  return String(one) === String(other);
}
