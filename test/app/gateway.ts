import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { inject } from 'vitest';
import { startServe } from '../../src/app.ts';
import { normaliseMsisdn } from '../../src/channels/msisdn.ts';
import { readConfig } from '../../src/config.ts';
import { localDay } from '../../src/domain/identity/time-zone.ts';
import { readInstrument } from '../../src/flow-files.ts';
import { openStore } from '../../src/store/connect.ts';
import { importOfficers } from '../../src/store/import-officers.ts';
import { importPhotos } from '../../src/store/import-photos.ts';
import { importHouseholds, importMembers } from '../../src/store/import-prelist.ts';
import { query } from '../../src/store/query.ts';
import { readRecord } from '../../src/store/record.ts';
import { freshDataDir, freshPostgres } from '../support/database.ts';

export const ways = ['embedded store, queue in process', 'PostgreSQL and Redis'] as const;
export type Way = (typeof ways)[number];

export const enumerator = '+6281200000001';
export const neighbour = '+6281200000002';
export const korcam = '+6281200000021';
export const stranger = '+6281299999999';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** Today in the demo villages, as a report has it: DDMM. */
export function today(): string {
  const [, month, day] = localDay(new Date(), '9415010001').split('-');
  return `${day}${month}`;
}

export const household = {
  visit: `121${today()}041`,
  housing: '11045063106102063114111',
  assets: '132423232323232200000400009900002',
  programmes: '231324241',
} as const;
export const blocks = Object.values(household);

/** The whole gateway with the demo area, on one of the two ways to run, talked to over HTTP alone. */
export async function startGateway(way: Way, env: Readonly<Record<string, string>> = {}) {
  const postgres = way === 'PostgreSQL and Redis' ? await freshPostgres() : null;
  const dataDir = postgres ? null : await freshDataDir();
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    // What the clock sends must not come between what a test sends and its answer.
    SCHEDULE: '0',
    ...env,
    ...(postgres
      ? { DATABASE_URL: postgres.url, REDIS_URL: inject('redisUrl') }
      : { DATA_DIR: dataDir ?? '' }),
  });
  const running = await startServe(config, { works: true, redisPrefix: `test-${randomUUID()}` });
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    purpose: 'command',
  });

  async function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
    const response = await fetch(`${running.address}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
    return { status: response.status, body: await response.text() } satisfies Answered;
  }

  /** What came of a message, once a worker has read it. */
  async function readingOf(providerId: string) {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const [row] = await query<{
        outcome: string;
        reason: string | null;
        answer: string | null;
        raw: Buffer;
      }>(
        store.knex,
        `SELECT reports.outcome, reports.reason, outbox.text AS answer, inbox.raw
         FROM inbox JOIN reports ON reports.id = inbox.id LEFT JOIN outbox ON outbox.inbox_id = inbox.id
         WHERE inbox.provider_id = :providerId`,
        { providerId },
      );
      if (row) return row;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`Nobody read message ${providerId}`);
  }

  const dial = (sessionId: string, tokens: readonly string[], phoneNumber = enumerator) =>
    post(
      '/channels/at/ussd?token=demo',
      new URLSearchParams({
        sessionId,
        phoneNumber,
        serviceCode: '*384*94#',
        networkCode: '51001',
        text: tokens.join('*'),
      }).toString(),
    );
  const sms = (id: string, text: string, from = enumerator) =>
    post(
      '/channels/at/sms?token=demo',
      new URLSearchParams({ id, from, to: '94940', date: '2021-11-24 08:00:00', text }).toString(),
    );

  /** Dials and types one token a screen. @returns every screen, the first one included. */
  async function type(sessionId: string, tokens: readonly string[], phoneNumber = enumerator) {
    const screens: string[] = [];
    for (let count = 0; count <= tokens.length; count += 1) {
      screens.push((await dial(sessionId, tokens.slice(0, count), phoneNumber)).body);
    }
    return screens;
  }

  /** Sends an SMS and waits for what came of it. */
  async function text(message: string, from = enumerator) {
    const id = randomUUID();
    await sms(id, message, from);
    return readingOf(id);
  }

  /** Waits until nothing is left to be read, SMS and dialogues alike. */
  async function untilRead() {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const [row] = await query(store.knex, "SELECT FROM inbox WHERE state <> 'done' LIMIT 1");
      if (!row) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('The inbox was not read to its end');
  }

  return {
    address: running.address,
    post,
    dial,
    type,
    sms,
    text,
    readingOf,
    untilRead,
    importOfficers: (csv: string) =>
      importOfficers(store.knex, Readable.from([csv]), { strict: true, normaliseMsisdn }),
    importPrelist: async (households: string, members: string) => {
      await importHouseholds(store.knex, Readable.from([households]), { strict: true });
      await importMembers(store.knex, Readable.from([members]), { strict: true });
    },
    importPhotos: (csv: string) =>
      importPhotos(store.knex, Readable.from([csv]), {
        strict: true,
        instrument: readInstrument(),
        now: new Date(),
      }),
    /** Text of the newest SMS to a number. */
    lastSmsTo: async (recipient: string) =>
      (
        await query<{ text: string }>(
          store.knex,
          'SELECT text FROM outbox WHERE recipient = :recipient ORDER BY id DESC LIMIT 1',
          { recipient },
        )
      )[0]?.text,
    /** Rows of the store, by a statement. */
    rows: <Row>(sql: string, bindings: Readonly<Record<string, string>> = {}) =>
      query<Row>(store.knex, sql, bindings),
    record: (idbdt: string) => readRecord(store.knex, readInstrument(), idbdt),
    count: async (table: 'inbox' | 'reports' | 'outbox') =>
      Number((await query<{ count: string }>(store.knex, `SELECT count(*) FROM ${table}`))[0]?.count),
    async stop() {
      await store.close();
      await running.stop();
      if (postgres) await postgres.drop();
      if (dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;
