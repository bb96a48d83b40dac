import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { RateLimits } from '../../src/ports.ts';
import { memoryRateLimits, openRedisRateLimits } from '../../src/queue/rate-limits.ts';
import { openCutProxy } from './cut-proxy.ts';
import { silentLog } from './silent-log.ts';

const redisUrl = inject('redisUrl');
const newPrefix = () => `test-${randomUUID()}`;

function openLimits(url = redisUrl, prefix = newPrefix()): RateLimits {
  const { limits, close } = openRedisRateLimits(url, silentLog(), prefix);
  onTestFinished(close);
  return limits;
}

describe.each([
  ['in memory', () => memoryRateLimits],
  ['on Redis', () => openLimits()],
])('rate limits %s', (_label, open) => {
  it('take so many calls of a key a minute, and say then how long to wait', async () => {
    const limit = open()(randomUUID(), 3);
    expect([await limit('a'), await limit('a'), await limit('a')]).toEqual([0, 0, 0]);
    const seconds = await limit('a');
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await limit('b')).toBe(0);
  });

  it('take no more where calls come at once', async () => {
    const limit = open()(randomUUID(), 5);
    await vi.waitFor(async () => expect(await limit('warm')).toBe(0));
    const waits = await Promise.all(Array.from({ length: 20 }, () => limit('a')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('count each limit by itself', async () => {
    const limits = open();
    const [first, second] = [limits(randomUUID(), 1), limits(randomUUID(), 1)];
    expect([await first('a'), await second('a')]).toEqual([0, 0]);
    expect(await first('a')).toBeGreaterThan(0);
  });
});

describe('rate limits on Redis', () => {
  it('are shared by processes, and hold no number in clear', async () => {
    const prefix = newPrefix();
    const [one, other] = [openLimits(redisUrl, prefix)('s', 3), openLimits(redisUrl, prefix)('s', 3)];
    const redis = new Redis(redisUrl);
    onTestFinished(() => redis.disconnect());
    await vi.waitFor(async () => {
      await one('warm');
      await other('warm');
      expect(await redis.keys(`${prefix}*`)).toHaveLength(1);
    });
    const sender = '+6281200000001';
    expect([await one(sender), await other(sender), await one(sender)]).toEqual([0, 0, 0]);
    expect(await other(sender)).toBeGreaterThan(0);
    expect((await redis.keys(`${prefix}*`)).join()).not.toContain('81200000001');
  });

  it.each([
    ['cut off', 'cut'],
    ['hanging', 'freeze'],
  ] as const)('count for the process alone while Redis is %s, and throw nothing', async (_label, fault) => {
    const proxy = await openCutProxy(redisUrl);
    onTestFinished(() => proxy.close());
    const limit = openLimits(proxy.url)('s', 2);
    await limit('warm');
    await proxy[fault]();
    expect([await limit('a'), await limit('a')]).toEqual([0, 0]);
    expect(await limit('a')).toBeGreaterThan(0);
  });
});
