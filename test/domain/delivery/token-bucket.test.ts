import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimable,
  fullBucket,
  leavesInMs,
  nextClaimInMs,
  paceOf,
  refill,
} from '../../../src/domain/delivery/token-bucket.ts';

const start = new Date('2021-11-24T01:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('token bucket', () => {
  it.each([
    ['one in five seconds', 0.2, { burst: 1, perSecond: 0.2 }],
    ['a phone', 1, { burst: 1, perSecond: 1 }],
    ['a small line', 30, { burst: 1, perSecond: 30 }],
    ['an operator', 100, { burst: 5, perSecond: 95 }],
  ])('%s', (_label, perSecond, pace) => {
    expect(paceOf(perSecond)).toEqual(pace);
    expect(fullBucket(perSecond, start).tokens).toBe(pace.burst);
  });

  it('fills up to what may leave at once and no further', () => {
    const empty = { tokens: 0, refilledAt: start };
    expect(refill(empty, 100, later(10)).tokens).toBeCloseTo(0.95);
    expect(refill(empty, 100, later(60_000))).toEqual({ tokens: 5, refilledAt: later(60_000) });
  });

  it('is not moved by a clock that is behind', () => {
    const bucket = { tokens: 0.5, refilledAt: start };
    expect(refill(bucket, 100, later(-5_000))).toEqual(bucket);
  });

  it('lets a worker take ahead what leaves within a second', () => {
    expect(claimable({ tokens: 5, refilledAt: start }, 100)).toBe(100);
    expect(claimable({ tokens: -95, refilledAt: start }, 100)).toBe(0);
    expect(claimable({ tokens: 0, refilledAt: start }, 1)).toBe(1);
    expect(claimable({ tokens: -0.2, refilledAt: start }, 1)).toBe(0);
  });

  it('gives each message its moment', () => {
    const moments = [0, 4, 5, 6, 51].map((index) => leavesInMs({ tokens: 5, refilledAt: start }, 100, index));
    expect(moments).toEqual([0, 0, 11, 22, 495]);
  });

  it('tells when it is worth while to claim again', () => {
    expect(nextClaimInMs({ tokens: -95, refilledAt: start }, 100)).toBe(495);
    expect(nextClaimInMs({ tokens: 0, refilledAt: start }, 100)).toBe(0);
    expect(nextClaimInMs({ tokens: -1, refilledAt: start }, 1)).toBe(1_000);
  });

  it('lets no more leave in any second than the limit, whenever the workers come', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), waits, (perSecond, pauses) => {
        let now = 0;
        let bucket = fullBucket(perSecond, start);
        const left: number[] = [];
        for (const pause of pauses) {
          now += pause;
          bucket = refill(bucket, perSecond, later(now));
          const taken = claimable(bucket, perSecond);
          for (let index = 0; index < taken; index += 1)
            left.push(now + leavesInMs(bucket, perSecond, index));
          bucket = { ...bucket, tokens: bucket.tokens - taken };
        }
        for (const [index, moment] of left.entries()) {
          const next = left[index + perSecond];
          expect(next === undefined || next - moment >= 999).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
