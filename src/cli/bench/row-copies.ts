import type { Knex } from 'knex';
import { query } from '../../store/query.ts';
import { readColumns } from '../../store/read-columns.ts';
import { toJson } from '../../store/to-json.ts';

type Row = Record<string, unknown>;

/** Rows of one table, as knex inserts them. */
interface Copy {
  readonly schema: string;
  readonly table: string;
  readonly rows: readonly Row[];
}

/** As many rows in a transaction as the worker's batch has. */
const batchSize = 500;
/** The protocol counts the values of a statement in 16 bits. */
const maxBindings = 65_535;

/** What a report writes, what is referred to first; `ownId`: the database numbers the rows. */
const tables = [
  { schema: 'public', table: 'reports', key: 'id', ownId: false },
  { schema: 'public', table: 'revisions', key: 'id', ownId: true },
  { schema: 'dtks', table: 'udrt', key: 'report_id', ownId: false },
  { schema: 'public', table: 'outbox', key: 'id', ownId: true },
] as const;

/** Reads all rows that processing wrote, in the order in which it wrote them. */
export async function copyRows(knex: Knex): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const { schema, table, key, ownId } of tables) {
    const columns = Object.entries(await readColumns(knex, schema, table));
    const jsonColumns = columns.flatMap(([name, type]) => (/^jsonb?$/.test(type) ? [name] : []));
    const rows = await query<Row>(knex, `SELECT * FROM ${schema}.${table} ORDER BY ${key}`);
    for (const row of rows) {
      // pg would write an array as one of PostgreSQL's.
      for (const name of jsonColumns) row[name] = toJson(row[name]);
      if (ownId) delete row.id;
    }
    copies.push({ schema, table, rows });
  }
  return copies;
}

/** Inserts them by knex's multi-row INSERT, batch by batch, and nothing else. */
export async function insertCopies(knex: Knex, copies: readonly Copy[]): Promise<void> {
  const count = Math.max(...copies.map(({ rows }) => rows.length));
  for (let from = 0; from < count; from += batchSize) {
    await knex.transaction(async (trx) => {
      for (const { schema, table, rows } of copies) {
        await insertAll(trx, schema, table, rows.slice(from, from + batchSize));
      }
    });
  }
}

async function insertAll(trx: Knex, schema: string, table: string, rows: readonly Row[]): Promise<void> {
  const width = Object.keys(rows[0] ?? {}).length;
  const most = Math.floor(maxBindings / Math.max(1, width));
  for (let from = 0; from < rows.length; from += most) {
    await trx
      .withSchema(schema)
      .table(table)
      .insert(rows.slice(from, from + most));
  }
}
