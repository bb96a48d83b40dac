import { formatDay } from '../instrument/calendar.ts';

/** How many households were received on a day, `YYYY-MM-DD`. */
export interface DayCount {
  readonly day: string;
  readonly count: number;
}

/** When an area will be through. */
export type Forecast =
  | { readonly state: 'done' }
  /** `few-days`: too little to go by; `standing`: nothing came lately, or less than nothing. */
  | { readonly state: 'unknown'; readonly why: 'few-days' | 'standing' }
  | {
      readonly state: 'dated';
      /** Households a day. */
      readonly perDay: number;
      readonly expected: string;
      readonly earliest: string;
      /** Null: it may never end at the slower pace. */
      readonly latest: string | null;
    };

/** Whole days that are looked at, up to yesterday: two weeks hold two of each weekday. */
export const forecastDays = 14;
const fewestDays = 3;
/** Of ten ranges, eight hold the pace; a standard normal lies within it in 80 of 100 cases. */
const zOf80Percent = 1.2816;
/** What takes longer is no forecast. */
const farthestDays = 3 * 365;

/**
 * Goes on at the mean pace of the last whole days, the days without reports included. The range is that of the mean:
 * 80 %, from the spread between days, which it takes to be independent. Days that are alike, such as a holiday week,
 * make the truth wider than the range.
 *
 * @param days in any order; today is left out, since it isn't over.
 * @param left households still to come.
 */
export function forecastFinish(days: readonly DayCount[], left: number, today: string): Forecast {
  if (left <= 0) return { state: 'done' };
  const counts = lastWholeDays(days, today);
  if (counts.length < fewestDays) return { state: 'unknown', why: 'few-days' };
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const expected = dayAfter(today, left / mean);
  if (mean <= 0 || expected === null) return { state: 'unknown', why: 'standing' };
  const spread = zOf80Percent * standardError(counts, mean);
  const slow = mean - spread;
  return {
    state: 'dated',
    perDay: mean,
    expected,
    earliest: dayAfter(today, left / (mean + spread)) ?? expected,
    latest: slow > 0 ? dayAfter(today, left / slow) : null,
  };
}

/** Counts of the days before today, from the first one on which anything came. */
function lastWholeDays(days: readonly DayCount[], today: string): number[] {
  const byDay = new Map(days.map(({ day, count }) => [day, count]));
  const first = days
    .filter(({ count }) => count > 0)
    .map(({ day }) => day)
    .sort()[0];
  if (first === undefined) return [];
  const looked = Array.from({ length: forecastDays }, (_, at) => shiftDay(today, -(at + 1)));
  return looked.filter((day) => day >= first).map((day) => byDay.get(day) ?? 0);
}

function standardError(counts: readonly number[], mean: number): number {
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return Math.sqrt(squares / (counts.length - 1) / counts.length);
}

/** Null for a day that is too far. What is begun on a day takes it whole; today still counts as one. */
function dayAfter(today: string, days: number): string | null {
  return days <= farthestDays ? shiftDay(today, Math.max(0, Math.ceil(days) - 1)) : null;
}

/** A day some days later, or earlier. */
export function shiftDay(day: string, by: number): string {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000);
  return formatDay(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}
