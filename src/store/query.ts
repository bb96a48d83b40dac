import type { Knex } from 'knex';

/**
 * Runs one SQL statement with named bindings (`:name`) and returns its rows, typed as the statement's author says.
 *
 * @throws the database's error, with SQLSTATE in `code`.
 */
export async function query<Row>(
  db: Knex,
  sql: string,
  bindings: Readonly<Record<string, Knex.RawBinding | readonly unknown[]>> = {},
): Promise<Row[]> {
  const result: { rows: Row[] } = await db.raw(sql, bindings as Record<string, Knex.RawBinding>);
  return result.rows;
}

/** Like {@link query}, for a statement that returns no rows: how many it changed. */
export async function execute(
  db: Knex,
  sql: string,
  bindings: Readonly<Record<string, Knex.RawBinding | readonly unknown[]>> = {},
): Promise<number> {
  const result: { rowCount: number | null } = await db.raw(sql, bindings as Record<string, Knex.RawBinding>);
  return result.rowCount ?? 0;
}
