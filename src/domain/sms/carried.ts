import { isGsm7, septetsOf } from './gsm7.ts';
import { filterWord, forbiddenWords, longestDigitRun } from './lint.ts';

/** What stands for a word that no operator lets through. */
const blanked = '***';

/**
 * A value as an answer can carry it: GSM-7 in one line, accents dropped where the alphabet lacks them, `?` for
 * what remains, words that operators filter blanked.
 */
export function carry(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  let plain = isGsm7(line) ? line : '';
  if (plain === '') {
    for (const character of line)
      plain += septetsOf(character) === null ? withoutAccent(character) : character;
  }
  return plain.replace(filterWord, (word) => (forbiddenWords.has(word.toLowerCase()) ? blanked : word));
}

/** Breaks every long run of digits by dots, in threes from the right: `000123` is `000.123`. */
export function regroup(text: string): string {
  return text.replace(/\d+/g, (run) =>
    run.length <= longestDigitRun ? run : run.replace(/\B(?=(?:\d{3})+$)/g, '.'),
  );
}

function withoutAccent(character: string): string {
  const [plain = '?'] = character.normalize('NFKD');
  return septetsOf(plain) === null ? '?' : plain;
}
