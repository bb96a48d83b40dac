import type { Knex } from 'knex';
import { toJson } from './to-json.ts';

/** A PostgreSQL type as rows are written with it. `json`, `jsonb` and `text[]` travel as text. */
export type ColumnType = string;

export type Row = Readonly<Record<string, unknown>>;

export interface InsertTarget {
  /** Name of the table, with its schema where it has one; not user input. */
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** `ON CONFLICT …`, `RETURNING …`; not user input. */
  readonly afterwards?: string;
}

/**
 * Writes rows in one statement, `INSERT … SELECT FROM unnest(…)`: one array a column, so that the number of rows
 * is not limited by the 65,535 bindings of the protocol, and three times as fast as VALUES lists.
 * A column that a row lacks becomes NULL; a key that is no column is a fault.
 *
 * @returns what the statement returns.
 * @throws Error for a key that the target does not know; the database's error otherwise.
 */
export async function insertRows<Returned = never>(
  db: Knex,
  target: InsertTarget,
  rows: readonly Row[],
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  refuseUnknownKeys(target, rows);
  const names = Object.keys(target.columns);
  const types = Object.values(target.columns);
  const sql = `
    INSERT INTO ${target.table} (${names.map(quoted).join(', ')})
    SELECT ${names.map((name, at) => converted(quoted(name), types[at] ?? 'text')).join(', ')}
    FROM unnest(${types.map(parameter).join(', ')}) AS given (${names.map(quoted).join(', ')})
    ${target.afterwards ?? ''}`;
  const result: { rows: Returned[] } = await db.raw(sql, columnArrays(target.columns, rows));
  return result.rows;
}

/** `ON CONFLICT (key) DO UPDATE` that overwrites every other column. */
export function overwriteOn(key: readonly string[], columns: readonly string[]): string {
  const others = columns.filter((column) => !key.includes(column)).map(quoted);
  const assignments = others.map((column) => `${column} = excluded.${column}`);
  return `ON CONFLICT (${key.map(quoted).join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
}

/** One binding a column, in the order of the columns; what {@link parameter} and {@link converted} expect. */
export function columnArrays(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
): Knex.RawBinding[] {
  return Object.entries(columns).map(([name, type]) => {
    if (isJson(type)) return rows.map((row) => toJson(row[name]) ?? '').join(jsonSeparator);
    const bind = type === 'text[]' ? arrayLiteral : asItIs;
    // knex's types know arrays of plain values only; pg writes dates, buffers and nulls in them as well.
    return rows.map((row) => bind(row[name])) as string[];
  });
}

/**
 * JSON texts travel in one string with a separator that JSON never holds unescaped (U+001E): as elements of an
 * array every quote in them would be escaped, which makes reports half as fast. An empty text stands for NULL.
 */
const jsonSeparator = '\u001e';

/** The placeholder of a column's array. */
export function parameter(type: ColumnType): string {
  if (isJson(type)) return `string_to_array(?, chr(30), '')`;
  return type === 'text[]' ? '?::text[]' : `?::${type}[]`;
}

function converted(column: string, type: ColumnType): string {
  return isJson(type) || type === 'text[]' ? `${column}::${type}` : column;
}

function isJson(type: ColumnType): boolean {
  return type === 'json' || type === 'jsonb';
}

function asItIs(value: unknown): unknown {
  return value ?? null;
}

/** An array as PostgreSQL writes it; arrays of arrays can't be unnested, so the inner ones travel as text. */
function arrayLiteral(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  return `{${value.map((item) => `"${String(item).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function refuseUnknownKeys(target: InsertTarget, rows: readonly Row[]): void {
  for (const row of rows) {
    for (const key in row) {
      if (!(key in target.columns)) throw new Error(`Table ${target.table} has no column ${key}`);
    }
  }
}
