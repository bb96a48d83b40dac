import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../../src/domain/instrument/instrument.ts';
import { readInstrument } from '../../src/flow-files.ts';
import { query } from '../../src/store/query.ts';
import { eachStore } from '../support/database.ts';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** The column's own check, as an expression; null where it has none. */
  readonly check: string | null;
}

const instrument = readInstrument();
const items = [...instrument.items.values()].filter((item) => item.table !== null);
const restricted = items.filter((item) => item.codes !== null || item.range !== null);

/** Values that a check is tried with: around every bound that a code or a range of ours has. */
const candidates = [...Array.from({ length: 1_100 }, (_, at) => at - 50), 32_767, 99_998, 99_999, 100_000];

eachStore('the schema and the instrument', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let columns: ReadonlyMap<string, Column>;

  beforeAll(async () => {
    opened = await open();
    const rows = await query<Column>(
      opened.knex,
      `SELECT relname::text AS table, attname::text AS name, format_type(atttypid, atttypmod) AS type,
         (SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint
          WHERE conrelid = pg_class.oid AND contype = 'c' AND conkey = ARRAY[attnum]) AS check
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
       WHERE relnamespace = 'dtks'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped`,
    );
    columns = new Map(rows.map((column) => [`${column.table}.${column.name}`, column]));
  });
  afterAll(() => opened.drop());

  const columnOf = (item: Item) => columns.get(`${item.table}.${item.column}`);

  it('have the same columns with the same types', () => {
    expect(items.length).toBeGreaterThan(100);
    const wrong = items.filter((item) => columnOf(item)?.type !== storedType(item.storeType));
    expect(wrong.map(({ table, column, storeType }) => ({ table, column, storeType }))).toEqual([]);
  });

  it('allow the same values in every column with codes or a range', async () => {
    expect(restricted.length).toBeGreaterThan(80);
    const wrong: unknown[] = [];
    for (const item of restricted) {
      const column = columnOf(item);
      const allowed = column?.check ? await valuesThatPass(column, column.check) : candidates;
      const expected = candidates.filter((value) => isAllowed(item, value));
      if (allowed.join() !== expected.join()) wrong.push({ column: item.column, check: column?.check });
    }
    expect(wrong).toEqual([]);
  });

  it('know the same places of the status chain', async () => {
    const column = columns.get('udrt.status');
    const known = instrument.mapping.statuses.map(({ code }) => code);
    const rows = await query<{ status: string }>(
      opened.knex,
      `SELECT status FROM unnest(:candidates::text[]) AS given (status) WHERE ${column?.check}`,
      { candidates: [...known, '15', '1a', ''] },
    );
    expect(rows.map(({ status }) => status)).toEqual(known);
  });

  it('name every check after its column', async () => {
    const rows = await query<{ name: string; table: string; columns: string[] }>(
      opened.knex,
      `SELECT conname::text AS name, relname::text AS table,
         ARRAY(SELECT lower(attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)) AS columns
       FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
       WHERE contype = 'c' AND relnamespace = 'dtks'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(80);
    const wrong = rows.filter(
      ({ name, table, columns: named }) => !named.some((column) => name === `${table}_${column}_check`),
    );
    expect(wrong).toEqual([]);
  });

  describe('identifiers of 16 digits', () => {
    it.each(['udrt.data_idbdt_double_dengan', 'udart.NIK', 'udrt.NOKK', 'udrt.IDBDT', 'kk.nokk'])(
      '%s',
      async (name) => {
        const column = columns.get(name);
        const rows = await query<{ value: string }>(
          opened.knex,
          `SELECT value FROM (SELECT value, value AS "${column?.name}" FROM unnest(:values::text[]) AS given (value)) AS tried
         WHERE ${column?.check}`,
          { values: ['9415010001000007', '941501000100000', '94150100010000071', '941501000100000a', ''] },
        );
        expect(rows).toEqual([{ value: '9415010001000007' }]);
      },
    );
  });

  async function valuesThatPass(column: Column, check: string): Promise<number[]> {
    const rows = await query<{ value: number }>(
      opened.knex,
      `SELECT value FROM (
         SELECT value, value::${column.type} AS "${column.name}" FROM unnest(:candidates::integer[]) AS given (value)
         WHERE value <= :largest
       ) AS tried WHERE ${check}`,
      { candidates, largest: column.type === 'smallint' ? 32_767 : 100_000 },
    );
    return rows.map(({ value }) => value);
  }
});

/** The ministry's store is another database: its tinyint is our smallint, and a length belongs to a varchar. */
function storedType(storeType: string): string {
  if (storeType === 'tinyint') return 'smallint';
  if (storeType === 'varchar') return 'character varying(23)';
  return storeType.replace('varchar', 'character varying');
}

function isAllowed(item: Item, value: number): boolean {
  if (item.range) return value >= item.range[0] && value <= item.range[1];
  return item.codes?.has(value) ?? true;
}
