import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { dropDatabases } from './postgres-databases.ts';
import { makeRunFolder, requireBinaries, startPostgres, startRedis } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server on which the tests may make and drop databases. */
    readonly databaseUrl: string;
    /** A Redis; others may use it too: tests keep to keys with a prefix of their own. */
    readonly redisUrl: string;
    /** Ends the names of this run's databases. */
    readonly runId: string;
    /** For this run's files. */
    readonly runFolder: string;
  }
}

/** Servers for the whole run: those of DATABASE_URL and REDIS_URL, else throwaway ones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { DATABASE_URL: givenPostgres, REDIS_URL: givenRedis } = process.env;
  requireBinaries({ postgres: !givenPostgres, redis: !givenRedis });
  const postgres = givenPostgres ? null : await startPostgres();
  const redis = givenRedis ? null : await startRedis();
  const databaseUrl = givenPostgres ?? postgres?.url ?? '';
  const runId = randomBytes(4).toString('hex');
  const runFolder = await makeRunFolder();
  project.provide('databaseUrl', databaseUrl);
  project.provide('redisUrl', givenRedis ?? redis?.url ?? '');
  project.provide('runId', runId);
  project.provide('runFolder', runFolder.path);

  return async () => {
    if (givenPostgres) await dropDatabases(databaseUrl, runId);
    await postgres?.stop();
    await redis?.stop();
    await runFolder.remove();
  };
}
