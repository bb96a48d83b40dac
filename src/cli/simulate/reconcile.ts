import type { Knex } from 'knex';
import { insertRows } from '../../store/insert-rows.ts';
import { query } from '../../store/query.ts';
import { type Entry, readLedger } from './ledger.ts';

/** What of the store is not as the ledger says; all are 0 when both agree. */
export interface Differences {
  /** Acknowledged, and not in the inbox. */
  readonly lost: number;
  /** In the inbox, or in the reports, more often than it was sent. */
  readonly doubled: number;
  /** In the inbox with other bytes, or reported with another receipt. */
  readonly changed: number;
  /** In the inbox, and nobody sent it. */
  readonly foreign: number;
  /** Read, but no report says how; or accepted, and no revision of it though it reports a household. */
  readonly unread: number;
  /** Set aside after failing. */
  readonly stuck: number;
  /** Messages that are in no outcome and don't wait either. */
  readonly unaccounted: number;
}

export interface Account {
  readonly submitted: number;
  readonly acknowledged: number;
  readonly received: number;
  readonly pending: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Reports that went to the records, and those on a supervisor's desk. */
  readonly recorded: number;
  readonly onDesk: number;
  readonly revisions: number;
  readonly households: number;
  readonly members: number;
  readonly answers: number;
  readonly differences: Differences;
}

const atOnce = 5_000;
const schema = 'simulation';

/**
 * Holds the ledger against the store, in sets: the ledger becomes a table of its own for that long, so that millions
 * need no memory here.
 */
export async function reconcile(
  knex: Knex,
  ledgerPath: string,
  channels: readonly string[],
): Promise<Account> {
  await knex.raw(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await knex.raw(`CREATE SCHEMA ${schema}`);
  try {
    await knex.raw(
      `CREATE UNLOGGED TABLE ${schema}.ledger (kind text NOT NULL, id text NOT NULL, sender text NOT NULL,
         digest text NOT NULL, receipt text NOT NULL, is_acknowledged boolean NOT NULL)`,
    );
    for await (const entries of readLedger(ledgerPath, atOnce)) await loadEntries(knex, entries);
    return await unhurried(knex, (trx) => account(trx, channels));
  } finally {
    await knex.raw(`DROP SCHEMA ${schema} CASCADE`);
  }
}

async function loadEntries(knex: Knex, entries: readonly Entry[]): Promise<void> {
  const columns = {
    ...{
      kind: 'text',
      id: 'text',
      sender: 'text',
      digest: 'text',
      receipt: 'text',
      is_acknowledged: 'boolean',
    },
  };
  const rows = entries.map(({ msisdn, isAcknowledged, ...entry }) => ({
    ...entry,
    sender: msisdn,
    is_acknowledged: isAcknowledged,
  }));
  await insertRows(knex, { table: `${schema}.ledger`, columns }, rows);
}

/** Without the gateway's limit on statements: it is one pass over everything. */
function unhurried<T>(knex: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
  return knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL statement_timeout = 0');
    return work(trx);
  });
}

/**
 * Keys of both sides. An SMS goes by the provider's id, a call by its session; of SMPP the gateway is told no id, and
 * sender and bytes are the key, of which there may be several.
 */
const keysSql = `
  CREATE TABLE ${schema}.sent AS
    SELECT CASE kind WHEN 'smpp' THEN 'smpp ' || sender || ' ' || digest ELSE kind || ' ' || id END AS key,
      count(*) AS times, count(*) FILTER (WHERE is_acknowledged) AS acknowledged,
      min(digest) AS digest, min(receipt) AS receipt
    FROM ${schema}.ledger GROUP BY 1;
  CREATE TABLE ${schema}.got AS
    SELECT CASE WHEN inbox.channel = 'smsc' THEN 'smpp ' || inbox.sender || ' ' || md5(raw)
        WHEN kind = 'sms' THEN 'sms ' || provider_id ELSE 'ussd ' || split_part(provider_id, '/', 1) END AS key,
      count(*) AS times, min(md5(raw)) FILTER (WHERE kind = 'sms') AS digest, min(reports.receipt) AS receipt
    FROM inbox LEFT JOIN reports USING (id)
    WHERE inbox.channel = ANY (:channels::text[]) GROUP BY 1`;

