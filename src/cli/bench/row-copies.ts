import type { Knex } from 'knex';
import { type InsertTarget, insertRows, type Row } from '../../store/insert-rows.ts';
import { query } from '../../store/query.ts';
import { readColumns } from '../../store/read-columns.ts';

/** Rows of one table, as they are inserted. */
interface Copy {
  readonly target: InsertTarget;
  readonly rows: readonly Row[];
}

/** As many rows in a statement as the worker's batch has. */
const batchSize = 500;

/** What a report writes, what is referred to first; `ownId`: the database numbers the rows. */
const tables = [
  { schema: 'public', table: 'reports', key: 'id', ownId: false },
  { schema: 'public', table: 'revisions', key: 'report_id', ownId: true },
  { schema: 'dtks', table: 'udrt', key: 'report_id', ownId: false },
  { schema: 'public', table: 'outbox', key: 'inbox_id', ownId: true },
] as const;

/** Reads all rows that processing wrote, in the order of their reports: two batches at once number them crosswise. */
export async function copyRows(knex: Knex): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const { schema, table, key, ownId } of tables) {
    const { id, ...others } = await readColumns(knex, schema, table);
    const columns = ownId || id === undefined ? others : { id, ...others };
    const names = Object.keys(columns).map((name) => `"${name}"`);
    const rows = await query<Row>(knex, `SELECT ${names.join(', ')} FROM ${schema}.${table} ORDER BY ${key}`);
    copies.push({ target: { table: `${schema}.${table}`, columns }, rows });
  }
  return copies;
}

/** Inserts them by `unnest`, 500 rows a statement, in one transaction, and nothing else. */
export async function insertCopies(knex: Knex, copies: readonly Copy[]): Promise<void> {
  const count = Math.max(...copies.map(({ rows }) => rows.length));
  await knex.transaction(async (trx) => {
    for (let from = 0; from < count; from += batchSize) {
      for (const { target, rows } of copies)
        await insertRows(trx, target, rows.slice(from, from + batchSize));
    }
  });
}
