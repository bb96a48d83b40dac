import { startPostgres } from '../support/servers.ts';
import { type MortalRedis, startMortalRedis } from './mortal-redis.ts';

export type RedisBlow = 'restart-empty' | 'flush';

export const setupNames = ['embedded', 'postgres', 'redis-loss'] as const;
export type SetupName = (typeof setupNames)[number];

/** One way to run the product: its servers, its processes, and what is struck besides these. */
export interface Setup {
  readonly name: SetupName;
  /** Null: the embedded store. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Arguments of the processes; the first takes HTTP. */
  readonly programs: readonly (readonly string[])[];
  readonly redisBlows: number;
  strikeRedis(blow: RedisBlow): Promise<void>;
  close(): Promise<void>;
}

/** How often Redis is struck beside the ten kills. */
const redisBlows = 6;

export const setups = {
  /** Nothing installed: PGlite and the queue in the one process. */
  embedded: async () => ({
    name: 'embedded',
    databaseUrl: null,
    redisUrl: null,
    programs: [['serve']],
    redisBlows: 0,
    strikeRedis: noRedis,
    close: async () => {},
  }),
  /** PostgreSQL and Redis, taking and working in processes of their own. */
  postgres: () => withServers('postgres', 0),
  /** The same, while Redis is killed and flushed. */
  'redis-loss': () => withServers('redis-loss', redisBlows),
} as const satisfies Record<SetupName, () => Promise<Setup>>;

async function noRedis(): Promise<void> {
  throw new Error('This setup has no Redis');
}

async function withServers(name: SetupName, blows: number): Promise<Setup> {
  const postgres = await startPostgres(true);
  const redis = await startMortalRedis();
  return {
    name,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    programs: [['serve', '--no-work'], ['work']],
    redisBlows: blows,
    strikeRedis: (blow) => strike(redis, blow),
    async close() {
      await redis.stop();
      await postgres.stop();
    },
  };
}

function strike(redis: MortalRedis, blow: RedisBlow): Promise<void> {
  return blow === 'flush' ? redis.flush() : redis.restartEmpty();
}
