import type { Repair } from '../report/types.ts';

/** Digits as typed without the separators, and where these stood. */
export interface DigitText {
  /** All digits, joined. */
  readonly digits: string;
  /** Offsets in `digits` before which a separator stood; neither 0 nor the end. Ascending. */
  readonly breaks: readonly number[];
  /** The first piece that no repair makes digits, or null. */
  readonly stray: string | null;
  readonly repairs: readonly Repair[];
}

/** Digits at the start of a text, and the words that follow them. */
export interface HeadedText {
  readonly digits: DigitText;
  /** From its first letter, digit or slash, as typed; white space is one space. */
  readonly text: string;
}

/** A group of digits in a text that more than digits follow. */
export interface DigitGroup {
  /** Repaired. */
  readonly digits: string;
  /** Offset in the text behind the group. */
  readonly end: number;
}

const separators = new Set(' .,:;-/*#+_()');

/** Letters that stand for the digit they look like. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['O', '0'],
  ['o', '0'],
  ['I', '1'],
  ['l', '1'],
  ['i', '1'],
  ['S', '5'],
  ['s', '5'],
]);

const pieces = /[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu;
const isWordPiece = /^[\p{L}\p{N}\p{M}]/u;

/**
 * Reads the digits of a cleaned text. A run of letters and digits with at least one digit is repaired where every
 * letter looks like a digit; a sign that is no separator separates too, and counts as repaired. Linear.
 */
export function readDigits(text: string): DigitText {
  const repairs = new Map<string, Repair>();
  const breaks: number[] = [];
  let digits = '';
  let stray: string | null = null;
  for (const piece of text.match(pieces) ?? []) {
    if (isWordPiece.test(piece)) {
      const read = digitsOf(piece, repairs);
      if (read === null) stray ??= piece;
      else digits += read;
      continue;
    }
    if (!separators.has(piece)) for (const repair of signRepairs(piece)) repairs.set(piece, repair);
    if (digits.length > 0 && breaks.at(-1) !== digits.length) breaks.push(digits.length);
  }
  if (breaks.at(-1) === digits.length) breaks.pop();
  return { digits, breaks, stray, repairs: [...repairs.values()] };
}

/**
 * Reads the digits that a cleaned text begins with, up to the first piece that is no number; digits glued to the
 * front of that piece count too, and nothing in it is repaired. Linear.
 */
export function readHeadedText(text: string): HeadedText {
  const end = leadingGroups(text).at(-1)?.end ?? 0;
  const [glued = ''] = /^[^\p{L}\p{N}\p{M}/]*[0-9]*/u.exec(text.slice(end)) ?? [];
  const start = end + glued.length;
  return { digits: readDigits(text.slice(0, start)), text: trimText(text.slice(start)) };
}

/** The groups of digits that a cleaned text begins with, up to the first piece that is no number. Linear. */
export function leadingGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (!isWordPiece.test(piece)) continue;
    const digits = digitsOf(piece, new Map());
    if (digits === null) break;
    groups.push({ digits, end: index + piece.length });
  }
  return groups;
}

/** Single spaces, and at the end nothing that only separates; a full stop and a closing bracket stay. */
function trimText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/(?<![ ,:;\-*#+_/("])[ ,:;\-*#+_/("]+$/, '');
}

/** The signs of a text that are no separators; each separates all the same, and once is enough to tell. */
export function signRepairs(text: string): Repair[] {
  if (text === '') return [];
  const odd = [...new Set(text)].filter((sign) => !separators.has(sign) && !isWordPiece.test(sign));
  return odd.map((typed) => ({ kind: 'odd-character', typed, read: '' }));
}

function digitsOf(piece: string, repairs: Map<string, Repair>): string | null {
  if (/^[0-9]+$/.test(piece)) return piece;
  if (!/[0-9]/.test(piece)) return null;
  let digits = '';
  const found: Repair[] = [];
  for (const character of piece) {
    const digit = lookAlikes.get(character);
    if (digit !== undefined) found.push({ kind: 'letter-for-digit', typed: character, read: digit });
    else if (character < '0' || character > '9') return null;
    digits += digit ?? character;
  }
  for (const repair of found) repairs.set(repair.typed, repair);
  return digits;
}
