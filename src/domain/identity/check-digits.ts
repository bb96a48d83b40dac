/**
 * Check digits of a household: ISO 7064 MOD 97-10 over the whole IDBDT, so that every single-digit error and
 * every swap of two neighbours shows, in the short reference too.
 *
 * @param idbdt 16 digits.
 * @returns two digits, 02 to 98.
 */
export function checkDigits(idbdt: string): string {
  // Halves of 8 digits stay exact as numbers; 16 digits would not.
  const high = Number(idbdt.slice(0, 8)) % 97;
  const low = Number(idbdt.slice(8)) % 97;
  const remainder = (high * (10 ** 8 % 97) + low) % 97;
  return String(98 - ((remainder * 100) % 97)).padStart(2, '0');
}

/**
 * Whether two check digits are those of the household. They are compared with the computed value: by the
 * remainder alone, 00 would pass for 97 and 01 for 98.
 */
export function isCheckRight(idbdt: string, check: string): boolean {
  return check === checkDigits(idbdt);
}
