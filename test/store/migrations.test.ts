import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest, migrationStatus, rollback } from '../../src/store/migrations.ts';
import { eachStore, freshPostgres, type TestPostgres, type TestStore } from '../support/database.ts';

const folder = join(import.meta.dirname, '..', '..', 'migrations');
const names = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

eachStore('migrations', (open) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());

  it('are known by names without an ending, so that compiled ones are the same', async () => {
    expect(names.length).toBeGreaterThan(0);
    expect(await migrationStatus(opened.knex)).toEqual({ done: names, pending: [] });
  });

  it('are taken back and done again', async () => {
    expect((await rollback(opened.knex)).length).toBe(names.length);
    expect(await migrationStatus(opened.knex)).toEqual({ done: [], pending: names });
    expect((await migrateToLatest(opened.knex)).length).toBe(names.length);
    expect(await migrateToLatest(opened.knex)).toEqual([]);
  });
});

describe('migrations on PostgreSQL', () => {
  let opened: TestPostgres;
  beforeAll(async () => {
    opened = await freshPostgres();
    await rollback(opened.knex);
  });
  afterAll(() => opened.drop());

  it('are done once when several processes start at once', async () => {
    const clients = Array.from({ length: 4 }, () => connectPostgres(opened.url, 1));
    const runs = await Promise.all(clients.map(migrateToLatest));
    await Promise.all(clients.map((client) => client.destroy()));
    expect(runs.map((run) => run.length).sort((a, b) => b - a)).toEqual([names.length, 0, 0, 0]);
  });

  it('leave no lock behind when their process is cut off amid them', async () => {
    await rollback(opened.knex);
    const client = connectPostgres(opened.url, 1);
    const cutOff = client.transaction(async (transaction) => {
      await transaction.raw('select pg_advisory_xact_lock(5336826)');
      await transaction.raw('update knex_migrations_lock set is_locked = 1');
      await transaction.raw('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(cutOff).rejects.toThrow();
    await client.destroy();
    expect((await migrateToLatest(opened.knex)).length).toBe(names.length);
  });
});
