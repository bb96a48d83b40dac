import type { Translation } from '../domain/report/translate.ts';
import type { RecordRow } from '../domain/report/types.ts';
import type { BatchResult, RecordKey, RecordTable } from '../ports.ts';

/** The column that numbers the rows of a table within their household. */
const numberColumns = { udart: 'no_urut', kk: 'nuk', usaha: 'no_urut_art' } as const;

interface Changed {
  readonly key: RecordKey;
  /** Null for a row that is removed. */
  readonly row: RecordRow | null;
}

export interface ChangedRecords {
  add(idbdt: string, translation: Translation): void;
  result(): Pick<BatchResult, 'records' | 'removed'>;
}

/** Collects what a batch does to rows of the record tables: each is written once, as the last change left it. */
export function collectChangedRecords(): ChangedRecords {
  const tables: Readonly<Record<RecordTable, Map<string, Changed>>> = {
    udrt: new Map(),
    udart: new Map(),
    kk: new Map(),
    usaha: new Map(),
  };

  function put(table: RecordTable, key: RecordKey, row: RecordRow | null): void {
    tables[table].set(`${key.idbdt} ${key.number}`, { key, row });
  }

  return {
    add(idbdt, { changed, removed }) {
      for (const row of changed.udrt) put('udrt', { idbdt, number: null }, row);
      if (removed.udrt) put('udrt', { idbdt, number: null }, null);
      for (const table of ['udart', 'kk', 'usaha'] as const) {
        for (const row of changed[table])
          put(table, { idbdt, number: Number(row[numberColumns[table]]) }, row);
        for (const number of removed[table]) put(table, { idbdt, number }, null);
      }
    },
    result: () => ({
      records: {
        udrt: rowsOf(tables.udrt),
        udart: rowsOf(tables.udart),
        kk: rowsOf(tables.kk),
        usaha: rowsOf(tables.usaha),
      },
      removed: {
        udrt: removedOf(tables.udrt),
        udart: removedOf(tables.udart),
        kk: removedOf(tables.kk),
        usaha: removedOf(tables.usaha),
      },
    }),
  };
}

function rowsOf(table: ReadonlyMap<string, Changed>): RecordRow[] {
  return [...table.values()].flatMap(({ row }) => (row === null ? [] : [row]));
}

function removedOf(table: ReadonlyMap<string, Changed>): RecordKey[] {
  return [...table.values()].flatMap(({ key, row }) => (row === null ? [key] : []));
}
