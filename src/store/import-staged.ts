import type { Knex } from 'knex';
import {
  allOrNone,
  type BadRow,
  type ImportOptions,
  type ImportResult,
  NotAll,
  type RowForm,
  readRows,
  TrialOver,
} from './import-rows.ts';
import { type ColumnType, insertRows, type Row } from './insert-rows.ts';

/** A file whose rows refer to each other, wherever they stand: it is judged as a whole. */
export interface StagedKind<Column extends string, Values extends Row> extends RowForm<Column, Values> {
  /** Name of the temporary table in which the rows wait, with a column `line`; not user input. */
  readonly table: string;
  /** Its other columns: the keys of a row's values, and any that `refuse` needs to settle in. */
  readonly staged: Readonly<Record<string, ColumnType>>;
  /**
   * Takes rows that must not go in out of the table.
   *
   * @returns those of them that are bad.
   */
  refuse(trx: Knex): Promise<readonly BadRow[]>;
  /** Writes what is left in the table. */
  write(trx: Knex): Promise<void>;
}

const batchSize = 2_000;

/**
 * Imports a file whose rows refer to each other. The rows wait in a temporary table of the database, so that a file
 * of any length takes no more memory than a batch; all of it goes in as one transaction. Otherwise like `importRows`.
 *
 * @throws ImportError where the file can't be read as CSV with these columns.
 */
export function importStaged<Column extends string, Values extends Row>(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  kind: StagedKind<Column, Values>,
  options: ImportOptions,
): Promise<ImportResult> {
  return allOrNone(() =>
    knex.transaction(async (trx) => {
      await makeTable(trx, kind);
      const { read, bad: misread } = await stageRows(trx, stream, kind, options);
      await trx.raw(`ANALYZE ${kind.table}`);
      const bad = [...misread, ...(await kind.refuse(trx))].toSorted((a, b) => a.line - b.line);
      const result = { read, written: read - bad.length, bad };
      // Before anything is written, so that a refused file uses up no number of any sequence.
      if (options.isTrial) throw new TrialOver(result);
      if (options.strict && bad.length > 0) throw new NotAll(result);
      await kind.write(trx);
      return result;
    }),
  );
}

/** Gone at the end of the transaction, and before it where this connection has made one already. */
async function makeTable(
  trx: Knex,
  { table, staged }: Pick<StagedKind<string, Row>, 'table' | 'staged'>,
): Promise<void> {
  const columns = Object.entries(staged).map(([name, type]) => `${name} ${type}`);
  await trx.raw(`DROP TABLE IF EXISTS pg_temp.${table}`);
  await trx.raw(`CREATE TEMPORARY TABLE ${table} (line integer, ${columns.join(', ')}) ON COMMIT DROP`);
}

async function stageRows<Column extends string, Values extends Row>(
  trx: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  kind: StagedKind<Column, Values>,
  options: ImportOptions,
): Promise<{ read: number; bad: BadRow[] }> {
  const target = { table: kind.table, columns: { line: 'integer', ...kind.staged } };
  const bad: BadRow[] = [];
  let read = 0;
  let batch: Row[] = [];
  const flush = async () => {
    await insertRows(trx, target, batch);
    batch = [];
    options.onProgress?.(read);
  };
  for await (const row of readRows(stream, kind, options.scope)) {
    read += 1;
    if ('reason' in row) bad.push(row);
    else batch.push({ line: row.line, ...row.values });
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return { read, bad };
}
