import { type TimeZone, utcOffsetMs } from '../identity/time-zone.ts';

/** Minutes of the local day; `from` is after `until` where midnight lies between. Equal: never quiet. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** 21:00 to 06:00. */
export const defaultQuietHours: QuietHours = { from: 21 * 60, until: 6 * 60 };

export const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;

/** The minute of the local day, 0 to 1439. */
export function minuteOfDay(at: Date, zone: TimeZone): number {
  return Math.floor((at.getTime() - startOfDay(at, zone).getTime()) / minuteMs);
}

/** When the local day began. */
export function startOfDay(at: Date, zone: TimeZone): Date {
  const offsetMs = utcOffsetMs(zone);
  return new Date(Math.floor((at.getTime() + offsetMs) / dayMs) * dayMs - offsetMs);
}

/** The next moment after `at` at which it is that minute of a local day; 1440 is the midnight that ends it. */
export function nextMinuteOfDay(at: Date, zone: TimeZone, minute: number): Date {
  const today = startOfDay(at, zone).getTime() + minute * minuteMs;
  return new Date(today > at.getTime() ? today : today + dayMs);
}

/** Whether a minute of the local day lies in the quiet hours. */
export function isQuiet(minute: number, { from, until }: QuietHours): boolean {
  if (from <= until) return minute >= from && minute < until;
  return minute >= from || minute < until;
}

/** The end of the quiet hours that a moment falls in; null outside them: a message may go at once. */
export function quietUntil(at: Date, zone: TimeZone, quiet: QuietHours): Date | null {
  return isQuiet(minuteOfDay(at, zone), quiet) ? nextMinuteOfDay(at, zone, quiet.until) : null;
}
