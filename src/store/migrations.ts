import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Knex } from 'knex';

/** Beside `src/`, from sources and compiled alike. */
const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Any number, the same in every process: who migrates waits for who does already. */
const advisoryLockKey = 5_336_826;

export interface MigrationStatus {
  readonly done: readonly string[];
  readonly pending: readonly string[];
}

/** The migrations as files, named without their ending: one that ran as .ts is done as .js too. */
export const migrationSource: Knex.MigrationSource<string> = {
  async getMigrations() {
    const files = readdirSync(migrationsFolder).filter((name) => /(?<!\.d)\.(ts|js)$/.test(name));
    return files.sort();
  },
  getMigrationName: (file) => basename(file, extname(file)),
  getMigration: (file) => import(pathToFileURL(join(migrationsFolder, file)).href),
};

/** Brings the schema up to date, all or nothing; safe when several processes start at once. Returns what was run. */
export async function migrateToLatest(knex: Knex): Promise<string[]> {
  return locked(knex, async (transaction) => {
    const [, run]: [number, string[]] = await transaction.migrate.latest({ migrationSource });
    return run;
  });
}

/** Takes back the last batch of migrations, or with `all` every one. Returns what was taken back. */
export async function rollback(knex: Knex, all = false): Promise<string[]> {
  return locked(knex, async (transaction) => {
    const [, run]: [number, string[]] = await transaction.migrate.rollback({ migrationSource }, all);
    return run;
  });
}

export async function migrationStatus(knex: Knex): Promise<MigrationStatus> {
  return locked(knex, async (transaction) => {
    const [done, pending]: [{ name: string }[], string[]] = await transaction.migrate.list({
      migrationSource,
    });
    return {
      done: done.map((migration) => migration.name),
      pending: pending.map((file) => migrationSource.getMigrationName(file)),
    };
  });
}

/**
 * One transaction around it all, with an advisory lock that ends with it: knex's own lock is a row that a killed
 * process would leave locked for good; here it goes with the transaction.
 */
async function locked<T>(knex: Knex, work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
  return knex.transaction(async (transaction) => {
    await transaction.raw(`select set_config('statement_timeout', '0', true)`);
    await transaction.raw('select pg_advisory_xact_lock(?)', [advisoryLockKey]);
    return work(transaction);
  });
}
