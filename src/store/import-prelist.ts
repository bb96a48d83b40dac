import type { Knex } from 'knex';
import { z } from 'zod';
import {
  type BadRow,
  type GoodRow,
  type ImportKind,
  type ImportOptions,
  type ImportResult,
  importRows,
  lastOfEach,
} from './import-rows.ts';
import { insertRows, overwriteOn } from './insert-rows.ts';
import { countTargets } from './progress-rows.ts';
import { query } from './query.ts';

const batchSize = 1_000;

/** A cell that may be empty: null then. */
function optional<T>(schema: z.ZodType<T, string>): z.ZodType<T | null, string> {
  return z.union([z.literal('').transform(() => null), schema]);
}

/** A count or code between two bounds, both included. */
function wholeNumber(from: number, to: number): z.ZodType<number, string> {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,3}$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message));
}

function text(maxLength: number): z.ZodType<string, string> {
  return z
    .string()
    .max(maxLength, `must have at most ${maxLength} characters`)
    .regex(/^[^\0]*$/, 'has a null character');
}

const spreadsheetHint = 'must have 16 digits; a spreadsheet cuts long numbers, keep the column as text';
const SixteenDigits = z.string().regex(/^\d{16}$/, spreadsheetHint);

const HouseholdRow = z
  .object({
    IDBDT: SixteenDigits,
    Nama_KRT: optional(text(100)),
    Alamat: optional(text(512)),
    Nama_SLS: optional(text(128)),
    NOKK: optional(SixteenDigits),
    Jumlah_ART: optional(wholeNumber(1, 99)),
  })
  .transform((row) => ({
    idbdt: row.IDBDT,
    head_name: row.Nama_KRT,
    address: row.Alamat,
    sls_name: row.Nama_SLS,
    no_kk: row.NOKK,
    member_count: row.Jumlah_ART,
  }));
type HouseholdRow = z.infer<typeof HouseholdRow>;

const households: ImportKind<keyof typeof HouseholdRow.in.shape, HouseholdRow> = {
  columns: ['IDBDT', 'Nama_KRT', 'Alamat', 'Nama_SLS', 'NOKK', 'Jumlah_ART'],
  schema: HouseholdRow,
  batchSize,
  placesOf: ({ idbdt }) => [idbdt],
  async refuse(trx, rows) {
    const sql = 'SELECT code AS key FROM areas WHERE code = ANY (:keys)';
    const known = await findKnown(trx, sql, rows, villageOf);
    return refused(
      rows,
      (values) => known.has(villageOf(values)),
      (values) => `IDBDT lies in village ${villageOf(values)}, which is no known area`,
    );
  },
  async write(trx, rows) {
    const unique = lastOfEach(rows, ({ idbdt }) => idbdt);
    const written = await insertRows<{ idbdt: string; is_new: boolean }>(
      trx,
      householdTarget,
      unique.map(({ values }) => values),
    );
    await countTargets(
      trx,
      written.filter((row) => row.is_new).map(({ idbdt }) => idbdt),
    );
  },
};

const householdColumns = {
  idbdt: 'text',
  head_name: 'text',
  address: 'text',
  sls_name: 'text',
  no_kk: 'text',
  member_count: 'smallint',
};
const householdTarget = {
  table: 'prelist_households',
  columns: householdColumns,
  // Only a row that was there before has somebody in xmax: the statement itself, which locked it.
  afterwards: `${overwriteOn(['idbdt'], Object.keys(householdColumns))}, imported_at = now()
    RETURNING idbdt, xmax = 0 AS is_new`,
};

/** Imports the prelist's households; their villages must be known areas. Streams: a file may have any length. */
export function importHouseholds(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: ImportOptions,
): Promise<ImportResult> {
  return importRows(knex, stream, households, options);
}

const MemberRow = z
  .object({
    IDBDT: SixteenDigits,
    no_urut: wholeNumber(1, 99),
    Nama: optional(text(250)),
    NIK: optional(SixteenDigits),
    JnsKel: optional(wholeNumber(1, 2)),
    TglLahir: optional(z.iso.date('must be a date like 1990-12-31')),
    Hub_KRT: optional(wholeNumber(1, 8)),
  })
  .transform((row) => ({
    idbdt: row.IDBDT,
    number: row.no_urut,
    name: row.Nama,
    nik: row.NIK,
    sex: row.JnsKel,
    birth_date: row.TglLahir,
    relation: row.Hub_KRT,
  }));
type MemberRow = z.infer<typeof MemberRow>;

const members: ImportKind<keyof typeof MemberRow.in.shape, MemberRow> = {
  columns: ['IDBDT', 'no_urut', 'Nama', 'NIK', 'JnsKel', 'TglLahir', 'Hub_KRT'],
  schema: MemberRow,
  batchSize,
  placesOf: ({ idbdt }) => [idbdt],
  async refuse(trx, rows) {
    const sql = 'SELECT idbdt AS key FROM prelist_households WHERE idbdt = ANY (:keys)';
    const known = await findKnown(trx, sql, rows, ({ idbdt }) => idbdt);
    return refused(
      rows,
      ({ idbdt }) => known.has(idbdt),
      () => 'IDBDT is no household of the prelist',
    );
  },
  async write(trx, rows) {
    const unique = lastOfEach(rows, ({ idbdt, number }) => `${idbdt} ${number}`);
    await insertRows(
      trx,
      memberTarget,
      unique.map(({ values }) => values),
    );
  },
};

const memberColumns = {
  idbdt: 'text',
  number: 'smallint',
  name: 'text',
  nik: 'text',
  sex: 'smallint',
  birth_date: 'date',
  relation: 'smallint',
};
const memberTarget = {
  table: 'prelist_members',
  columns: memberColumns,
  afterwards: `${overwriteOn(['idbdt', 'number'], Object.keys(memberColumns))}, imported_at = now()`,
};

/** Imports known members of the prelist's households. */
export function importMembers(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: ImportOptions,
): Promise<ImportResult> {
  return importRows(knex, stream, members, options);
}

function villageOf({ idbdt }: { readonly idbdt: string }): string {
  return idbdt.slice(0, 10);
}

async function findKnown<Values>(
  trx: Knex,
  sql: string,
  rows: readonly GoodRow<Values>[],
  keyOf: (values: Values) => string,
): Promise<Set<string>> {
  const keys = [...new Set(rows.map(({ values }) => keyOf(values)))];
  const found = await query<{ key: string }>(trx, sql, { keys });
  return new Set(found.map(({ key }) => key));
}

function refused<Values>(
  rows: readonly GoodRow<Values>[],
  isKnown: (values: Values) => boolean,
  reason: (values: Values) => string,
): BadRow[] {
  return rows
    .filter(({ values }) => !isKnown(values))
    .map(({ line, values }) => ({ line, reason: reason(values) }));
}
