/**
 * Check digits of a household: ISO 7064 MOD 97-10 over the whole IDBDT, so that every single-digit error and
 * every swap of two neighbours shows, in the short reference too.
 *
 * @param idbdt 16 digits.
 * @returns two digits, 02 to 98.
 */
export function checkDigits(idbdt: string): string {
  return String(checkNumber(idbdt.slice(0, 10), Number(idbdt.slice(10)))).padStart(2, '0');
}

/** Village and serial stay exact as numbers; 16 digits would not. */
function checkNumber(village: string, serial: number): number {
  const remainder = ((Number(village) % 97) * (10 ** 6 % 97) + serial) % 97;
  return 98 - ((remainder * 100) % 97);
}

/** The same as {@link isCheckRight} of the IDBDT that village and serial make, which need not be put together. */
export function isSerialCheckRight(village: string, serial: number, check: number): boolean {
  return check === checkNumber(village, serial);
}

/**
 * Whether two check digits are those of the household. They are compared with the computed value: by the
 * remainder alone, 00 would pass for 97 and 01 for 98.
 */
export function isCheckRight(idbdt: string, check: string): boolean {
  return check === checkDigits(idbdt);
}
