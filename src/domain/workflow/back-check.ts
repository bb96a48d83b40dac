import type { Item } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import { isSame } from '../report/same-value.ts';
import type { RecordRow } from '../report/types.ts';

/** How many items of a household are asked again. */
export const itemsAsked = 3;

/** A finished household that was drawn to be asked again. */
export interface BackCheck {
  readonly idbdt: string;
  /** The enumerator whose report finished it. */
  readonly officerId: number;
  /** Columns of the household, in the order in which they are asked. */
  readonly items: readonly string[];
  /** Their answers when it was drawn. */
  readonly reported: Answers;
  readonly isDone: boolean;
}

/** A back-check with what the supervisor was told. */
export interface AnsweredBackCheck {
  readonly idbdt: string;
  readonly given: Answers;
  /** Item by item. */
  readonly agreed: readonly boolean[];
}

/** How a household is drawn. */
export interface BackCheckDraw {
  /** Share of the finished households, 0 to 1. */
  readonly share: number;
  /**
   * Bytes that follow from the IDBDT and a secret of the store, eight at least: the same at every time, and nobody
   * without the secret can tell them.
   */
  readonly digest: (idbdt: string) => Uint8Array;
}

/**
 * Draws a household or not, and the items to ask; the same whenever it is asked.
 *
 * @param household its row of `udrt` as it stands finished.
 * @returns null where it was not drawn.
 */
export function drawBackCheck(
  { share, digest }: BackCheckDraw,
  items: readonly Item[],
  household: RecordRow,
): Pick<BackCheck, 'items' | 'reported'> | null {
  const bytes = digest(String(household.IDBDT));
  const answered = items.filter(({ column }) => typeof household[column] === 'number');
  if (answered.length === 0 || fractionOf(bytes) >= share) return null;
  const chosen = chooseItems(answered, bytes.subarray(4));
  const columns = chosen.map(({ column }) => column);
  return {
    items: columns,
    reported: Object.fromEntries(columns.map((column) => [column, answerIn(household, column)])),
  };
}

/** Item by item whether both were told the same. */
export function agreement({ items, reported }: BackCheck, given: Answers): boolean[] {
  return items.map((column) => isSame(reported[column] ?? null, given[column] ?? null));
}

/** The first four bytes as a fraction of all that they can be. */
function fractionOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}

/** Some of the items in the order of the instrument, each as likely as another but for 1 in 20. */
function chooseItems(items: readonly Item[], bytes: Uint8Array): Item[] {
  const left = [...items];
  const chosen = new Set<Item>();
  for (const byte of bytes.subarray(0, itemsAsked)) {
    for (const item of left.splice(byte % Math.max(1, left.length), 1)) chosen.add(item);
  }
  return items.filter((item) => chosen.has(item));
}

function answerIn(household: RecordRow, column: string): Answer {
  const value = household[column] ?? null;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
