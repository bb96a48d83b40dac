import { describe, expect, it } from 'vitest';
import { fateOf, maxAttempts, pauseMsAfter } from '../../../src/domain/delivery/fate.ts';
import type { SendFailure } from '../../../src/domain/delivery/send-result.ts';

const now = new Date('2021-11-24T01:00:00Z');
const first = { attempts: 1, now, dropsDuplicates: false, random: 0.5 };
const refused: SendFailure = { ok: false, reason: 'r', isRetryable: false, isUncertain: false };
const retryable = { ...refused, isRetryable: true };
const uncertain = { ...refused, isUncertain: true };
const closed = { ...retryable, isWayClosed: true };

describe('fateOf', () => {
  it('sends what was taken', () => {
    const success = { ok: true, providerMessageId: 'p', cost: null } as const;
    expect(fateOf(success, first)).toEqual({ state: 'sent', success });
  });

  it.each([
    ['refused', refused, first, 'failed'],
    ['to be tried again', retryable, first, 'errored'],
    ['to be tried again, once too often', retryable, { ...first, attempts: maxAttempts }, 'failed'],
    ['uncertain', uncertain, first, 'unknown'],
    ['uncertain, and called retryable by its channel', { ...uncertain, isRetryable: true }, first, 'unknown'],
    ['uncertain, duplicates dropped', uncertain, { ...first, dropsDuplicates: true }, 'errored'],
    [
      'uncertain, duplicates dropped, once too often',
      uncertain,
      { ...first, dropsDuplicates: true, attempts: maxAttempts },
      'unknown',
    ],
    ['refused, duplicates dropped', refused, { ...first, dropsDuplicates: true }, 'failed'],
    ['way closed', closed, first, 'errored'],
    ['way closed, however often', closed, { ...first, attempts: 1_000 }, 'errored'],
  ] as const)('%s', (_label, result, tried, state) => {
    expect(fateOf(result, tried)).toMatchObject({ state, reason: 'r' });
  });

  it('counts no try against a message whose way was closed', () => {
    expect(fateOf(closed, first)).toMatchObject({ isCounted: false });
    expect(fateOf(retryable, first)).toMatchObject({ isCounted: true });
  });

  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [7, 600],
  ])('waits longer after try %i: %i seconds, a quarter more or less', (attempts, seconds) => {
    const waits = [0, 0.5, 1].map((random) => {
      const fate = fateOf(retryable, { ...first, attempts, random });
      return fate.state === 'errored' ? (fate.retryAt.getTime() - now.getTime()) / 1_000 : null;
    });
    expect(waits).toEqual([seconds * 0.75, seconds, seconds * 1.25]);
  });
});

it('leaves a closed way alone for longer and longer, half a minute at most', () => {
  expect([1, 2, 3, 20].map((failures) => pauseMsAfter(failures, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(pauseMsAfter(1, 0)).toBe(500);
});
