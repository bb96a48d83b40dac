/**
 * An officer's code: six digits, counted up from 100001, and a check digit. Six digits in all would not do: the
 * programme has 107,864 posts, and five digits count 100,000.
 */
export const officerCodeWidth = 7;

/** The quasigroup of H. Michael Damm's dissertation (2004), row by row; it has zeros on its diagonal. */
const rows = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/**
 * Damm's check digit, which shows every wrong digit and every swap of two neighbours.
 *
 * @param digits digits only.
 */
export function dammDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(rows[interim]?.[Number(digit)]);
  return String(interim);
}

/** Whether a text can be an officer's code: 7 digits, the last of which is the check digit of the others. */
export function isOfficerCode(text: string): boolean {
  return /^[1-9]\d{6}$/.test(text) && dammDigit(text) === '0';
}
