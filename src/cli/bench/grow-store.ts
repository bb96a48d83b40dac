import type { Knex } from 'knex';
import { execute, query } from '../../store/query.ts';
import { readColumns } from '../../store/read-columns.ts';
import { visits } from './world.ts';

/** Expressions that stand for a column in the copy, by column; `:shift` and `:copy` number it. */
interface CopiedTable {
  readonly name: string;
  /** Which rows are copied. */
  readonly which: string;
  readonly changed: Readonly<Record<string, string>>;
  /** Columns that the database fills itself. */
  readonly left: readonly string[];
}

const shifted = (column: string) => ({ [column]: `"${column}" + :shift::bigint` });
const moved = (column: string) => ({ [column]: `("${column}"::bigint + :copy::bigint * 10)::text` });

/** The reports that stand in the records. */
const newestSql = 'SELECT report_id FROM dtks.udrt WHERE "IDBDT" = ANY (:idbdts)';

/** What is referred to first. */
const tables: readonly CopiedTable[] = [
  {
    name: 'public.prelist_households',
    which: 'idbdt = ANY (:idbdts)',
    changed: moved('idbdt'),
    left: ['village_code'],
  },
  {
    name: 'public.reports',
    which: `id IN (${newestSql})`,
    changed: { ...shifted('id'), ...moved('idbdt'), receipt: `receipt || '-' || :copy::bigint` },
    left: [],
  },
  {
    name: 'public.revisions',
    which: 'idbdt = ANY (:idbdts)',
    changed: { ...shifted('report_id'), ...moved('idbdt') },
    left: ['id'],
  },
  {
    name: 'dtks.udrt',
    which: '"IDBDT" = ANY (:idbdts)',
    changed: { ...shifted('report_id'), ...moved('IDBDT') },
    left: [],
  },
];

const oldest = 1_000_000_000;

/**
 * Copies the reports of the made-up area, which must be in the store, under other households of the same villages, with
 * their messages and answers, until there are as many as asked for.
 */
export async function growTo(knex: Knex, count: number): Promise<void> {
  const [stored] = await query<{ count: number; base: string }>(
    knex,
    `SELECT count(*)::integer AS count, coalesce(min(id), 0)::text AS base FROM reports`,
  );
  const [base] = await query<{ low: string }>(
    knex,
    `SELECT min(id)::text AS low FROM reports WHERE id IN (${newestSql})`,
    { idbdts: ownIdbdts },
  );
  let copies = Math.round((stored?.count ?? 0) / visits.length) - 1;
  while ((copies + 1) * visits.length < count) {
    copies += 1;
    // Far from what is given to messages of the runs.
    const shift = oldest + copies * visits.length * 2 - Number(base?.low ?? 0);
    await knex.transaction((trx) => copyOnce(trx, { shift, copy: copies }));
  }
  await knex.raw('VACUUM ANALYZE');
}

const ownIdbdts = visits.map(({ idbdt }) => idbdt);

async function copyOnce(
  trx: Knex,
  numbers: { readonly shift: number; readonly copy: number },
): Promise<void> {
  const idbdts = ownIdbdts;
  await execute(
    trx,
    `INSERT INTO inbox (id, channel, kind, provider_id, sender, raw, is_encrypted, received_at, state, processed_at)
     OVERRIDING SYSTEM VALUE
     SELECT id + :shift::bigint, channel, kind, provider_id || '-' || :copy::bigint, sender, raw, is_encrypted,
       received_at, state, processed_at
     FROM inbox WHERE id IN (${newestSql})`,
    { ...numbers, idbdts },
  );
  for (const { name, which, changed, left } of tables) {
    const [schema = '', table = ''] = name.split('.');
    const all = Object.keys(await readColumns(trx, schema, table)).filter((column) => !left.includes(column));
    const list = all.map((column) => `"${column}"`).join(', ');
    const values = all.map((column) => changed[column] ?? `"${column}"`).join(', ');
    await execute(trx, `INSERT INTO ${name} (${list}) SELECT ${values} FROM ${name} WHERE ${which}`, {
      ...numbers,
      idbdts,
    });
  }
  await execute(
    trx,
    `INSERT INTO outbox (inbox_id, channel, recipient, text, segments, state, created_at, expires_at)
     SELECT inbox_id + :shift::bigint, channel, recipient, text, segments, 'sent', created_at, expires_at
     FROM outbox WHERE inbox_id IN (${newestSql})`,
    { ...numbers, idbdts },
  );
}

/**
 * Makes the made-up area's own households unreported, so that they can be read once more. Their reports stay as rows
 * that nothing refers to.
 */
export async function forgetVisits(knex: Knex): Promise<void> {
  const idbdts = ownIdbdts;
  await knex.transaction(async (trx) => {
    await execute(trx, 'DELETE FROM dtks.udrt WHERE "IDBDT" = ANY (:idbdts)', { idbdts });
    await execute(trx, 'DELETE FROM revisions WHERE idbdt = ANY (:idbdts)', { idbdts });
    await execute(trx, 'DELETE FROM inbox WHERE id < :oldest', { oldest });
  });
  await knex.raw('VACUUM ANALYZE');
}
