import { expect, it } from 'vitest';
import { makeFoldProgress } from '../../src/services/fold-progress.ts';

/** A fold that finds so many differences each time. */
function foldsOf(...counts: readonly number[]) {
  const left = [...counts];
  const limits: number[] = [];
  const fold = async (limit: number) => {
    limits.push(limit);
    return left.shift() ?? 0;
  };
  return { fold, limits };
}

it.each([
  ['nothing is left', [0], 0, 1],
  ['fewer than it may take were there', [12], 12, 1],
  ['another process is at it', [5_000, 0], 5_000, 2],
  ['all of many are taken', [5_000, 5_000, 7], 10_007, 3],
])('folds until %s', async (_, counts, total, times) => {
  const sums = foldsOf(...counts);
  expect(await makeFoldProgress(sums)()).toBe(total);
  expect(sums.limits).toEqual(Array.from({ length: times }, () => 5_000));
});

it('stops between two folds', async () => {
  const stopping = new AbortController();
  const sums = foldsOf(5_000, 5_000, 5_000);
  const fold = async (limit: number) => {
    if (sums.limits.length === 1) stopping.abort();
    return sums.fold(limit);
  };
  expect(await makeFoldProgress({ fold })(stopping.signal)).toBe(10_000);
});
