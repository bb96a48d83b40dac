import { Redis } from 'ioredis';

/** Opens Redis for the bench: gives up at once where it does not answer. */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  await redis.connect();
  return redis;
}

/** Removes all keys that begin with a prefix and a colon. */
export async function forgetKeys(url: string, prefix: string): Promise<void> {
  const redis = await connectRedis(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}

/** Version of the server. */
export async function redisVersion(url: string): Promise<string> {
  const redis = await connectRedis(url);
  try {
    return /^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown';
  } finally {
    redis.disconnect();
  }
}
