import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from '../../src/store/query.ts';
import { eachStore } from '../support/database.ts';

const folder = join(import.meta.dirname, '..', '..', 'migrations');
const files = readdirSync(folder).sort();

interface Migration {
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

eachStore('migrations', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  const migrations: Migration[] = [];

  beforeAll(async () => {
    opened = await open();
    for (const file of files) migrations.push(await import(join(folder, file)));
  });
  afterAll(() => opened.drop());

  it('each leave nothing behind when they are taken back', async () => {
    const steps: string[][] = [];
    for (const migration of migrations.toReversed()) {
      steps.unshift(await describeSchema(opened.knex));
      await migration.down(opened.knex);
    }
    const again: string[][] = [];
    expect(await describeSchema(opened.knex)).toEqual([]);
    for (const migration of migrations) {
      await migration.up(opened.knex);
      again.push(await describeSchema(opened.knex));
    }
    expect(steps.at(-1)?.length).toBeGreaterThan(300);
    expect(again).toEqual(steps);
  });
});

/** Every table, column, constraint, index and sequence of ours, one a line; knex's own tables left out. */
async function describeSchema(knex: Knex): Promise<string[]> {
  const rows = await query<{ line: string }>(
    knex,
    `WITH ours AS (
       SELECT pg_class.oid, relname, relkind, relpersistence, nspname FROM pg_class
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname IN ('public', 'dtks') AND relname NOT LIKE 'knex%'
     )
     SELECT concat_ws(' ', 'relation', nspname, relname, relkind, relpersistence) AS line FROM ours
     UNION ALL
     SELECT concat_ws(' ', 'column', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
       attidentity, attgenerated, pg_get_expr(adbin, adrelid))
     FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
     LEFT JOIN pg_attrdef ON adrelid = ours.oid AND adnum = attnum
     WHERE relkind = 'r'
     UNION ALL
     SELECT concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(pg_constraint.oid))
     FROM ours JOIN pg_constraint ON conrelid = ours.oid
     UNION ALL
     SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid)) FROM ours JOIN pg_index ON indrelid = ours.oid
     UNION ALL
     SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace WHERE nspname = 'dtks'
     ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}
