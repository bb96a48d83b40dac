/** What a first word was read as. */
export interface KeywordReading {
  readonly keyword: string;
  /** The piece of the text that was read as the keyword, as typed. */
  readonly typed: string;
  /** Whether one typo was mended. */
  readonly isRepaired: boolean;
}

/** A keyword that may be read, and what may follow it without a separator other than digits. */
export interface Word {
  readonly keyword: string;
  /** Whether letters glued to the keyword are its body; digits always are. */
  readonly takesGlued?: (rest: string) => boolean;
}

/** Words that are never mended into: they undo or silence. */
const neverMended: ReadonlySet<string> = new Set(['STOP', 'BATAL']);

/** The shortest keyword in which one typo is mended. */
const mendedLength = 4;

/**
 * Reads the keyword at the start of a piece, which is a run of letters and digits. An exact keyword comes first,
 * alone or glued to digits; then one glued to a body it takes; then one typo from exactly one keyword.
 *
 * @returns null where no keyword, or more than one, could be meant.
 */
export function readKeyword(piece: string, words: readonly Word[]): KeywordReading | null {
  const letters = /^\p{L}+/u.exec(piece)?.[0] ?? '';
  for (const typed of [piece, letters]) {
    const keyword = typed.toUpperCase();
    if (words.some((word) => word.keyword === keyword)) return { keyword, typed, isRepaired: false };
  }
  return readGlued(piece, words) ?? readMended(piece, letters, words);
}

function readGlued(piece: string, words: readonly Word[]): KeywordReading | null {
  const upper = piece.toUpperCase();
  const found = words.filter(
    ({ keyword, takesGlued }) => upper.startsWith(keyword) && takesGlued?.(upper.slice(keyword.length)),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return { keyword: only.keyword, typed: piece.slice(0, only.keyword.length), isRepaired: false };
}

function readMended(piece: string, letters: string, words: readonly Word[]): KeywordReading | null {
  for (const typed of new Set([piece, letters])) {
    const near = words.filter(
      ({ keyword }) => keyword.length >= mendedLength && isOneTypo(typed.toUpperCase(), keyword),
    );
    const [only] = near;
    if (only === undefined) continue;
    if (near.length > 1 || neverMended.has(only.keyword)) return null;
    return { keyword: only.keyword, typed, isRepaired: true };
  }
  return null;
}

/** Whether two different words are one substitution, loss, insertion or swap of neighbours apart. */
export function isOneTypo(typed: string, word: string): boolean {
  const change = typed.length - word.length;
  if (Math.abs(change) > 1 || typed === word) return false;
  let from = 0;
  while (from < typed.length && typed[from] === word[from]) from += 1;
  if (change === 1) return typed.slice(from + 1) === word.slice(from);
  if (change === -1) return typed.slice(from) === word.slice(from + 1);
  if (typed.slice(from + 1) === word.slice(from + 1)) return true;
  const isSwapped = typed[from] === word[from + 1] && typed[from + 1] === word[from];
  return isSwapped && typed.slice(from + 2) === word.slice(from + 2);
}
