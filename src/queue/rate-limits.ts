import { createHash } from 'node:crypto';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Log, RateLimit, RateLimits } from '../ports.ts';
import { openRedis, watchRedis } from './redis-client.ts';

const windowSeconds = 60;
/** A call waits for its limit: a Redis that hangs is given up early, and the process counts for itself. */
const commandTimeoutMs = 200;

/** Limits of this process alone. */
export const memoryRateLimits: RateLimits = (name, perMinute) =>
  limitBy(new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: windowSeconds }));

/** Limits that all processes on a Redis share; while it is away each process counts for itself. */
export function openRedisRateLimits(
  url: string,
  log: Log,
  prefix = 'kentongan',
): { readonly limits: RateLimits; close(): void } {
  const redis = openRedis(url, {
    commandTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  watchRedis(redis, 'rate-limits', log);
  return {
    limits: (name, perMinute) => {
      const window = { keyPrefix: `${prefix}:rate:${name}`, points: perMinute, duration: windowSeconds };
      const insuranceLimiter = new RateLimiterMemory(window);
      return limitBy(new RateLimiterRedis({ ...window, storeClient: redis, insuranceLimiter }));
    },
    close: () => redis.disconnect(),
  };
}

function limitBy(limiter: RateLimiterAbstract): RateLimit {
  return async (key) => {
    try {
      await limiter.consume(hashed(key));
      return 0;
    } catch (error) {
      // What is no refusal is a fault of the counting: reports come first.
      return error instanceof RateLimiterRes ? Math.max(1, Math.ceil(error.msBeforeNext / 1_000)) : 0;
    }
  };
}

/** Phone numbers stand nowhere in clear. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
