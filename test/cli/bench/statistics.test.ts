import { describe, expect, it } from 'vitest';
import { median, type Run, summarise } from '../../../src/cli/bench/statistics.ts';

describe('median', () => {
  it.each([
    ['one value', [7], 7],
    ['an odd number of values, in any order', [9, 1, 5], 5],
    ['an even number: the mean of the two in the middle', [10, 1, 2, 4], 3],
    ['numbers as numbers, not as text', [100, 9, 20], 20],
  ])('%s', (_label, values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('there is none of nothing', () => {
    expect(() => median([])).toThrow('no median');
  });

  it('leaves what it is given as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('summarise', () => {
  it('compares each run with its own baseline', () => {
    // A machine that was slow in one run: of the medians alone the ratio would be 80 / 160.
    const runs: Run[] = [
      { ours: 80, baseline: 100 },
      { ours: 8, baseline: 160 },
      { ours: 180, baseline: 200 },
    ];
    expect(summarise(runs)).toEqual({
      ours: 80,
      baseline: 160,
      ratio: 0.8,
      ratioOfMedians: 0.5,
      spread: [0.05, 0.9],
    });
  });

  it('has no ratio without a baseline, and the spread of its own figures', () => {
    const runs: Run[] = [10, 30, 20].map((ours) => ({ ours, baseline: null }));
    const expected = { ours: 20, baseline: null, ratio: null, ratioOfMedians: null, spread: [10, 30] };
    expect(summarise(runs)).toEqual(expected);
  });
});
