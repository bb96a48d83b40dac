import express from 'express';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { makeConsoleLists } from '../../../src/console-lists.ts';
import { makeConsoleParts } from '../../../src/console-parts.ts';
import { phoneCode } from '../../../src/domain/flow/phone-code.ts';
import { defaultProfile } from '../../../src/domain/flow/profile.ts';
import type { ConsoleRole } from '../../../src/domain/workflow/console-user.ts';
import { readMessages } from '../../../src/flow-files.ts';
import type { Log } from '../../../src/ports.ts';
import { makeBrowserPhone } from '../../../src/services/browser-phone.ts';
import { makeChannelHealth } from '../../../src/store/channel-health.ts';
import { makeCostReader } from '../../../src/store/cost-sums.ts';
import { findDemoPhones } from '../../../src/store/demo.ts';
import { makeDirectory } from '../../../src/store/directory.ts';
import { makeInbox } from '../../../src/store/inbox.ts';
import { makeOutbox } from '../../../src/store/outbox.ts';
import { execute } from '../../../src/store/query.ts';
import { makeRawBytes } from '../../../src/store/raw-bytes.ts';
import { makeUploads } from '../../../src/store/uploads.ts';
import { makeKey } from '../../../src/store/user-keys.ts';
import { addUser } from '../../../src/store/users.ts';
import { type ConsoleParts, makeConsole } from '../../../src/web/console/console.ts';
import type { ConsoleStores } from '../../../src/web/console/stores.ts';
import { resetStore, sms } from '../../contracts/store-fixtures.ts';
import { instrument } from '../../support/instrument.ts';

/** Regency that lies elsewhere than the demo's. */
export const elsewhere = '9471';
const district = '9415010';

/** A user of each role in the demo's area, and one of another regency. */
export const people = {
  admin: { role: 'admin', areas: ['00'] },
  pusat: { role: 'pusat', areas: ['00'] },
  korwil: { role: 'korwil', areas: ['94'] },
  korkab: { role: 'korkab', areas: ['9415'] },
  korcam: { role: 'korcam', areas: [district] },
  stranger: { role: 'korkab', areas: [elsewhere] },
} as const satisfies Record<string, { readonly role: ConsoleRole; readonly areas: readonly string[] }>;
export type Person = keyof typeof people;

/** What goes out with one request. */
export interface Sent {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Text of a file that comes with a form. */
  readonly file?: string;
}

/** The console alone, on a store with the demo's area, and users to call it as. */
export async function openConsole(knex: Knex, changes: Partial<ConsoleStores> = {}) {
  await resetStore(knex);
  await execute(knex, `INSERT INTO areas (code, name) VALUES ('${elsewhere}', 'Kota Misal')`);
  const now = new Date();
  const ids = new Map<Person, number>();
  for (const [username, { role, areas }] of Object.entries(people)) {
    const id = await addUser(
      knex,
      { username, role, areas, language: 'id', officerId: null, password: null },
      { now, via: 'command' },
    );
    if (typeof id === 'string') throw new Error(`${username}: ${id}`);
    ids.set(username as Person, id);
  }
  await keepFile(knex, ids.get('korcam') ?? 0, now);
  const logged: string[] = [];
  await makeInbox(knex, makeRawBytes(null)).accept([sms('m1')]);
  await execute(knex, `UPDATE inbox SET state = 'done'`);
  const log = silentLog(logged);
  const lists = listsOn(knex, log);
  const parts = makeParts(knex, log, lists);
  const made = makeConsole({ ...parts, stores: { ...parts.stores, ...changes } });
  const agent = supertest(express().disable('x-powered-by').use(made.handle));
  const keys = new Map<string, string>();

  async function keyOf(person: Person, kind: 'session' | 'token'): Promise<string> {
    const place = `${person} ${kind}`;
    const key = keys.get(place) ?? (await makeKey(knex, kind, ids.get(person) ?? 0, new Date()));
    keys.set(place, key);
    return key;
  }

  /** Sends as somebody, with the token of a page of theirs; a path of the API with a bearer token. */
  async function send(person: Person | null, { method, path, fields = {}, file }: Sent, withCsrf = true) {
    const isApi = path.startsWith('/api/');
    let request = agent[method](path).set('accept', 'text/html');
    if (person && isApi) request = request.set('authorization', `Bearer ${await keyOf(person, 'token')}`);
    if (person && !isApi)
      request = request.set('cookie', `kentongan_session=${await keyOf(person, 'session')}`);
    if (path.endsWith('/live')) {
      // It never ends by itself: the head is enough.
      request = request.buffer(false).parse((response, done) => {
        if ('destroy' in response && typeof response.destroy === 'function') response.destroy();
        done(null, '');
      });
    }
    if (method === 'get') return request.query(fields);
    if (isApi) return request.send(fields);
    const csrf = person && withCsrf ? { _csrf: await csrfOf(person) } : {};
    if (file === undefined) return request.type('form').send({ ...fields, ...csrf });
    return request.field({ ...csrf, ...fields }).attach('file', Buffer.from(file), 'contoh.csv');
  }

  async function csrfOf(person: Person): Promise<string> {
    const session = await keyOf(person, 'session');
    // Every page of theirs has the form for signing out.
    const page = await agent
      .get(`/areas/${people[person].areas[0]}`)
      .set('cookie', `kentongan_session=${session}`);
    return /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  }

  return {
    agent,
    send,
    logged,
    /** Resolves when no file is being read any more. */
    idle: () => lists.idle(),
    userId: (person: Person) => ids.get(person) ?? 0,
    /** Ends a session and makes it anew with the next request. */
    forget: () => keys.clear(),
    close: made.close,
  };
}

