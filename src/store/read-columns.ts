import type { Knex } from 'knex';
import type { ColumnType } from './insert-rows.ts';
import { query } from './query.ts';

/**
 * Columns of a table with their types, in order, as the database itself has them: the wide record tables are
 * written down once, in their migration.
 */
export async function readColumns(
  db: Knex,
  schema: string,
  table: string,
): Promise<Readonly<Record<string, ColumnType>>> {
  const rows = await query<{ name: string; type: string }>(
    db,
    `SELECT column_name::text AS name, CASE udt_name WHEN '_text' THEN 'text[]' ELSE udt_name::text END AS type
     FROM information_schema.columns WHERE table_schema = :schema AND table_name = :table
     ORDER BY ordinal_position`,
    { schema, table },
  );
  if (rows.length === 0) throw new Error(`The store has no table ${schema}.${table}; run the migrations`);
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
}
