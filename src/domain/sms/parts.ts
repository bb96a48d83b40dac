import { cleanText } from './clean.ts';

/** One part of a message that its sender split by hand. */
export interface HandSplitPart {
  /** From 1. */
  readonly part: number;
  /** 2 to 9. */
  readonly total: number;
  /** What follows the mark. */
  readonly text: string;
}

/** `1/2 ` or `(1/2)` at the very start. Digits right behind it say that it is something else. */
const mark = /^\(? ?([1-9]) ?\/ ?([2-9])(?: ?\)|(?=[^\p{N}/]))[ .,:;-]*/u;

/** Reads the mark of a part, which stands before the keyword; null for a message that is no part. */
export function readPart(text: string): HandSplitPart | null {
  const clean = cleanText(text);
  if (/^[A-Za-z]/.test(clean)) return null;
  const [found, part, total] = mark.exec(clean) ?? [];
  if (found === undefined || Number(part) > Number(total)) return null;
  const rest = clean.slice(found.length);
  return rest === '' ? null : { part: Number(part), total: Number(total), text: rest };
}

/**
 * The message that the texts of all its parts make, in their order. It is put together with a space, but for digits
 * written without any: a space there would say where the reference ends.
 */
export function joinParts(texts: readonly string[]): string {
  const isGrouped = texts.some((text) => /\p{Nd}[^\p{L}\p{Nd}]+\p{Nd}/u.test(text));
  return texts.reduce((joined, text) => {
    const isInDigits = /\p{Nd}$/u.test(joined) && /^\p{Nd}/u.test(text);
    return joined + (isInDigits && !isGrouped ? '' : ' ') + text;
  });
}
