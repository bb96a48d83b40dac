import { localDayOf, type TimeZone, timeZones } from '../identity/time-zone.ts';
import { minuteOfDay, nextMinuteOfDay, type QuietHours, startOfDay } from './quiet-hours.ts';

/** What goes out by the clock: the day's figures, word of somebody's silence, an unfinished draft. */
export const scheduledKinds = ['digest', 'alert', 'reminder'] as const;
export type ScheduledKind = (typeof scheduledKinds)[number];

export interface ScheduleSettings {
  /** Minute of the local day, outside the quiet hours. */
  readonly digestAt: number;
  readonly quietHours: QuietHours;
  /** After so many days without a word of an officer their superior is told. */
  readonly silentDays: number;
}

/** What is to be done once a day in each time zone. */
export interface ScheduledJob {
  readonly kind: ScheduledKind;
  readonly zone: TimeZone;
  /** The local day, `YYYY-MM-DD`. */
  readonly day: string;
  /** When the local day began. */
  readonly dayBegan: Date;
  /** The evening's quiet hours: what has not gone by then is of no use any more. */
  readonly expiresAt: Date;
}

/** Alerts and reminders go in the morning, so that there is a day to act on them. */
const morning = 8 * 60;
const endOfDay = 24 * 60;

/**
 * What is due at a moment: digests from their time until the quiet hours, alerts and reminders from the morning until
 * then. What a gateway missed because it was down it does later the same day, or not at all.
 */
export function dueJobs(now: Date, settings: ScheduleSettings): ScheduledJob[] {
  return timeZones.flatMap((zone) => {
    const minute = minuteOfDay(now, zone);
    const nightfall = nightfallOf(settings.quietHours);
    const due = scheduledKinds.filter((kind) => minute >= startOf(kind, settings) && minute < nightfall);
    const day = localDayOf(now, zone);
    const dayBegan = startOfDay(now, zone);
    const expiresAt = nextMinuteOfDay(now, zone, nightfall);
    return due.map((kind) => ({ kind, zone, day, dayBegan, expiresAt }));
  });
}

function startOf(kind: ScheduledKind, { digestAt, quietHours }: ScheduleSettings): number {
  return kind === 'digest' ? digestAt : Math.max(morning, quietHours.until);
}

function nightfallOf({ from, until }: QuietHours): number {
  return from > until ? from : endOfDay;
}
