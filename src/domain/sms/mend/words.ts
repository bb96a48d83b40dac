/** A piece of a text, and where in it it stands. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** What of an `F` is still to be read. */
export interface MendText {
  /** All of the text, which a written answer is cut from as typed. */
  readonly whole: string;
  readonly words: readonly Word[];
}

/** Codes and answers keep the dots, dashes and low lines within them: `3.7a`, `8-13`, `nomor_pln`. */
const word = /[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}._-]*[\p{L}\p{N}\p{M}])?/gu;

/** The words of a cleaned text. */
export function wordsOf(whole: string): MendText {
  return { whole, words: [...whole.matchAll(word)].map(({ 0: text, index }) => ({ text, start: index })) };
}

export function nextWord({ words }: MendText): Word | null {
  return words[0] ?? null;
}
