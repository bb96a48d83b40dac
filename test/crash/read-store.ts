import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Cell } from './expected-row.ts';

export interface InboxEntry {
  readonly id: string;
  readonly kind: string;
  readonly providerId: string;
  readonly state: string;
  /** Rows of the outbox that answer it. */
  readonly answers: number;
}

export interface ReportEntry {
  /** That of the inbox row it reads. */
  readonly id: string;
  readonly idbdt: string | null;
  readonly outcome: string;
  readonly officerId: string | null;
  readonly receipt: string | null;
}

export interface RevisionEntry {
  readonly idbdt: string;
  readonly reportId: string;
}

export type Row = Readonly<Record<string, Cell>>;

/** What the store holds when all is quiet; ids as text. */
export interface StoreContent {
  readonly inbox: readonly InboxEntry[];
  readonly reports: readonly ReportEntry[];
  readonly revisions: readonly RevisionEntry[];
  /** Rows of `dtks.udrt`, keys as the columns. */
  readonly records: readonly Row[];
  readonly openDrafts: number;
}

const pollMs = 200;

/** Waits until no inbox row is pending. @returns how many still are when `signal` is aborted before. */
export async function waitForEmptyInbox(knex: Knex, signal: AbortSignal): Promise<number> {
  for (;;) {
    const [row] = await rowsOf<{ count: number }>(
      knex,
      `SELECT count(*)::int AS count FROM inbox WHERE state = 'pending'`,
    );
    const count = row?.count ?? 0;
    if (count === 0 || signal.aborted) return count;
    await pause(pollMs);
  }
}

export async function readStore(knex: Knex): Promise<StoreContent> {
  const [drafts] = await rowsOf<{ count: number }>(knex, 'SELECT count(*)::int AS count FROM drafts');
  const records = await rowsOf<{ row: Row }>(knex, 'SELECT row_to_json(udrt.*) AS row FROM dtks.udrt');
  return {
    inbox: await rowsOf<InboxEntry>(
      knex,
      `SELECT id::text, kind, provider_id AS "providerId", state,
         (SELECT count(*)::int FROM outbox WHERE inbox_id = inbox.id) AS answers
       FROM inbox`,
    ),
    reports: await rowsOf<ReportEntry>(
      knex,
      'SELECT id::text, idbdt, outcome, officer_id::text AS "officerId", receipt FROM reports',
    ),
    revisions: await rowsOf<RevisionEntry>(
      knex,
      'SELECT idbdt, report_id::text AS "reportId" FROM revisions',
    ),
    records: records.map(({ row }) => row),
    openDrafts: drafts?.count ?? 0,
  };
}

async function rowsOf<T>(knex: Knex, sql: string): Promise<T[]> {
  const result: { rows: T[] } = await knex.raw(sql);
  return result.rows;
}
