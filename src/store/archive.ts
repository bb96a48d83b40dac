import type { Knex } from 'knex';
import { execute, query } from './query.ts';

/** What is only kept for as long as somebody may ask for it again. */
interface Archived {
  readonly table: string;
  /** Columns of the primary key, with their types. */
  readonly key: Readonly<Record<string, string>>;
  /** Which rows may go. */
  readonly isDone: string;
}

/** A report that still waits for its supervisor: its message is judged with it. */
const isHeld = `EXISTS (
  SELECT FROM reports WHERE reports.id = inbox.id AND outcome = 'held' AND review IS NULL
    AND withdrawn_at IS NULL AND NOT is_practice)`;

const archivedTables = [
  {
    table: 'inbox',
    key: { id: 'bigint' },
    isDone: `state = 'done' AND processed_at < :before AND NOT ${isHeld}`,
  },
  {
    table: 'ussd_dialogues',
    key: { channel: 'text', session_id: 'text', dialogue: 'integer' },
    isDone: 'began_at < :before',
  },
  {
    table: 'pin_tries',
    key: { channel: 'text', session_id: 'text', dialogue: 'integer', at: 'smallint' },
    isDone: 'tried_at < :before',
  },
] as const satisfies readonly Archived[];

/** Rows of one transaction: short enough that nobody waits for it. */
const batchSize = 1_000;

/** Writes lines where they stay; it resolves only once they are on disk. */
export type KeepLines = (lines: readonly string[]) => Promise<void>;

/**
 * Moves what was read before a moment out of the store: messages, dialogues, tries of a PIN. Each batch is first kept,
 * then deleted in a transaction of its own: whatever is cut off in between is still in the store and kept again. A line
 * is `{"table": …, "row": {…}}`, bytes as `\\x` and hex, as PostgreSQL reads them back.
 *
 * @returns rows moved, by table.
 * @throws the database's error; and what `keep` throws, before anything of that batch is deleted.
 */
export async function archive(knex: Knex, before: Date, keep: KeepLines): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const archived of archivedTables) {
    let last: Readonly<Record<string, unknown>> | null = null;
    let count = 0;
    do {
      const rows: KeptRow[] = await findBatch(knex, archived, before, last);
      if (rows.length > 0) {
        await keep(rows.map(({ line }) => line));
        await knex.transaction((trx) => deleteRows(trx, archived, before, rows));
      }
      count += rows.length;
      last = rows.length < batchSize ? null : (rows.at(-1)?.key ?? null);
    } while (last !== null);
    counts.set(archived.table, count);
  }
  return counts;
}

interface KeptRow {
  readonly line: string;
  readonly key: Readonly<Record<string, unknown>>;
}

/** From behind the last row of the batch before, so that what was just deleted is not looked through again. */
function findBatch(
  knex: Knex,
  { table, key, isDone }: Archived,
  before: Date,
  last: KeptRow['key'] | null,
): Promise<KeptRow[]> {
  const names = Object.keys(key);
  const parts = names.map((name) => `'${name}', ${name}::text`).join(', ');
  const lastParts = Object.entries(key).map(([name, type]) => `:${name}::${type}`);
  const isBehind = last === null ? '' : `AND (${names.join(', ')}) > (${lastParts.join(', ')})`;
  return query<KeptRow>(
    knex,
    `SELECT json_build_object('table', '${table}', 'row', row_to_json(${table}.*))::text AS line,
       json_build_object(${parts}) AS key
     FROM ${table} WHERE ${isDone} ${isBehind}
     ORDER BY ${names.join(', ')} LIMIT ${batchSize}`,
    { ...last, before },
  );
}

async function deleteRows(
  trx: Knex,
  { table, key, isDone }: Archived,
  before: Date,
  rows: readonly KeptRow[],
): Promise<void> {
  const names = Object.keys(key);
  const bindings = Object.fromEntries(names.map((name) => [name, rows.map((row) => row.key[name])]));
  if (table === 'inbox') {
    // A part whose fellows never came; its text is that of its message.
    await execute(trx, 'DELETE FROM sms_parts WHERE inbox_id = ANY (:id::bigint[])', bindings);
  }
  const arrays = Object.entries(key).map(([name, type]) => `:${name}::${type}[]`);
  const isSame = names.map((name) => `${table}.${name} = kept.${name}`).join(' AND ');
  await execute(
    trx,
    `DELETE FROM ${table} USING unnest(${arrays.join(', ')}) AS kept (${names.join(', ')})
     WHERE ${isSame} AND ${isDone}`,
    { ...bindings, before },
  );
}
