import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { createDatabase, dropDatabase } from '../bench/bench-store.ts';
import { connectRedis } from '../bench/redis.ts';
import { CommandFailure } from '../errors.ts';

/** Where the simulation's own gateway keeps its records: beside the user's, never in them. */
export interface OwnStore {
  /** Null: the embedded store. */
  readonly database: string | null;
  readonly env: { readonly DATABASE_URL: string; readonly REDIS_URL: string; readonly DATA_DIR: string };
  /** Removes what only hints at work; the records stay for the next piece. */
  leave(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes it, or takes up the one that a run has kept.
 *
 * @throws CommandFailure where the role may not make databases.
 */
export async function openOwnStore(config: Config, folder: string, kept: string | null): Promise<OwnStore> {
  const { databaseUrl, redisUrl } = config;
  const dataDir = join(folder, 'data');
  if (databaseUrl === null) {
    const env = { DATABASE_URL: '', REDIS_URL: '', DATA_DIR: dataDir };
    const remove = () => rm(dataDir, { recursive: true, force: true });
    return { database: null, env, leave: async () => {}, remove };
  }
  const database = kept ?? `kentongan_simulate_${randomBytes(6).toString('hex')}`;
  if (kept === null) await createDatabase(databaseUrl, database);
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  const ownRedis = redisUrl ? await openOwnRedis(redisUrl) : null;
  return {
    database,
    env: { DATABASE_URL: url.href, REDIS_URL: ownRedis?.url ?? '', DATA_DIR: '' },
    leave: async () => ownRedis?.forget(),
    async remove() {
      await dropDatabase(databaseUrl, database);
      await ownRedis?.forget();
    },
  };
}

/** The last database of the Redis: signals and sessions of a gateway that runs beside it lie in another. */
const redisNumber = 15;

async function openOwnRedis(redisUrl: string) {
  const own = new URL(redisUrl);
  own.pathname = `/${redisNumber}`;
  const redis = await connectRedis(own.href);
  const keys = await redis.dbsize().finally(() => redis.disconnect());
  // Nothing in it is missed, since the database is the truth; but it may be somebody else's.
  if (keys > 0)
    throw new CommandFailure(`REDIS_URL: database ${redisNumber} of it is in use. Empty it first.`);
  return {
    url: own.href,
    async forget() {
      const connection = await connectRedis(own.href);
      await connection.flushdb().finally(() => connection.disconnect());
    },
  };
}
