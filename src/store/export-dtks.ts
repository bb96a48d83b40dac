import type { Knex } from 'knex';
import type { RecordTable } from '../ports.ts';
import { recordKeys } from './dtks-tables.ts';
import { query } from './query.ts';
import { readColumns } from './read-columns.ts';

type Cell = string | number | boolean | null | readonly string[];
type ExportedRow = Readonly<Record<string, Cell>>;

/** Rows read at once: one short statement a page, so that a long export holds nobody up. */
const pageSize = 1_000;

/**
 * Writes the reported rows of a record table in the order of their key. What is only in the prelist is not there.
 *
 * NDJSON holds every value as it is stored. CSV holds the same, with two changes for spreadsheets: a text that a
 * spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, tab or return) gets a leading `'`, and
 * lists are joined with `|`. Numbers, dates and identifiers are never changed.
 *
 * @param write takes a piece of text at a time and is waited for.
 * @returns how many rows were written.
 */
export async function exportDtks(
  knex: Knex,
  table: RecordTable,
  format: 'csv' | 'ndjson',
  write: (text: string) => Promise<void>,
): Promise<number> {
  const columns = Object.keys(await readColumns(knex, 'dtks', table));
  const toLine =
    format === 'csv' ? (row: ExportedRow) => csvLine(columns.map((name) => row[name] ?? null)) : toNdjson;
  if (format === 'csv') await write(csvLine(columns));
  let written = 0;
  let last: ExportedRow | null = null;
  for (;;) {
    const page: ExportedRow[] = await readPage(knex, table, last);
    if (page.length > 0) await write(page.map(toLine).join(''));
    written += page.length;
    last = page.at(-1) ?? null;
    if (page.length < pageSize) return written;
  }
}

async function readPage(knex: Knex, table: RecordTable, last: ExportedRow | null): Promise<ExportedRow[]> {
  const key = recordKeys[table];
  const names = key.map((name) => `"${name}"`).join(', ');
  const bounds = key.map((name) => `:${name}`).join(', ');
  const rows = await query<{ row: ExportedRow }>(
    knex,
    `SELECT row_to_json(${table}.*) AS row FROM dtks.${table}
     ${last ? `WHERE (${names}) > (${bounds})` : ''}
     ORDER BY ${names} LIMIT :pageSize`,
    { pageSize, ...Object.fromEntries(key.map((name) => [name, String(last?.[name] ?? '')])) },
  );
  return rows.map(({ row }) => row);
}

function toNdjson(row: ExportedRow): string {
  return `${JSON.stringify(row)}\n`;
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.join('|');
  const shown = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
