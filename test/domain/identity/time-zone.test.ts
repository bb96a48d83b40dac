import { describe, expect, it } from 'vitest';
import { localDay, timeZoneOf } from '../../../src/domain/identity/time-zone.ts';

describe('timeZoneOf', () => {
  it.each([
    ['WIB', ['11', '21', '31', '36', '61', '62']],
    ['WITA', ['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76']],
    ['WIT', ['81', '82', '91', '92', '93', '94', '95', '96', '97']],
    ['WIB', ['', '00', '99']],
  ])('%s', (zone, provinces) => {
    for (const province of provinces) expect(timeZoneOf(`${province}15010001`)).toBe(zone);
  });
});

describe('localDay', () => {
  it.each([
    ['WIT is a day ahead from 15:00 UTC', '2021-11-24T15:00:00Z', '9415010001', '2021-11-25'],
    ['and not a second before', '2021-11-24T14:59:59Z', '9415010001', '2021-11-24'],
    ['WITA from 16:00', '2021-11-24T16:00:00Z', '5101010001', '2021-11-25'],
    ['WITA not before', '2021-11-24T15:59:59Z', '5101010001', '2021-11-24'],
    ['WIB from 17:00', '2021-11-24T17:00:00Z', '3101010001', '2021-11-25'],
    ['WIB not before', '2021-11-24T16:59:59Z', '3101010001', '2021-11-24'],
    ['the turn of the year', '2021-12-31T15:00:00Z', '9415010001', '2022-01-01'],
    ['29 February', '2024-02-28T17:00:00Z', '1101010001', '2024-02-29'],
  ])('%s', (_, at, village, expected) => {
    expect(localDay(new Date(at), village)).toBe(expected);
  });
});
