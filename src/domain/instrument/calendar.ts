/** Longest gap between two 29ths of February: 1896-1904, 2096-2104. */
const leapGapYears = 8;

/** Whether the Gregorian calendar has this day. Month and day count from 1. */
export function isRealDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Writes a day as `YYYY-MM-DD`. */
export function formatDay(year: number, month: number, day: number): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/**
 * The newest date of this day and month that is not after a day.
 *
 * @param notAfter `YYYY-MM-DD`.
 * @returns `YYYY-MM-DD`, or null for a day that no year has.
 */
export function newestDate(month: number, day: number, notAfter: string): string | null {
  const lastYear = Number(notAfter.slice(0, 4));
  for (let year = lastYear; year >= lastYear - leapGapYears; year -= 1) {
    if (!isRealDate(year, month, day)) continue;
    const date = formatDay(year, month, day);
    if (date <= notAfter) return date;
  }
  return null;
}

/** Whole years from a day to a later one, both `YYYY-MM-DD`. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