/** A file of the sub-district's coordinator, which was checked. */
export const checkedFile = '00000000-0000-4000-8000-000000000001';

async function keepFile(knex: Knex, userId: number, now: Date): Promise<void> {
  const uploads = makeUploads(knex, makeRawBytes(null));
  const by = { userId, scope: [district], role: 'korcam' } as const;
  await uploads.open({ id: checkedFile, kind: 'households', fileName: 'contoh.csv' }, by, now);
  await uploads.append(checkedFile, 0, Buffer.from('IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART\n'));
  const bad = [{ line: 2, reason: 'has 2 cells where the header has 6' }];
  await uploads.settle(checkedFile, 'checked', { read: 2, written: 1, bad }, now);
}

export type ConsoleWorld = Awaited<ReturnType<typeof openConsole>>;

/** All that the console is made of, on a store; nothing reads what it hands in, and no Bull runs. */
export function partsOn(knex: Knex, log: Log): ConsoleParts {
  return makeParts(knex, log, listsOn(knex, log));
}

function listsOn(knex: Knex, log: Log) {
  return makeConsoleLists({
    knex,
    log,
    config: { channels: [], piiKey: null },
    channelHealth: makeChannelHealth(knex),
    costs: makeCostReader(knex),
    terms: new Map(),
  });
}

function makeParts(knex: Knex, log: Log, lists: ReturnType<typeof listsOn>): ConsoleParts {
  return makeConsoleParts(
    {
      knex,
      log,
      instrument,
      messages: readMessages(),
      inbox: makeInbox(knex, makeRawBytes(null)),
      config: { piiKey: null },
    },
    { phone: quietPhone(knex), signal() {}, queueBoard: null, lists: lists.stores },
  );
}

/** A phone of the demo's numbers behind which nothing reads what is sent. */
function quietPhone(knex: Knex) {
  return makeBrowserPhone({
    stepUssd: async ({ tokens }) => ({ text: [phoneCode, ...tokens].join(' '), isEnd: false }),
    receiveSms: async () => ({ duplicate: false }),
    outbox: makeOutbox(knex),
    directory: makeDirectory(knex),
    findDemoPhones: () => findDemoPhones(knex),
    testNumbers: [],
    profile: defaultProfile,
    channel: 'phone',
  });
}

function silentLog(into: string[]): Log {
  const at = (level: string) => (fields: object, event: string) =>
    void into.push(
      `${level} ${event} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.message : value))}`,
    );
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
