import type { Knex } from 'knex';
import type { RecordRow } from '../domain/report/types.ts';
import type { BatchResult, RecordKey, RecordTable } from '../ports.ts';
import { partTables, recordKeys, recordTables } from './dtks-tables.ts';
import { type InsertTarget, insertRows, overwriteOn } from './insert-rows.ts';
import { execute } from './query.ts';
import { readColumns } from './read-columns.ts';

export type WriteRecords = (trx: Knex, batch: Pick<BatchResult, 'records' | 'removed'>) => Promise<void>;

/** Makes the writer of the record tables: rows inserted or replaced whole, and rows deleted. */
export function makeRecordWriter(): WriteRecords {
  const targets = new Map<RecordTable, InsertTarget>();
  return async (trx, { records, removed }) => {
    for (const table of recordTables) {
      const rows = records[table];
      if (rows.length === 0) continue;
      // In the same transaction: another connection of the embedded store would wait for this one, and for ever.
      const target = targets.get(table) ?? (await readTarget(trx, table));
      targets.set(table, target);
      await insertRows(trx, target, rows.toSorted(byKey(table)));
    }
    for (const table of partTables) await removeParts(trx, table, removed[table]);
    await removeHouseholds(trx, removed.udrt);
  };
}

async function readTarget(trx: Knex, table: RecordTable): Promise<InsertTarget> {
  const columns = await readColumns(trx, 'dtks', table);
  return {
    table: `dtks.${table}`,
    columns,
    afterwards: overwriteOn(recordKeys[table], Object.keys(columns)),
  };
}

async function removeParts(
  trx: Knex,
  table: (typeof partTables)[number],
  keys: readonly RecordKey[],
): Promise<void> {
  if (keys.length === 0) return;
  const [household, number] = recordKeys[table];
  await execute(
    trx,
    `DELETE FROM dtks.${table} USING unnest(:idbdts::text[], :numbers::smallint[]) AS removed (idbdt, number)
     WHERE "${household}" = removed.idbdt AND "${number}" = removed.number`,
    { idbdts: keys.map(({ idbdt }) => idbdt), numbers: keys.map((key) => key.number) },
  );
}

async function removeHouseholds(trx: Knex, keys: readonly RecordKey[]): Promise<void> {
  if (keys.length === 0) return;
  await execute(trx, 'DELETE FROM dtks.udrt WHERE "IDBDT" = ANY (:idbdts)', {
    idbdts: keys.map(({ idbdt }) => idbdt),
  });
}

/** Keys are texts of 16 digits and numbers. */
function byKey(table: RecordTable): (one: RecordRow, other: RecordRow) => number {
  const [household, number] = recordKeys[table];
  return (one, other) => {
    const [first, second] = [String(one[household]), String(other[household])];
    if (first !== second) return first < second ? -1 : 1;
    return number === undefined ? 0 : Number(one[number]) - Number(other[number]);
  };
}
