import { formatDay } from '../instrument/calendar.ts';

/** From the west. */
export const timeZones = ['WIB', 'WITA', 'WIT'] as const;
export type TimeZone = (typeof timeZones)[number];

const offsetHours = { WIB: 7, WITA: 8, WIT: 9 } as const satisfies Record<TimeZone, number>;

/**
 * Provinces outside WIB by BPS code. Source: Keppres 41/1987, with the provinces split off since.
 * West of these, and where the code is none, it is WIB.
 */
const provinces = {
  WITA: ['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76'],
  WIT: ['81', '82', '91', '92', '93', '94', '95', '96', '97'],
} as const satisfies Partial<Record<TimeZone, readonly string[]>>;

const zoneByProvince = new Map<string, TimeZone>([
  ...provinces.WITA.map((code) => [code, 'WITA'] as const),
  ...provinces.WIT.map((code) => [code, 'WIT'] as const),
]);

/** The time zone of an area, by its BPS code of any level. */
export function timeZoneOf(area: string): TimeZone {
  return zoneByProvince.get(area.slice(0, 2)) ?? 'WIB';
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. Indonesia has no summer time. */
export function utcOffsetMs(zone: TimeZone): number {
  return offsetHours[zone] * 3_600_000;
}

/** The day that it is in an area, `YYYY-MM-DD`. */
export function localDay(at: Date, area: string): string {
  return localDayOf(at, timeZoneOf(area));
}

/** The day that it is in a time zone, `YYYY-MM-DD`. */
export function localDayOf(at: Date, zone: TimeZone): string {
  const local = new Date(at.getTime() + utcOffsetMs(zone));
  return formatDay(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
}
