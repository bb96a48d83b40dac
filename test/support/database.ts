import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { describe, inject } from 'vitest';
import { connectPostgres, openStore } from '../../src/store/connect.ts';
import { takeLock } from '../../src/store/embedded/lock.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';
import { createDatabase, dropDatabase } from './postgres-databases.ts';

/** An empty, migrated store of its own. */
export interface TestStore {
  readonly knex: Knex;
  /** Closes it and removes it. */
  drop(): Promise<void>;
}

export interface TestPostgres extends TestStore {
  readonly url: string;
}

export interface TestEmbedded extends TestStore {
  readonly dataDir: string;
}

/** A new migrated database on the test PostgreSQL; takes some 100 ms. */
export async function freshPostgres(): Promise<TestPostgres> {
  const server = inject('databaseUrl');
  const url = await createDatabase(server, inject('runId'));
  const knex = connectPostgres(url);
  return {
    knex,
    url,
    async drop() {
      await knex.destroy();
      await dropDatabase(server, url);
    },
  };
}

/** A new migrated embedded store; takes some 1.5 s, so one a test file is plenty. */
export async function freshEmbedded(): Promise<TestEmbedded> {
  const dataDir = await freshDataDir();
  const store = await openStore({ databaseUrl: null, dataDir, purpose: 'serve' });
  return {
    knex: store.knex,
    dataDir,
    async drop() {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A data folder that holds a migrated store, not open; removed at the end of the run. */
export async function freshDataDir(): Promise<string> {
  const dataDir = mkdtempSync(join(inject('runFolder'), 'data-'));
  cpSync(await templateDataDir(), dataDir, { recursive: true });
  return dataDir;
}

/** Runs a suite on each store; `open` gives it a store of its own, which it drops in `afterAll`. */
export function eachStore(name: string, suite: (open: () => Promise<TestStore>) => void): void {
  describe(`${name}, on PostgreSQL`, () => suite(freshPostgres));
  describe(`${name}, on the embedded store`, () => suite(freshEmbedded));
}

/** Making a database takes seconds, copying one does not: one worker makes it, the other waits. */
async function templateDataDir(): Promise<string> {
  const runFolder = inject('runFolder');
  const template = join(runFolder, 'template');
  while (!existsSync(template)) {
    const lock = await takeLock(runFolder, 'command', runFolder);
    if (lock && !existsSync(template)) await makeTemplate(runFolder, template);
    lock?.release();
  }
  return template;
}

async function makeTemplate(runFolder: string, template: string): Promise<void> {
  const draft = mkdtempSync(join(runFolder, 'draft-'));
  const store = await openStore({ databaseUrl: null, dataDir: draft, purpose: 'serve' });
  try {
    await migrateToLatest(store.knex);
  } finally {
    await store.close();
  }
  renameSync(draft, template);
}
