import type { Knex } from 'knex';
import type { z } from 'zod';
import { everywhere, isAllWithin, type Scope } from '../domain/workflow/scope.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

export interface ImportOptions {
  /** Takes all rows or none. */
  readonly strict: boolean;
  /** Tells what would come of it and writes nothing. */
  readonly isTrial?: boolean;
  /** BPS codes that the importer answers for; rows of other areas are bad. Absent: everywhere. */
  readonly scope?: Scope;
  /** Whom the audit names; absent: the operator of the machine. */
  readonly by?: Importer;
  /** Told after each batch how many rows were read so far. */
  readonly onProgress?: (read: number) => void;
}

/** Who imports a file in the console. */
export interface Importer {
  readonly userId: number;
}

/** What an import's entries in the audit bind. */
export function whoImports(by: Importer | null): { readonly via: string; readonly userId: number | null } {
  return by === null ? { via: 'command', userId: null } : { via: 'console', userId: by.userId };
}

/** A row that was not taken. The reason names columns and area codes, never a name, NIK or number of a person. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

export interface ImportResult {
  readonly read: number;
  /** Rows of the file that are in the store now, whether they changed anything or not. */
  readonly written: number;
  readonly bad: readonly BadRow[];
}

/** A row of the file that has the right form. */
export interface GoodRow<Values> {
  readonly line: number;
  readonly values: Values;
}

/** The form of a file's rows. */
export interface RowForm<Column extends string, Values> {
  readonly columns: readonly Column[];
  /** Columns that a file may leave out; their cells are empty then. */
  readonly optional?: readonly Column[];
  /** Checks and converts one row's cells; its messages say what a cell must be and never repeat it. */
  readonly schema: z.ZodType<Values, unknown>;
  /** BPS codes or IDBDTs of the places that a row is of. */
  placesOf(values: Values): readonly string[];
}

/** A file whose rows don't refer to each other. */
export interface ImportKind<Column extends string, Values> extends RowForm<Column, Values> {
  /** Rows written together, in one transaction unless the import is strict. */
  readonly batchSize: number;
  /** Those of the rows that refer to what is not there. */
  refuse(trx: Knex, rows: readonly GoodRow<Values>[]): Promise<readonly BadRow[]>;
  /** Writes the others, a repeated one over an earlier one. */
  write(trx: Knex, rows: readonly GoodRow<Values>[]): Promise<void>;
}

/**
 * Imports a CSV file. Bad rows are told and left out; with `strict` one bad row leaves out all. Importing again is
 * harmless: rows are written over those of the same key.
 *
 * @throws ImportError where the file can't be read as CSV with these columns.
 */
export async function importRows<Column extends string, Values>(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  kind: ImportKind<Column, Values>,
  options: ImportOptions,
): Promise<ImportResult> {
  if (!options.strict || options.isTrial)
    return importBatches(stream, kind, options, (write) => knex.transaction(write));
  return allOrNone(() =>
    knex.transaction(async (trx) => {
      const result = await importBatches(stream, kind, options, (write) => write(trx));
      if (result.bad.length > 0) throw new NotAll(result);
      return result;
    }),
  );
}

/** What came of an import that may throw {@link NotAll} or {@link TrialOver} to be rolled back. */
export async function allOrNone(importing: () => Promise<ImportResult>): Promise<ImportResult> {
  try {
    return await importing();
  } catch (error) {
    if (error instanceof TrialOver) return error.result;
    if (error instanceof NotAll) return { ...error.result, written: 0 };
    throw error;
  }
}

/** Rolls a strict import back, with what it came to. */
export class NotAll extends Error {
  override readonly name = 'NotAll';
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super('Some rows are bad');
    this.result = result;
  }
}

/** Rolls a trial back, with what would have come of it. */
export class TrialOver extends Error {
  override readonly name = 'TrialOver';
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super('It was a trial');
    this.result = result;
  }
}

type InTransaction = <T>(write: (trx: Knex) => Promise<T>) => Promise<T>;

async function importBatches<Column extends string, Values>(
  stream: AsyncIterable<Uint8Array | string>,
  kind: ImportKind<Column, Values>,
  options: ImportOptions,
  inTransaction: InTransaction,
): Promise<ImportResult> {
  const bad: BadRow[] = [];
  let read = 0;
  let written = 0;
  let batch: GoodRow<Values>[] = [];
  const flush = async () => {
    const rows = batch;
    batch = [];
    const refused = rows.length > 0 ? await inTransaction((trx) => take(trx, kind, rows, options)) : [];
    bad.push(...refused);
    written += rows.length - refused.length;
    options.onProgress?.(read);
  };
  for await (const checked of readRows(stream, kind, options.scope)) {
    read += 1;
    if ('reason' in checked) bad.push(checked);
    else batch.push(checked);
    if (batch.length >= kind.batchSize) await flush();
  }
  await flush();
  return { read, written, bad: bad.toSorted((a, b) => a.line - b.line) };
}

async function take<Column extends string, Values>(
  trx: Knex,
  kind: ImportKind<Column, Values>,
  rows: readonly GoodRow<Values>[],
  { isTrial = false }: ImportOptions,
): Promise<readonly BadRow[]> {
  const refused = await kind.refuse(trx, rows);
  const lines = new Set(refused.map(({ line }) => line));
  const good = rows.filter(({ line }) => !lines.has(line));
  if (!isTrial && good.length > 0) await kind.write(trx, good);
  return refused;
}

/** The rows of a file, each checked by itself and against the areas that the importer answers for. */
export async function* readRows<Column extends string, Values>(
  stream: AsyncIterable<Uint8Array | string>,
  form: RowForm<Column, Values>,
  scope: Scope = everywhere,
): AsyncGenerator<GoodRow<Values> | BadRow> {
  for await (const row of readCsv(stream, form.columns, form.optional)) {
    const checked = checkRow(form, row);
    const isOutside = 'values' in checked && !isAllWithin(scope, form.placesOf(checked.values));
    yield isOutside ? { line: row.line, reason: 'is outside your areas' } : checked;
  }
}

function checkRow<Column extends string, Values>(
  form: RowForm<Column, Values>,
  row: CsvRow<Column>,
): GoodRow<Values> | BadRow {
  if ('problem' in row) return { line: row.line, reason: row.problem };
  const checked = form.schema.safeParse(row.cells);
  if (checked.success) return { line: row.line, values: checked.data };
  const issue = checked.error.issues[0];
  return { line: row.line, reason: [issue?.path.join('.'), issue?.message].filter(Boolean).join(' ') };
}

/** The last row of each key, in the order of their lines: one statement can't write the same row twice. */
export function lastOfEach<Values>(
  rows: readonly GoodRow<Values>[],
  keyOf: (values: Values) => string,
): GoodRow<Values>[] {
  const last = new Map<string, GoodRow<Values>>();
  for (const row of rows) {
    last.delete(keyOf(row.values));
    last.set(keyOf(row.values), row);
  }
  return [...last.values()];
}
