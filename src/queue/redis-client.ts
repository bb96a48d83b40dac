import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../ports.ts';

/** Tries again soon, for ever: Redis may be away for as long as it likes. */
const retryStrategy = (attempts: number): number => Math.min(attempts * 50, 1_000);

/** A connection whose faults never end the process. */
export function openRedis(url: string, options: RedisOptions): Redis {
  const redis = new Redis(url, { connectTimeout: 2_000, retryStrategy, ...options });
  // Without a listener ioredis prints each failed attempt; `watchRedis` says it once.
  redis.on('error', () => {});
  return redis;
}

/** Logs once when the connection is lost, once when it is back. */
export function watchRedis(redis: Redis, purpose: string, log: Log): void {
  let isDown = false;
  redis.on('reconnecting', () => {
    if (!isDown) log.error({ purpose }, 'redis.down');
    isDown = true;
  });
  redis.on('ready', () => {
    if (isDown) log.info({ purpose }, 'redis.up');
    isDown = false;
  });
}

/** Null when Redis answers, else one line. For connections with a command time-out. */
export async function redisProblem(redis: Redis): Promise<string | null> {
  try {
    await redis.ping();
    return null;
  } catch {
    return 'Redis does not answer';
  }
}
