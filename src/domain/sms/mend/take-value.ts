import type { Item } from '../../instrument/instrument.ts';
import type { Repair } from '../../report/types.ts';
import { referenceWidths } from '../references.ts';
import { readDigits } from '../tokens.ts';
import type { MendText } from './words.ts';

/** What was typed for one item. */
export interface TypedValue {
  /** As typed, for a written answer; the pieces in one for one of digits. */
  readonly text: string;
  /** Null for what is no number. */
  readonly digits: string | null;
  readonly repairs: readonly Repair[];
  /** Offset in the text where it begins. */
  readonly start: number;
}

/** Digits of a whole date, DDMMYYYY. */
export const birthdayWidth = 8;

/**
 * Takes the answer to an item from the words behind its code: a written answer goes on to the end of the message, a
 * date, a long number or a reference may come in pieces, anything else is one word. Null where nothing is left.
 */
export function takeValue(
  item: Item,
  text: MendText,
): { readonly value: TypedValue; readonly rest: MendText } | null {
  const [first] = text.words;
  if (first === undefined) return null;
  if (item.kind === 'text') {
    const written = text.whole.slice(first.start).replace(/\s+/g, ' ').trim();
    return {
      value: { text: written, digits: null, repairs: [], start: first.start },
      rest: { ...text, words: [] },
    };
  }
  const pieces = takePieces(item, text);
  const typed = pieces.map((piece) => piece.text).join(' ');
  const { digits, stray, breaks, repairs } = readDigits(typed);
  // A dot within a count could be a decimal one: 4.5 is not 45.
  const isNumber = stray === null && (comesInPieces(item) || breaks.length === 0);
  const value = { text: typed, digits: isNumber ? digits : null, repairs, start: first.start };
  return { value, rest: { ...text, words: text.words.slice(pieces.length) } };
}

function comesInPieces({ kind }: Item): boolean {
  return kind === 'date' || kind === 'identifier' || kind === 'reference';
}

const idbdtWidth = 16;

/** As many words as make up the digits that the item takes; one where they don't. */
function takePieces(item: Item, { words }: MendText): MendText['words'] {
  if (!comesInPieces(item)) return words.slice(0, 1);
  const wanted = item.kind === 'reference' ? referenceWidths : [widthOf(item)];
  let digits = '';
  let taken = 1;
  for (const [index, { text }] of words.entries()) {
    const read = readDigits(text);
    if (read.stray !== null || read.digits === '') break;
    digits += read.digits;
    if (digits.length > Math.max(...wanted)) break;
    if (!wanted.includes(digits.length)) continue;
    taken = index + 1;
    // Only a whole IDBDT may go on, with its check digits.
    if (item.kind === 'reference' && digits.length < idbdtWidth) break;
  }
  return words.slice(0, taken);
}

/** Digits of an item's answer, zeros in front included. */
export function widthOf(item: Item): number {
  return item.kind === 'date' && item.width === 0 ? birthdayWidth : item.width;
}
