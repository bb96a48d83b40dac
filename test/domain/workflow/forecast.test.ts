import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DayCount,
  forecastDays,
  forecastFinish,
  shiftDay,
} from '../../../src/domain/workflow/forecast.ts';

const today = '2021-11-24';
/** Counts of the days up to yesterday, the last one yesterday. */
const until = (...counts: readonly number[]): DayCount[] =>
  counts.map((count, at) => ({ day: shiftDay(today, at - counts.length), count }));

describe('forecastFinish', () => {
  it.each<[string, DayCount[], number, unknown]>([
    ['nothing is left', until(5, 5, 5), 0, { state: 'done' }],
    ['more came than there were', until(5, 5, 5), -3, { state: 'done' }],
    ['nothing ever came', [], 10, { state: 'unknown', why: 'few-days' }],
    ['there are two days', until(5, 5), 10, { state: 'unknown', why: 'few-days' }],
    [
      'today is the third day',
      [...until(5, 5), { day: today, count: 9 }],
      10,
      { state: 'unknown', why: 'few-days' },
    ],
    ['nothing came in two weeks', until(5, ...Array(14).fill(0)), 10, { state: 'unknown', why: 'standing' }],
    ['more was taken back than came', until(5, -9, 1), 10, { state: 'unknown', why: 'standing' }],
    ['it would take decades', until(1, 0, 0), 100_000, { state: 'unknown', why: 'standing' }],
    [
      'the pace is even',
      until(10, 10, 10, 10),
      35,
      { state: 'dated', perDay: 10, expected: '2021-11-27', earliest: '2021-11-27', latest: '2021-11-27' },
    ],
    [
      'one day is enough',
      until(10, 10, 10),
      10,
      { state: 'dated', perDay: 10, expected: today, earliest: today, latest: today },
    ],
    [
      // mean 10, standard error sqrt(100/3/4)... of 0, 10, 10, 20: sqrt(200/3/4) = 4.08, times 1.2816 = 5.23
      'the pace is uneven',
      [...until(1, 10, 10, 19).slice(1), { day: shiftDay(today, -4), count: 1 }],
      100,
      { state: 'dated', perDay: 10, expected: '2021-12-03', earliest: '2021-11-30', latest: '2021-12-12' },
    ],
    [
      'the slower pace never ends',
      until(1, 0, 0, 0, 0, 40),
      100,
      { state: 'dated', perDay: 41 / 6, expected: '2021-12-08', earliest: '2021-11-30', latest: null },
    ],
    [
      'days before the two weeks',
      until(...Array(10).fill(1_000), ...Array(14).fill(10)),
      10,
      { state: 'dated', perDay: 10, expected: today, earliest: today, latest: today },
    ],
  ])('where %s', (_label, days, left, forecast) => {
    expect(forecastFinish(days, left, today)).toEqual(forecast);
  });

  it('lies in its range, and later the more is left', () => {
    const counts = fc.array(fc.nat(1_000), { minLength: 3, maxLength: forecastDays });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (given, left, more) => {
        const one = forecastFinish(until(...given), left, today);
        const other = forecastFinish(until(...given), left + more, today);
        if (one.state !== 'dated') return;
        expect(one.earliest <= one.expected).toBe(true);
        expect(one.latest === null || one.expected <= one.latest).toBe(true);
        if (other.state === 'dated') expect(one.expected <= other.expected).toBe(true);
      }),
    );
  });
});
