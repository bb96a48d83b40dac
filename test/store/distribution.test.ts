import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../src/store/query.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

/*
 * How the tables would lie on several machines; docs/capacity.md tells why. A new table is named here in one of the
 * three lists.
 */

/** Rows of one household: each with its column of the IDBDT, whose head is the regency. */
const byHousehold: Readonly<Record<string, string>> = {
  prelist_households: 'idbdt',
  prelist_members: 'idbdt',
  'dtks.udrt': 'IDBDT',
  'dtks.udart': 'IDBDT',
  'dtks.kk': 'IDBDT',
  'dtks.usaha': 'IDBDT',
  revisions: 'idbdt',
  back_checks: 'idbdt',
  drafts: 'idbdt',
};

/** Rows of a message or a call, by the number that sent it; they stay with the gateway that took them. */
const byMessage = [
  ...['inbox', 'reports', 'outbox', 'sms_parts', 'stranger_answers', 'smpp_arrivals', 'area_claims', 'audit'],
  ...['ussd_dialogues', 'ussd_states', 'ussd_typed_tokens', 'pin_tries', 'progress_deltas'],
  ...['outbox_parts', 'early_receipts', 'cost_deltas', 'channel_day_deltas', 'desk_acts'],
];

/** Small, read by all: a copy on every machine. */
const reference = [
  ...['areas', 'area_codes', 'officers', 'officer_areas', 'officer_numbers', 'officer_pins', 'pin_numbers'],
  ...['notices', 'schedule_runs', 'store_settings', 'progress_areas', 'progress_officers'],
  ...['channel_buckets', 'cost_days', 'channel_days', 'users', 'user_keys', 'sign_in_tries'],
  ...['training_results', 'uploads', 'upload_chunks'],
  ...['knex_migrations', 'knex_migrations_lock'],
];

/** Keys of household tables without the IDBDT: they would get it as a further column. */
const keysToWiden = ['revisions_pkey'];

/** From a household to the message that changed it: no machine can hold both to it, so they would go. */
const referencesToDrop = [
  ...['dtks.kk -> reports', 'dtks.udart -> reports', 'dtks.udrt -> reports', 'dtks.usaha -> reports'],
  ...['revisions -> reports'],
];

interface Constraint {
  readonly name: string;
  readonly table: string;
  readonly kind: 'p' | 'u' | 'f';
  readonly columns: readonly string[];
  readonly target: string | null;
}

const constraintsSql = `
  SELECT conname::text AS name, nullif(spacename(conrelid), '') AS table, contype::text AS kind,
    nullif(spacename(confrelid), '') AS target,
    array(SELECT attname::text FROM unnest(conkey) AS key JOIN pg_attribute ON attrelid = conrelid AND attnum = key)
      AS columns
  FROM pg_constraint WHERE contype IN ('p', 'u', 'f') AND connamespace IN ('public'::regnamespace, 'dtks'::regnamespace)`;

/** The table's name, with its schema where that is not public. */
const nameSql = `
  CREATE FUNCTION pg_temp.spacename(table_oid oid) RETURNS text LANGUAGE sql AS $$
    SELECT CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || relname
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = table_oid
  $$`;

describe('the tables, on several machines', () => {
  let postgres: TestPostgres;
  let tables: readonly string[];
  let constraints: readonly Constraint[];

  beforeAll(async () => {
    postgres = await freshPostgres();
    ({ tables, constraints } = await readSchema(postgres.knex));
  });
  afterAll(() => postgres.drop());

  it('have a place each', () => {
    const placed = [...Object.keys(byHousehold), ...byMessage, ...reference];
    expect(tables.filter((table) => !placed.includes(table))).toEqual([]);
    expect(placed.filter((table) => !tables.includes(table))).toEqual([]);
    expect(new Set(placed).size).toBe(placed.length);
  });

  it('keep a household together by its IDBDT in every key', () => {
    const without = ofHouseholds(['p', 'u']).filter(({ table, columns }) => !hasHousehold(table, columns));
    expect(without.map(({ name }) => name).sort()).toEqual(keysToWiden);
  });

  it('refer within the household by the IDBDT, else to what every machine has', () => {
    const apart = ofHouseholds(['f']).filter(({ table, columns, target }) => {
      if (target === null || reference.includes(target)) return false;
      return !(target in byHousehold && hasHousehold(table, columns));
    });
    const named = apart.map(({ table, target }) => `${table} -> ${target}`);
    expect([...new Set(named)].sort()).toEqual(referencesToDrop);
  });

  const ofHouseholds = (kinds: readonly string[]) =>
    constraints.filter(({ table, kind }) => table in byHousehold && kinds.includes(kind));
  const hasHousehold = (table: string, columns: readonly string[]) =>
    columns.includes(byHousehold[table] ?? '');
});

function readSchema(knex: Knex) {
  return knex.transaction(async (trx) => {
    await trx.raw(nameSql);
    const tables = await query<{ name: string }>(
      trx,
      `SELECT pg_temp.spacename(oid) AS name FROM pg_class
       WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'dtks'::regnamespace)`,
    );
    const constraints = await query<Constraint>(
      trx,
      constraintsSql.replaceAll('spacename', 'pg_temp.spacename'),
    );
    return { tables: tables.map(({ name }) => name), constraints };
  });
}