const differencesSql = `
  SELECT coalesce(sum(greatest(acknowledged - coalesce(got.times, 0), 0)), 0)::bigint AS lost,
    coalesce(sum(greatest(coalesce(got.times, 0) - sent.times, 0)) FILTER (WHERE sent.key IS NOT NULL), 0)::bigint
      AS doubled,
    count(*) FILTER (WHERE sent.digest <> '' AND got.digest <> sent.digest
      OR sent.receipt <> '' AND got.receipt IS DISTINCT FROM sent.receipt AND got.key IS NOT NULL) AS changed,
    coalesce(sum(got.times) FILTER (WHERE sent.key IS NULL), 0)::bigint AS foreign_rows
  FROM ${schema}.sent FULL JOIN ${schema}.got USING (key)`;

const totalsSql = `
  SELECT (SELECT count(*) FROM inbox WHERE channel = ANY (:channels::text[])) AS received,
    (SELECT count(*) FROM inbox WHERE channel = ANY (:channels::text[]) AND state = 'pending') AS pending,
    (SELECT count(*) FROM inbox WHERE channel = ANY (:channels::text[]) AND state = 'stuck') AS stuck,
    (SELECT count(*) FROM inbox LEFT JOIN reports USING (id)
       WHERE inbox.channel = ANY (:channels::text[]) AND inbox.state = 'done' AND reports.id IS NULL) AS unread,
    (SELECT count(*) FROM reports LEFT JOIN revisions ON revisions.report_id = reports.id
       WHERE reports.channel = ANY (:channels::text[]) AND outcome IN ('accepted', 'repaired')
         AND reports.form IS NOT NULL AND revisions.id IS NULL AND NOT EXISTS (
           SELECT FROM revisions AS other WHERE other.idbdt = reports.idbdt
         )) AS unrecorded,
    (SELECT count(*) FROM revisions) AS revisions,
    (SELECT count(*) FROM dtks.udrt) AS households, (SELECT count(*) FROM dtks.udart) AS members,
    (SELECT count(*) FROM outbox WHERE inbox_id IS NOT NULL) AS answers,
    (SELECT count(*) FROM ${schema}.ledger) AS submitted,
    (SELECT count(*) FROM ${schema}.ledger WHERE is_acknowledged) AS acknowledged`;

async function account(trx: Knex, channels: readonly string[]): Promise<Account> {
  for (const sql of keysSql.split(';')) await query(trx, sql, sql.includes(':channels') ? { channels } : {});
  const [compared] = await query<Record<string, string>>(trx, differencesSql);
  const [totals] = await query<Record<string, string>>(trx, totalsSql, { channels });
  const outcomes = await query<{ outcome: string; count: string; recorded: string }>(
    trx,
    `SELECT outcome, count(*), count(*) FILTER (WHERE form IS NOT NULL) AS recorded FROM reports
     WHERE channel = ANY (:channels::text[]) GROUP BY outcome ORDER BY outcome`,
    { channels },
  );
  const of = (name: string) => Number(totals?.[name] ?? compared?.[name] ?? 0);
  const counts = Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, Number(count)]));
  const inOutcomes = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const recorded = outcomes.filter(({ outcome }) => outcome === 'accepted' || outcome === 'repaired');
  return {
    ...{ submitted: of('submitted'), acknowledged: of('acknowledged') },
    ...{ received: of('received'), pending: of('pending'), outcomes: counts },
    recorded: recorded.reduce((sum, one) => sum + Number(one.recorded), 0),
    onDesk: counts.held ?? 0,
    ...{ revisions: of('revisions'), households: of('households'), members: of('members') },
    answers: of('answers'),
    differences: {
      ...{ lost: of('lost'), doubled: of('doubled'), changed: of('changed'), foreign: of('foreign_rows') },
      unread: of('unread') + of('unrecorded'),
      stuck: of('stuck'),
      unaccounted: of('received') - inOutcomes - of('pending') - of('stuck') - of('unread'),
    },
  };
}

/** Names of what differs, with how many. */
export function differing({ differences }: Account): string[] {
  return Object.entries(differences).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
}
