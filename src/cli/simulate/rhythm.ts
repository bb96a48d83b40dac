import { type TimeZone, utcOffsetMs } from '../../domain/identity/time-zone.ts';

/** How a day and the days of a week go: `last-week` grows to its last evening, on which everybody sends. */
export const rhythms = ['ordinary', 'last-week'] as const;
export type Rhythm = (typeof rhythms)[number];

export const minutesADay = 1_440;
const minuteMs = 60_000;

/** Weight of each hour of the local day: two bouts of visits, and an evening in which the rest is sent. */
const hours: readonly number[] = [0, 0, 0, 0, 0, 1, 2, 4, 8, 11, 11, 9, 5, 5, 8, 9, 9, 7, 6, 7, 5, 3, 1, 0];
const hoursSum = hours.reduce((sum, weight) => sum + weight, 0);

/** Weight of each day; the last one of a list counts for all that follow. */
const days: Readonly<Record<Rhythm, readonly number[]>> = {
  ordinary: [1],
  'last-week': [1, 1.1, 1.3, 1.6, 2.1, 2.8, 3.6],
};

/** Weights of the days of a rhythm together: one ordinary day, or the whole of the last week. */
export function weightOfDays(rhythm: Rhythm): number {
  return days[rhythm].reduce((sum, weight) => sum + weight, 0);
}

/** How many days a rhythm tells of. */
export function daysOf(rhythm: Rhythm): number {
  return days[rhythm].length;
}

/**
 * Share of an ordinary day's work that is done in one minute.
 *
 * @param minute counted from the beginning of the story, which is a midnight UTC.
 */
export function shareOfMinute(rhythm: Rhythm, zone: TimeZone, minute: number): number {
  const local = minute + utcOffsetMs(zone) / minuteMs;
  const hour = Math.floor(local / 60) % hours.length;
  const day = Math.floor(local / minutesADay);
  const weight = days[rhythm][day] ?? days[rhythm].at(-1) ?? 1;
  return (weight * (hours[hour] ?? 0)) / hoursSum / 60;
}

/** Minute of the story at which a local time of day comes, on the n-th local day. */
export function minuteOfLocal(zone: TimeZone, day: number, localMinute: number): number {
  return day * minutesADay + localMinute - utcOffsetMs(zone) / minuteMs;
}
