import { formatDay } from '../instrument/calendar.ts';

export type TimeZone = 'WIB' | 'WITA' | 'WIT';

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

/** The day that it is in an area, `YYYY-MM-DD`. Indonesia has no summer time. */
export function localDay(at: Date, area: string): string {
  const local = new Date(at.getTime() + offsetHours[timeZoneOf(area)] * 3_600_000);
  return formatDay(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
}
