import type { Instrument } from '../../instrument/instrument.ts';
import type { RecordState } from '../../report/record.ts';
import { isTyped } from './lay-pairs.ts';
import type { Pair } from './read-pairs.ts';
import { rowOf } from './scope.ts';

/**
 * Whether there is nothing yet to mend: no such member or business, or an item that a report always answers and
 * none has. What is written, and a NIK, may come first by `F`.
 */
export function isUnreported(instrument: Instrument, state: RecordState, { scope, item }: Pair): boolean {
  const row = rowOf(state, scope);
  if (row === undefined && scope.of !== 'household') return true;
  const isAlwaysAnswered = item.askedIf === null && !item.areZerosNone && isTyped(instrument, item);
  return isAlwaysAnswered && (row?.[item.column] ?? null) === null;
}
