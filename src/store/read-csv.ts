import { parse } from 'csv-parse/sync';
import { ImportError } from './import-error.ts';
import { readLines } from './read-lines.ts';

/** One row of a CSV file: its cells by column, trimmed, or what is wrong with its form. */
export type CsvRow<Column extends string> =
  | { readonly line: number; readonly cells: Readonly<Record<Column, string>> }
  | { readonly line: number; readonly problem: string };

/**
 * Rows of a CSV file with a header that names the given columns, in any order, and no others than those that it may
 * name; cells of what it does not name are empty. Separator `,` or `;`, as the header has it. A row is one line: none
 * of our columns holds line breaks, and so a quote that is never closed spoils its own row only.
 *
 * @throws ImportError where the header is missing or names other columns, and as {@link readLines} does.
 */
export async function* readCsv<Column extends string>(
  stream: AsyncIterable<Uint8Array | string>,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): AsyncGenerator<CsvRow<Column>> {
  let line = 0;
  let header: Header<Column> | null = null;
  for await (const text of readLines(stream)) {
    line += 1;
    if (text.trim() === '') continue;
    if (header) yield readRow(header, text, line);
    else header = readHeader(text, columns, optional);
  }
  if (!header) throw new ImportError(`The file is empty; its first line must be ${columns.join(',')}`);
}

interface Header<Column extends string> {
  readonly columns: readonly Column[];
  readonly separator: ',' | ';';
  /** A cell of nothing for each column that the file has not. */
  readonly absent: Readonly<Partial<Record<Column, string>>>;
}

function readHeader<Column extends string>(
  text: string,
  columns: readonly Column[],
  optional: readonly Column[],
): Header<Column> {
  const separator = text.includes(';') && !text.includes(',') ? ';' : ',';
  const names = cellsOf(text, separator) ?? [];
  const possible = [...columns, ...optional];
  const known = names.flatMap((name) => possible.find((column) => column === name) ?? []);
  const problems = [
    ...columns.filter((column) => !known.includes(column)).map((column) => `lacks ${column}`),
    ...names
      .filter((name) => !known.some((column) => column === name))
      .map((name) => `has the unknown ${name}`),
    ...known.filter((name, at) => known.indexOf(name) !== at).map((name) => `has ${name} twice`),
  ];
  if (names.length === 0) problems.push('can not be read');
  if (problems.length > 0) {
    const more = optional.length === 0 ? '' : `, and may have ${optional.join(',')}`;
    throw new ImportError(`The header ${problems.join(', ')}; it must be ${columns.join(',')}${more}`);
  }
  const absent: Partial<Record<Column, string>> = {};
  for (const column of optional) if (!known.includes(column)) absent[column] = '';
  return { columns: known, separator, absent };
}

function readRow<Column extends string>(header: Header<Column>, text: string, line: number): CsvRow<Column> {
  const cells = cellsOf(text, header.separator);
  if (cells === null) return { line, problem: 'a quote is opened or closed in the wrong place' };
  if (cells.length !== header.columns.length) {
    return { line, problem: `has ${cells.length} cells where the header has ${header.columns.length}` };
  }
  const byColumn: Partial<Record<Column, string>> = { ...header.absent };
  for (const [at, column] of header.columns.entries()) byColumn[column] = unguarded(cells[at] ?? '');
  return { line, cells: byColumn as Record<Column, string> };
}

/** Our own files have an apostrophe before what a spreadsheet would take for a formula. */
function unguarded(cell: string): string {
  return /^'\s*[=+\-@＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}

/** Null where quotes don't match. Most rows have none and need no parser. */
function cellsOf(text: string, separator: string): string[] | null {
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  try {
    const [cells]: string[][] = parse(text, { delimiter: separator, trim: true, relax_column_count: true });
    return cells ?? null;
  } catch {
    return null;
  }
}
