import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullBucket, nextClaimInMs, paceOf, refill } from '../../../src/domain/delivery/token-bucket.ts';

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

  it('tells when it is worth while to claim again', () => {
    expect(nextClaimInMs({ tokens: 0.1, refilledAt: start }, 100)).toBe(20);
    expect(nextClaimInMs({ tokens: 2, refilledAt: start }, 100)).toBe(0);
    expect(nextClaimInMs({ tokens: 0, refilledAt: start }, 1)).toBe(1_000);
    const bucket = { tokens: 0.3, refilledAt: start };
    expect(refill(bucket, 7, later(nextClaimInMs(bucket, 7))).tokens).toBeGreaterThanOrEqual(1);
  });

  it('lets no more leave in any second than the limit, whenever the workers come', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), waits, (perSecond, pauses) => {
        let now = 0;
        let bucket = fullBucket(perSecond, start);
        const left: number[] = [];
        for (const pause of pauses) {
          now += pause;
          bucket = refill(bucket, perSecond, later(now));
          const taken = Math.floor(bucket.tokens);
          bucket = { ...bucket, tokens: bucket.tokens - taken };
          left.push(...Array<number>(taken).fill(now));
        }
        for (const begin of left) {
          const inSecond = left.filter((moment) => moment >= begin && moment < begin + 1_000).length;
          expect(inSecond).toBeLessThanOrEqual(perSecond);
        }
      }),
    );
  });
});
