import { describe, expect, it } from 'vitest';
import type { TimeZone } from '../../../src/domain/identity/time-zone.ts';
import {
  defaultQuietHours,
  isQuiet,
  minuteOfDay,
  nextMinuteOfDay,
  quietUntil,
  startOfDay,
} from '../../../src/domain/workflow/quiet-hours.ts';

const night = defaultQuietHours;

describe('quietUntil', () => {
  it.each<[string, TimeZone, string, string | null]>([
    ['WIB, a minute before 21:00', 'WIB', '2021-11-24T13:59:59.999Z', null],
    ['WIB, 21:00', 'WIB', '2021-11-24T14:00:00Z', '2021-11-24T23:00:00Z'],
    ['WIB, a moment before midnight', 'WIB', '2021-11-24T16:59:59.999Z', '2021-11-24T23:00:00Z'],
    ['WIB, midnight', 'WIB', '2021-11-24T17:00:00Z', '2021-11-24T23:00:00Z'],
    ['WIB, a moment before 06:00', 'WIB', '2021-11-24T22:59:59.999Z', '2021-11-24T23:00:00Z'],
    ['WIB, 06:00', 'WIB', '2021-11-24T23:00:00Z', null],
    ['WITA, 20:59', 'WITA', '2021-11-24T12:59:00Z', null],
    ['WITA, 21:00', 'WITA', '2021-11-24T13:00:00Z', '2021-11-24T22:00:00Z'],
    ['WITA, midnight', 'WITA', '2021-11-24T16:00:00Z', '2021-11-24T22:00:00Z'],
    ['WITA, 06:00', 'WITA', '2021-11-24T22:00:00Z', null],
    ['WIT, 20:59', 'WIT', '2021-11-24T11:59:00Z', null],
    ['WIT, 21:00', 'WIT', '2021-11-24T12:00:00Z', '2021-11-24T21:00:00Z'],
    ['WIT, midnight', 'WIT', '2021-11-24T15:00:00Z', '2021-11-24T21:00:00Z'],
    ['WIT, 06:00', 'WIT', '2021-11-24T21:00:00Z', null],
    ['quiet in WIT while WIB is not', 'WIB', '2021-11-24T12:30:00Z', null],
    ['the last day of a month', 'WIT', '2021-11-30T14:00:00Z', '2021-11-30T21:00:00Z'],
    ['the turn of the year', 'WIB', '2021-12-31T16:00:00Z', '2021-12-31T23:00:00Z'],
    // Indonesia has no summer time: the same in March and in October.
    ['the end of March', 'WIB', '2021-03-28T14:00:00Z', '2021-03-28T23:00:00Z'],
    ['the end of October', 'WIB', '2021-10-31T13:59:00Z', null],
  ])('%s', (_, zone, at, expected) => {
    expect(quietUntil(new Date(at), zone, night)).toEqual(expected === null ? null : new Date(expected));
  });
});

describe('isQuiet', () => {
  it.each([
    ['over midnight, before', { from: 1260, until: 360 }, 1259, false],
    ['over midnight, its first minute', { from: 1260, until: 360 }, 1260, true],
    ['over midnight, its last minute', { from: 1260, until: 360 }, 359, true],
    ['over midnight, after', { from: 1260, until: 360 }, 360, false],
    ['within a day, before', { from: 720, until: 780 }, 719, false],
    ['within a day', { from: 720, until: 780 }, 720, true],
    ['within a day, after', { from: 720, until: 780 }, 780, false],
    ['from midnight', { from: 0, until: 360 }, 0, true],
    ['never', { from: 0, until: 0 }, 0, false],
  ])('%s', (_, quiet, minute, expected) => {
    expect(isQuiet(minute, quiet)).toBe(expected);
  });
});

it('knows the minute of each zone', () => {
  const at = new Date('2021-11-24T15:30:59Z');
  expect([minuteOfDay(at, 'WIB'), minuteOfDay(at, 'WITA'), minuteOfDay(at, 'WIT')]).toEqual([1350, 1410, 30]);
});

it('knows when the local day began', () => {
  const at = new Date('2021-11-24T15:30:00Z');
  expect([startOfDay(at, 'WITA'), startOfDay(at, 'WIT')]).toEqual([
    new Date('2021-11-23T16:00:00Z'),
    new Date('2021-11-24T15:00:00Z'),
  ]);
});

it('takes the same minute of the next day when it is that minute now', () => {
  const six = new Date('2021-11-24T23:00:00Z');
  expect(nextMinuteOfDay(six, 'WIB', 360)).toEqual(new Date('2021-11-25T23:00:00Z'));
  expect(nextMinuteOfDay(six, 'WIB', 1440)).toEqual(new Date('2021-11-25T17:00:00Z'));
});
