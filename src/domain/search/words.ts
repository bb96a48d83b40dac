/** So many words narrow any list; more cost the store time. */
const maxWords = 6;

/**
 * The words that a person looks for, in small letters: what stands between spaces, dots, hyphens and apostrophes, since
 * names are indexed in the same pieces.
 */
export function searchWords(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, maxWords);
}
