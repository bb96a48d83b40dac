import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Running, startServe } from '../../src/app.ts';
import { makeChannels } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import type { Channel, SendResult } from '../../src/ports.ts';
import { query } from '../../src/store/query.ts';
import { type Call, type Peer, peers, publicUrl, signPhone } from '../contracts/http-peers.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';
import { enumerator, today } from './gateway.ts';

/** Every channel over HTTP, through the whole gateway with a real store, and against a provider that fails. */
let store: TestPostgres;
let running: Running;
let provider: Server;
let channels: Map<string, Channel>;
let providerAnswers: { status: number; body: string } | 'never';
const providerCalls: string[] = [];
/** Channel by case, for the table in docs/channels.md. */
const table = new Map<string, Map<string, string>>();
const log = { debug() {}, info() {}, warn() {}, error() {} };

beforeAll(async () => {
  provider = createServer((req, res) => {
    providerCalls.push(`${req.method} ${req.url}`);
    if (providerAnswers === 'never') return;
    const { status, body } = providerAnswers;
    req.resume().on('end', () => res.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  const port = await new Promise<number>((resolve) => {
    provider.listen(0, '127.0.0.1', () => {
      const address = provider.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const address = `http://127.0.0.1:${port}`;
  // The package has no setting for its address, but reads it at each sending.
  createRequire(import.meta.url)('africastalking/lib/common').SMS_URL = `${address}/version1/messaging`;
  store = await freshPostgres();
  const file = stringify({
    channels: [
      ...peers.map((peer) => ({ id: peer.id, ...peer.entry(address, publicUrl) })),
      { id: 'closed', type: 'hubtel', token: 't', allow_from: ['203.0.113.0/24'] },
      { id: 'proxied', type: 'hubtel', token: 't', allow_from: ['203.0.113.0/24'], behind_proxy: true },
      { id: 'slow', type: 'hubtel', token: 't', max_per_minute: 2 },
      { id: 'fair', type: 'hubtel', token: 't', max_per_sender: 2 },
      { id: 'small', type: 'hubtel', token: 't', max_body_bytes: 1024 },
    ],
  });
  const config = readConfig(
    { PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: store.url, CHANNELS_FILE: 'channels.yaml' },
    () => file,
  );
  channels = makeChannels(config.channels, log);
  running = await startServe(config, { works: false });
});

afterAll(async () => {
  await running?.stop();
  provider?.closeAllConnections();
  provider?.close();
  await store?.drop();
});

/** Makes a provider's call, signed as it signs */
async function callAs(peer: Peer, call: Call, headers: Record<string, string> | null = null) {
  const search = call.query ? `?${new URLSearchParams(call.query)}` : '';
  const target = `/channels/${peer.id}/${call.action}${search}`;
  const body = call.form ? new URLSearchParams(call.form).toString() : call.json && JSON.stringify(call.json);
  const contentType = call.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await fetch(`${running.address}${target}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { body }),
    headers: {
      ...(body !== undefined && { 'content-type': contentType }),
      ...(headers ?? peer.sign?.(target, body ?? '', new Date())),
    },
  });
  return { status: response.status, body: await response.text() };
}

/** The call without each of its fields' values in turn, or with one replaced: by the value, wherever it stands. */
function without(call: Call, value: string): Call {
  const strip = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, item]) => item !== value)
        .map(([key, item]) => [key, strip(item)]),
    );
  };
  return JSON.parse(JSON.stringify(strip(call)));
}

async function stored(peer: Peer, text: string) {
  return query<{ sender: string; sent_at: Date | null; raw: Buffer }>(
    store.knex,
    'SELECT sender, sent_at FROM inbox WHERE channel = :channel AND raw = :raw ORDER BY id',
    { channel: peer.id, raw: Buffer.from(text) },
  );
}

/** A case of the table: what its test returns, or `yes`, goes into the cell once it passed. */
function check(peer: Peer, name: string, run: () => Promise<unknown>): void {
  it(`${peer.id}: ${name}`, async () => {
    const said = await run();
    const row = table.get(peer.id) ?? new Map<string, string>();
    table.set(peer.id, row.set(name, typeof said === 'string' ? said : 'yes'));
  });
}

const at = new Date('2021-11-24T01:02:03Z');
let texts = 0;
const newText = () => `V 7-16 conformance ${++texts}`;

describe.each(peers.filter((peer) => peer.sms))('SMS of $id', (peer) => {
  const make = (part: { id?: string; from?: string; text: string; at?: Date }): Call => {
    if (!peer.sms) throw new Error('no SMS');
    return peer.sms({ id: `id of ${part.text}`, from: enumerator, at, ...part });
  };

  check(peer, 'SMS: valid', async () => {
    const text = newText();
    const answer = await callAs(peer, make({ text }));
    expect(answer.status).toBe(200);
    expect(await stored(peer, text)).toMatchObject([{ sender: enumerator }]);
  });
  check(peer, 'SMS: not authentic', async () => {
    const text = newText();
    const { query: _query, ...call } = make({ text });
    const unsigned = peer.sign ? call : { ...call, query: { ...make({ text }).query, token: 'a-secreT' } };
    const answer = await callAs(peer, unsigned, { 'x-signature': 'x', 'x-twilio-signature': 'x' });
    expect(answer.status).toBe(401);
    expect(await stored(peer, text)).toEqual([]);
  });
  check(peer, 'SMS: missing field', async () => {
    const text = newText();
    for (const call of [without(make({ text }), enumerator), without(make({ text }), text)]) {
      expect((await callAs(peer, call)).status).toBe(400);
    }
    expect(await stored(peer, text)).toEqual([]);
  });
  check(peer, 'SMS: bad number', async () => {
    const text = newText();
    const answer = await callAs(peer, make({ text, from: 'TELKOMSEL' }));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('not a phone number');
    expect(await stored(peer, text)).toEqual([]);
  });
  check(peer, 'SMS: retry', async () => {
    const text = newText();
    for (let time = 0; time < 3; time += 1) expect((await callAs(peer, make({ text }))).status).toBe(200);
    expect(await stored(peer, text)).toHaveLength(1);
  });
  check(peer, 'SMS: retries at once', async () => {
    const text = newText();
    const answers = await Promise.all(Array.from({ length: 8 }, () => callAs(peer, make({ text }))));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await stored(peer, text)).toHaveLength(1);
  });
  check(peer, 'SMS: two ids for one', async () => {
    const text = newText();
    await callAs(peer, make({ text, id: `${text} first` }));
    await callAs(peer, make({ text, id: `${text} second` }));
    const rows = await stored(peer, text);
    expect(rows).toHaveLength(peer.knowsOneSms ? 1 : 2);
    return peer.knowsOneSms ? 'one' : 'both kept';
  });
  check(peer, 'SMS: genuine repeat', async () => {
    const text = newText();
    await callAs(peer, make({ text, id: `${text} first` }));
    await callAs(peer, make({ text, id: `${text} second`, at: new Date(at.getTime() + 9_000) }));
    expect(await stored(peer, text)).toHaveLength(2);
  });
  check(peer, 'SMS: late arrival', async () => {
    const text = newText();
    const lateAt = new Date('2021-11-20T23:59:59Z');
    expect((await callAs(peer, make({ text, at: lateAt }))).status).toBe(200);
    const [row] = await stored(peer, text);
    expect(row?.sent_at ?? null).toEqual(peer.tellsTime ? lateAt : null);
    return peer.tellsTime ? 'yes' : 'taken, time not told';
  });
});

let sessions = 0;
const newSession = () => `conformance-session-${++sessions}`;
const practice = ['14', '716', `1014${today()}`, '1298', '1'];

describe.each(peers.filter((peer) => peer.ussd))('USSD of $id', (peer) => {
  const dial = async (session: string, tokens: readonly string[], from: string = enumerator) => {
    const call = peer.ussd?.({ session, from, tokens });
    if (!call) throw new Error('no USSD');
    const answer = await callAs(peer, call);
    return { ...answer, screen: answer.status === 200 ? peer.screenOf?.(answer.body) : null };
  };

  check(peer, 'USSD: valid', async () => {
    expect((await dial(newSession(), [])).screen).toMatch(/^Kentongan/);
  });
  check(peer, 'USSD: missing field', async () => {
    const call = peer.ussd?.({ session: 'missing', from: enumerator, tokens: ['7'] });
    if (!call) throw new Error('no USSD');
    expect((await callAs(peer, without(call, 'missing'))).status).toBe(400);
  });
  check(peer, 'USSD: bad number', async () => {
    expect((await dial(newSession(), [], 'TELKOMSEL')).status).toBe(400);
  });
  check(peer, 'USSD: started twice', async () => {
    const session = newSession();
    const first = await dial(session, []);
    expect((await dial(session, [])).body).toBe(first.body);
    const turn = await dial(session, ['6']);
    expect((await dial(session, [])).body).toBe(first.body);
    expect((await dial(session, ['6'])).body).toBe(turn.body);
  });
  check(peer, 'USSD: retries at once', async () => {
    const session = newSession();
    await dial(session, []);
    const answers = await Promise.all(Array.from({ length: 8 }, () => dial(session, ['6'])));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.screen).toMatch(/^Siapkan kartu/);
    // None of the eight was typed twice: the next page is the second.
    expect((await dial(session, ['6', '99'])).screen).toMatch(/^Dipandu/);
  });
  check(peer, 'USSD: ended by the network, id used again', async () => {
    const release = peer.release;
    if (!release) return '–';
    const session = newSession();
    const first = await dial(session, []);
    const turn = await dial(session, ['6']);
    expect((await callAs(peer, release(session))).status).toBe(200);
    expect((await callAs(peer, release('never begun'))).status).toBe(200);
    expect((await dial(session, [])).body).toBe(first.body);
    expect((await dial(session, ['6'])).body).toBe(turn.body);
    expect((await dial(session, ['6', '99'])).screen).toMatch(/^Dipandu/);
    return 'yes';
  });
  check(peer, 'USSD: whole dialogue, answer after the end, id used again', async () => {
    const session = newSession();
    const first = await dial(session, []);
    let last = first;
    for (let count = 1; count <= practice.length; count += 1) {
      last = await dial(session, practice.slice(0, count));
      expect(last.status).toBe(200);
    }
    expect(last.screen).toMatch(/^Latihan 7-16 benar/);
    const after = await dial(session, [...practice, '2']);
    expect(after.status).toBe(200);
    expect(after.screen).not.toBe(last.screen);
    expect((await dial(session, [])).screen).toBe(first.screen);
    expect((await dial(session, ['6'])).screen).toMatch(/^Siapkan kartu/);
  });
});

describe.each(peers.filter((peer) => peer.delivery))('delivery reports of $id', (peer) => {
  const report = async (status: string) => {
    const providerId = `delivery ${status}`;
    await store.knex.raw(
      `INSERT INTO outbox (channel, recipient, text, segments, state, provider_message_id, created_at, expires_at)
       VALUES (?, ?, 'x', 1, 'sent', ?, now(), now())`,
      [peer.id, enumerator, providerId],
    );
    const call = peer.delivery?.(providerId, status);
    if (!call) throw new Error('no delivery');
    expect((await callAs(peer, call)).status).toBe(200);
    const [row] = await query<{ state: string }>(
      store.knex,
      'SELECT state FROM outbox WHERE channel = :channel AND provider_message_id = :providerId',
      { channel: peer.id, providerId },
    );
    return row?.state;
  };
  check(peer, 'delivery: every status', async () => {
    for (const [status, state] of Object.entries(peer.statuses ?? {})) {
      expect([status, await report(status)]).toEqual([status, state]);
    }
    return `${Object.keys(peer.statuses ?? {}).length}`;
  });
  check(peer, 'delivery: unknown status', async () => {
    expect(await report('Teleported')).toBe('sent');
  });
  check(peer, 'delivery: unknown message', async () => {
    const call = peer.delivery?.('nobody sent this', Object.keys(peer.statuses ?? {})[0] ?? '');
    expect(call && (await callAs(peer, call)).status).toBe(200);
  });
});

describe.each(peers.filter((peer) => peer.sent))('sending by $id', (peer) => {
  const send = async (answer: typeof providerAnswers): Promise<SendResult> => {
    providerAnswers = answer;
    const message = {
      id: '77',
      channel: peer.id,
      recipient: enumerator,
      text: 'Diterima',
      segments: 1,
      attempts: 0,
    };
    const result = await channels.get(peer.id)?.send(message);
    if (!result) throw new Error('no channel');
    expect(JSON.stringify(result)).not.toMatch(/Diterima|81200000001|a-secret|a-token/);
    return result;
  };
  const failure = (isRetryable: boolean, isUncertain: boolean) => ({ ok: false, isRetryable, isUncertain });

  check(peer, 'send: ok', async () => {
    const result = await send(peer.sent ?? 'never');
    expect(result).toMatchObject({ ok: true, providerMessageId: peer.id === 'kannel' ? '77' : 'given-id' });
  });
  check(peer, 'send: refused', async () => {
    expect(await send({ status: 400, body: '{}' })).toMatchObject(failure(false, false));
  });
  check(peer, 'send: malformed answer', async () => {
    const status = peer.sent?.status ?? 200;
    expect(await send({ status, body: '<html>' })).toMatchObject(failure(false, true));
  });
  check(peer, 'send: 5xx', async () => {
    expect(await send({ status: 502, body: 'x' })).toMatchObject(failure(false, true));
    return 'uncertain';
  });
  check(peer, 'send: 429', async () => {
    expect(await send({ status: 429, body: 'x' })).toMatchObject(failure(true, false));
    return 'tried again';
  });
});

describe('sending to a provider that never answers', () => {
  it('is given up by every channel, and uncertain', async () => {
    providerAnswers = 'never';
    const sending = peers.filter((peer) => peer.sent);
    const message = { id: '78', recipient: enumerator, text: 'x', segments: 1, attempts: 0 };
    await Promise.all(
      sending.map(async (peer) => {
        const result = await channels.get(peer.id)?.send({ ...message, channel: peer.id });
        expect([peer.id, result]).toEqual([
          peer.id,
          { ok: false, reason: 'time-out', isRetryable: false, isUncertain: true },
        ]);
        table.get(peer.id)?.set('send: time-out', 'uncertain');
      }),
    );
  });
});

describe('who may call', () => {
  const turn = { Type: 'Initiation', Mobile: enumerator, SessionId: 's', Sequence: 1 };
  const call = async (id: string, headers: Record<string, string> = {}, fields: object = turn) => {
    const response = await fetch(`${running.address}/channels/${id}/ussd?token=t`, {
      method: 'POST',
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json', ...headers },
    });
    await response.text();
    return response;
  };

  it.each<[string, string, Record<string, string>, number]>([
    ['another address', 'closed', {}, 403],
    ['a header that claims a good address', 'closed', { 'x-forwarded-for': '203.0.113.7' }, 403],
    ['a good address by our proxy', 'proxied', { 'x-forwarded-for': '203.0.113.7' }, 200],
    [
      'a claim before what our proxy noted',
      'proxied',
      { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' },
      403,
    ],
    ['nonsense by our proxy', 'proxied', { 'x-forwarded-for': 'unknown' }, 403],
  ])('%s', async (_label, id, headers, status) => {
    expect((await call(id, headers)).status).toBe(status);
  });

  it('takes no more calls a minute than set, and says when to try again', async () => {
    expect((await call('slow')).status).toBe(200);
    expect((await call('slow')).status).toBe(200);
    const third = await call('slow');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('takes no more of one phone a minute than set, and of another what it may', async () => {
    const from = (Mobile: string) => call('fair', {}, { ...turn, Mobile });
    expect((await from(enumerator)).status).toBe(200);
    expect((await from('0812-0000-0001')).status).toBe(200);
    const third = await from(enumerator);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('+6281200000002')).status).toBe(200);
  });

  it('reads no longer body than set', async () => {
    const padded = (length: number) => ({ ...turn, Operator: 'x'.repeat(length) });
    expect((await call('small', {}, padded(500))).status).toBe(200);
    expect((await call('small', {}, padded(1_000))).status).toBe(413);
    expect((await call('fair', {}, { ...padded(1_000), Mobile: '+6281200000003' })).status).toBe(200);
  });

  it.each([
    ['six minutes old', -360, 401],
    ['six minutes ahead', 360, 401],
    ['four minutes old', -240, 200],
  ])('a signed call that is %s', async (label, offset, status) => {
    const phone = peers.find(({ id }) => id === 'android');
    const call = phone?.sms?.({ id: 'x', from: enumerator, text: label, at });
    if (!phone || !call) throw new Error('no phone');
    const seconds = String(Math.floor(Date.now() / 1000) + offset);
    const headers = { 'x-timestamp': seconds, 'x-signature': signPhone(JSON.stringify(call.json), seconds) };
    expect((await callAs(phone, call, headers)).status).toBe(status);
  });
});

it('stands in docs/channels.md as it came out here', () => {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'channels.md');
  const [start, end] = ['<!-- conformance -->', '<!-- /conformance -->'];
  const cases = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))];
  const rows = [
    ['case', ...peers.map(({ id }) => id)],
    ['---', ...peers.map(() => '---')],
    ...cases.map((name) => [name, ...peers.map(({ id }) => table.get(id)?.get(name) ?? '–')]),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const written = `${start}\n\n${rows.join('\n')}\n\n${end}`;
  const page = readFileSync(path, 'utf8');
  const [before, rest = ''] = page.split(start);
  const after = rest.split(end)[1] ?? '';
  const updated = `${before}${written}${after}`;
  if (process.env.UPDATE === '1') writeFileSync(path, updated);
  else expect(page).toBe(updated);
});
