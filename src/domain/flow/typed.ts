import { cutToSeptets, isGsm7 } from '../sms/gsm7.ts';

const SEPARATORS = /[\s.,:;\-/*#+_()]/g;
const DIGITS = /^\d+$/;

/** A token's digits without the separators of the SMS grammar; null where anything else was typed, or nothing. */
export function digitsOf(token: string): string | null {
  const digits = token.replace(SEPARATORS, '');
  return DIGITS.test(digits) ? digits : null;
}

const shownSeptets = 8;

/** What was typed, short and fit for a screen. */
export function shownToken(token: string): string {
  const plain = [...token.slice(0, 4 * shownSeptets)].map((sign) => (isGsm7(sign) ? sign : '?')).join('');
  const oneLine = plain.replace(/\s/g, ' ');
  const cut = cutToSeptets(oneLine, shownSeptets);
  return cut.length < oneLine.length ? `${cut}..` : cut;
}

/** A carried text of at most `limit` septets, cut between words where that leaves anything. */
export function shortened(text: string, limit: number): string {
  const whole = cutToSeptets(text, limit);
  if (whole.length === text.length) return text;
  const cut = cutToSeptets(text, limit - 2);
  const space = cut.lastIndexOf(' ');
  return `${space > 0 ? cut.slice(0, space) : cut}..`;
}
