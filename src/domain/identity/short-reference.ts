import { checkDigits } from './check-digits.ts';
import { serialOf } from './idbdt.ts';

/** How a household is called in its village: serial without zeros and check digits, `7-16`. */
export function shortReference(idbdt: string): string {
  return `${serialOf(idbdt)}-${checkDigits(idbdt)}`;
}
