import { describe, expect, it } from 'vitest';
import { dueJobs, type ScheduleSettings } from '../../../src/domain/workflow/schedule.ts';

const settings: ScheduleSettings = {
  digestAt: 18 * 60 + 30,
  quietHours: { from: 21 * 60, until: 6 * 60 },
  silentDays: 3,
};

function due(at: string, changes: Partial<ScheduleSettings> = {}): string {
  return dueJobs(new Date(at), { ...settings, ...changes })
    .map(({ zone, kind, day }) => `${zone} ${kind} ${day.slice(8)}`)
    .join(', ');
}

const inTheDay = (zone: string, day: string) => `${zone} alert ${day}, ${zone} reminder ${day}`;
const inTheEvening = (zone: string, day: string) => `${zone} digest ${day}, ${inTheDay(zone, day)}`;

describe('dueJobs', () => {
  it.each([
    ['nowhere before eight in the east', '2021-11-23T22:59:59Z', []],
    ['eight in WIT', '2021-11-23T23:00:00Z', [inTheDay('WIT', '24')]],
    ['eight in WITA', '2021-11-24T00:00:00Z', [inTheDay('WITA', '24'), inTheDay('WIT', '24')]],
    ['noon', '2021-11-24T05:00:00Z', [inTheDay('WIB', '24'), inTheDay('WITA', '24'), inTheDay('WIT', '24')]],
    [
      'a moment before 18:30 in WIT',
      '2021-11-24T09:29:59Z',
      [inTheDay('WIB', '24'), inTheDay('WITA', '24'), inTheDay('WIT', '24')],
    ],
    [
      '18:30 in WIT',
      '2021-11-24T09:30:00Z',
      [inTheDay('WIB', '24'), inTheDay('WITA', '24'), inTheEvening('WIT', '24')],
    ],
    [
      '18:30 in WIB: all of them',
      '2021-11-24T11:30:00Z',
      [inTheEvening('WIB', '24'), inTheEvening('WITA', '24'), inTheEvening('WIT', '24')],
    ],
    ['21:00 in WIT', '2021-11-24T12:00:00Z', [inTheEvening('WIB', '24'), inTheEvening('WITA', '24')]],
    ['a moment before 21:00 in WIB', '2021-11-24T13:59:59Z', [inTheEvening('WIB', '24')]],
    ['21:00 in WIB', '2021-11-24T14:00:00Z', []],
  ])('%s', (_, at, expected) => {
    expect(due(at)).toBe(expected.join(', '));
  });

  it('keeps to the local day where UTC has another', () => {
    expect(due('2021-12-31T23:30:00Z')).toBe(inTheDay('WIT', '01'));
  });

  it('knows when the day began and when the night does', () => {
    const [job] = dueJobs(new Date('2021-11-24T13:00:00Z'), settings);
    expect(job).toEqual({
      kind: 'digest',
      zone: 'WIB',
      day: '2021-11-24',
      dayBegan: new Date('2021-11-23T17:00:00Z'),
      expiresAt: new Date('2021-11-24T14:00:00Z'),
    });
  });

  it('goes on until midnight where it is never quiet, and begins after a long night', () => {
    const never = { quietHours: { from: 0, until: 0 } };
    expect(due('2021-11-24T16:59:59Z', never)).toBe(inTheEvening('WIB', '24'));
    expect(due('2021-11-24T17:00:00Z', never)).toBe('');
    const long = { quietHours: { from: 21 * 60, until: 9 * 60 } };
    expect(due('2021-11-23T23:59:00Z', long)).toBe('');
    expect(due('2021-11-24T00:00:00Z', long)).toBe(inTheDay('WIT', '24'));
  });
});
