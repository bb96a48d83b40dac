import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';

/** Any number, the same in every worker: one makes the template, the others wait. */
const templateLockKey = 7_440_291;

/** Makes a migrated database, as a copy of a template that the first caller of a run makes. Returns its URL. */
export async function createDatabase(serverUrl: string, runId: string): Promise<string> {
  const template = `kentongan_template_${runId}`;
  const name = `kentongan_${randomBytes(6).toString('hex')}_${runId}`;
  await asAdmin(serverUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [templateLockKey]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) await createTemplate(admin, serverUrl, template);
    await admin.query(`create database ${name} template ${template}`);
  });
  return withDatabase(serverUrl, name);
}

export async function dropDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await asAdmin(serverUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
}

/** Drops what a run left on a server that stays. */
export async function dropDatabases(serverUrl: string, runId: string): Promise<void> {
  await asAdmin(serverUrl, async (admin) => {
    const pattern = `kentongan\\_%\\_${runId}`;
    const found = await admin.query<{ datname: string }>(
      'select datname from pg_database where datname like $1',
      [pattern],
    );
    for (const { datname } of found.rows) await admin.query(`drop database ${datname} with (force)`);
  });
}

/** Under another name first, so that one whose migrations failed is never taken for the template. */
async function createTemplate(admin: pg.Client, serverUrl: string, template: string): Promise<void> {
  const draft = template.replace('template', 'draft');
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const knex = connectPostgres(withDatabase(serverUrl, draft), 1);
  try {
    await migrateToLatest(knex);
  } finally {
    await knex.destroy();
  }
  await admin.query(`alter database ${draft} rename to ${template}`);
}

/** The advisory lock goes with the connection. */
async function asAdmin(serverUrl: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
