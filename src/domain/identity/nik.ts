import { formatDay, isRealDate } from '../instrument/calendar.ts';

/** What a NIK says of its bearer. It is kept for life, even a wrong one: it can only be compared, not trusted. */
export interface Nik {
  /** Kemendagri code of the sub-district that gave it out, 6 digits. */
  readonly area: string;
  /** As `JnsKel`: 1 male, 2 female. */
  readonly sex: 1 | 2;
  /** `YYYY-MM-DD`; the newest century that makes it not after the day of reading. */
  readonly bornOn: string;
  /** 4 digits, from 0001. */
  readonly serial: string;
}

export type NikFault = 'not-16-digits' | 'starts-with-zero' | 'impossible-date' | 'serial-zero';

/** Day of birth of women is written plus this. */
const womensDay = 40;

/**
 * Reads a NIK: area 6, DDMMYY (DD + 40 for women), serial 4. There is no check digit.
 *
 * @param on day of reading, `YYYY-MM-DD`.
 * @returns what it says, or why it can be nobody's.
 */
export function parseNik(text: string, on: string): Nik | NikFault {
  if (!/^\d{16}$/.test(text)) return 'not-16-digits';
  if (text.startsWith('0')) return 'starts-with-zero';
  const writtenDay = Number(text.slice(6, 8));
  const isWoman = writtenDay > womensDay;
  const day = isWoman ? writtenDay - womensDay : writtenDay;
  const bornOn = birthDate(Number(text.slice(10, 12)), Number(text.slice(8, 10)), day, on);
  if (bornOn === null) return 'impossible-date';
  const serial = text.slice(12);
  if (serial === '0000') return 'serial-zero';
  return { area: text.slice(0, 6), sex: isWoman ? 2 : 1, bornOn, serial };
}

function birthDate(yearOfCentury: number, month: number, day: number, on: string): string | null {
  for (const century of [2000, 1900]) {
    const year = century + yearOfCentury;
    const date = formatDay(year, month, day);
    if (isRealDate(year, month, day) && date <= on) return date;
  }
  return null;
}
