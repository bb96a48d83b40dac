import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { connectPostgres } from '../../store/connect.ts';
import { CommandFailure } from '../errors.ts';
import { forgetKeys } from './redis.ts';

/** A store of the bench's own, beside the user's, and what it is called in Redis. */
export interface BenchStore {
  /** The variables that lead to it. */
  readonly env: { readonly DATABASE_URL: string; readonly REDIS_URL: string; readonly DATA_DIR: string };
  /** Head of all keys in Redis. */
  readonly redisPrefix: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/** PostgreSQL's codes for a role that may not do something. */
const forbidden = new Set(['42501']);

/**
 * Makes a place to measure in, of the kind that the environment gives: a database of its own on the same server, or
 * a folder of its own for the embedded store.
 *
 * @throws CommandFailure where the role may not make databases.
 */
export async function makeBenchStore(config: Config): Promise<BenchStore> {
  const name = `kentongan_bench_${randomBytes(6).toString('hex')}`;
  const { databaseUrl, redisUrl } = config;
  if (databaseUrl === null) return makeFolder(name);
  await createDatabase(databaseUrl, name);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href, REDIS_URL: redisUrl ?? '', DATA_DIR: '' },
    redisPrefix: name,
    async remove() {
      await dropDatabase(databaseUrl, name);
      if (redisUrl) await forgetKeys(redisUrl, name);
    },
  };
}

async function makeFolder(name: string): Promise<BenchStore> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  return {
    env: { DATABASE_URL: '', REDIS_URL: '', DATA_DIR: folder },
    redisPrefix: name,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @throws CommandFailure where the role may not make databases. */
export async function createDatabase(databaseUrl: string, name: string): Promise<void> {
  try {
    await runAlone(databaseUrl, `CREATE DATABASE ${name}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!forbidden.has(code)) throw error;
    throw new CommandFailure(
      'DATABASE_URL: this works in a database of its own, and the role may not create one. Let it: ALTER ROLE … CREATEDB.',
    );
  }
}

/** Drops it, whoever is connected. */
export function dropDatabase(databaseUrl: string, name: string): Promise<void> {
  return runAlone(databaseUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function runAlone(databaseUrl: string, sql: string): Promise<void> {
  const knex = connectPostgres(databaseUrl, 1);
  try {
    await knex.raw(sql);
  } finally {
    await knex.destroy();
  }
}
