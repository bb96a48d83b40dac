import { unencodable } from './gsm7.ts';
import { fitsAlphabet, type SmsAlphabet, segmentCount } from './segments.ts';

/** Whole words for which operators in Indonesia take a message for fraud or a one-time code and drop it. */
export const forbiddenWords: ReadonlySet<string> = new Set([
  'otp',
  'pin',
  'akun',
  'password',
  'token',
  'dana',
  'selamat',
  'nomor',
  'juta',
]);

/** Longest run of digits that does not look like a one-time code. */
export const longestDigitRun = 3;

/** Words as an operator's filter sees them: runs of letters and digits. */
export const filterWord = /[\p{L}\p{N}]+/gu;

/**
 * Lists what would keep an outbound message from arriving, or make it cost more than one segment: empty for a
 * good one. Words and digits are named by their kind only, so that the list may be logged.
 *
 * @param channelWords further words that the channel's operator filters, lower case.
 * @param alphabet what the channel's operator carries texts in.
 */
export function lintOutbound(
  text: string,
  channelWords: readonly string[] = [],
  alphabet: SmsAlphabet = 'gsm7',
): string[] {
  const words = new Set([...text.matchAll(filterWord)].map(([word]) => word.toLowerCase()));
  const forbidden = [...forbiddenWords, ...channelWords].filter((word) => words.has(word));
  const strange = alphabet === 'gsm7' ? unencodable(text).length : 0;
  const segments = segmentCount(text, alphabet);
  return [
    ...(text === '' ? ['empty'] : []),
    ...(strange > 0 ? [`${strange} character(s) outside GSM-7`] : []),
    ...(alphabet !== 'gsm7' && !fitsAlphabet(text, alphabet) ? [`character(s) outside ${alphabet}`] : []),
    ...(segments > 1 ? [`${segments} segments`] : []),
    ...(new RegExp(`\\d{${longestDigitRun + 1}}`).test(text)
      ? [`more than ${longestDigitRun} digits in a row`]
      : []),
    ...forbidden.map((word) => `the word ${word}`),
  ];
}
