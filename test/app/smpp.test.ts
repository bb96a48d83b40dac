import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, startServe } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { query } from '../../src/store/query.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';
import { type Smsc, startSmsc } from '../support/smsc.ts';
import { blocks, enumerator } from './gateway.ts';

const from = enumerator.slice(1);
const cuts = 10;
const messages = Number(process.env.SMPP_MESSAGES ?? 1_000);

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('a gateway on an SMSC', () => {
  let smsc: Smsc;
  let postgres: TestPostgres;
  let running: Running;

  beforeAll(async () => {
    smsc = await startSmsc({ answerDelayMs: 2 });
    postgres = await freshPostgres();
    const config = readConfig({
      PORT: '0',
      LOG_LEVEL: process.env.SMPP_LOG ?? 'silent',
      DATABASE_URL: postgres.url,
      DEMO: '1',
    });
    const channel = {
      id: 'smsc',
      type: 'smpp',
      screenSeptets: 160,
      sessionSeconds: 180,
      settings: {
        host: '127.0.0.1',
        port: smsc.port,
        system_id: 'kentongan',
        password: 'secret',
        source: '94940',
        ussd_code: '*123#',
        reconnect_max_seconds: 0.2,
      },
    };
    running = await startServe(
      { ...config, channels: [...config.channels, channel] },
      { works: true, redisPrefix: `test-${randomUUID()}` },
    );
    await smsc.until(smsc.isBound, 'the bind');
  });

  afterAll(async () => {
    await running?.stop();
    await smsc?.stop();
    await postgres?.drop();
  });

  const inbox = (extra = '') =>
    query<{ raw: Buffer; provider_id: string }>(
      postgres.knex,
      `SELECT raw, provider_id FROM inbox WHERE channel = 'smsc' AND kind = 'sms' ${extra} ORDER BY id`,
    );
  const lastText = async () => (await inbox()).at(-1)?.raw.toString();

  it('binds as a transceiver with its own name', () => {
    expect(smsc.binds[0]).toEqual({ command: 'bind_transceiver', systemId: 'kentongan' });
  });

  it.each([
    ['GSM-7', { short_message: Buffer.from([0x41, 0x00, 0x1b, 0x65]) }, 'A@€'],
    ['Latin-1', { data_coding: 3, short_message: Buffer.from('caf\u00e9', 'latin1') }, 'café'],
    ['UCS-2', { data_coding: 8, short_message: utf16('é\u{1f600}') }, 'é\u{1f600}'],
    ['a payload', { short_message: Buffer.alloc(0), message_payload: Buffer.from('PAYLOAD') }, 'PAYLOAD'],
  ])('stores a message in %s before it acknowledges', async (_label, fields, text) => {
    expect(await smsc.deliverOnce({ source_addr: from, ...fields })).toBe(0);
    expect(await lastText()).toBe(text);
  });

  it.each([
    [
      'user data headers',
      (reference: number, total: number, number: number, bytes: Buffer) => ({
        esm_class: 0x40,
        short_message: Buffer.concat([Buffer.from([5, 0, 3, reference, total, number]), bytes]),
      }),
    ],
    [
      'sar parameters',
      (reference: number, total: number, number: number, bytes: Buffer) => ({
        sar_msg_ref_num: reference,
        sar_total_segments: total,
        sar_segment_seqnum: number,
        short_message: bytes,
      }),
    ],
  ])(
    'joins parts by %s, whatever their order, one of them twice, a character split',
    async (_label, part) => {
      const whole = utf16('satu \u{1f600} dua');
      const pieces = [whole.subarray(0, 12), whole.subarray(12, 16), whole.subarray(16)];
      const before = (await inbox()).length;
      for (const number of [3, 1, 1, 2, 2]) {
        const bytes = pieces[number - 1] ?? Buffer.alloc(0);
        expect(
          await smsc.deliverOnce({ source_addr: from, data_coding: 8, ...part(7, 3, number, bytes) }),
        ).toBe(0);
      }
      expect(await inbox()).toHaveLength(before + 1);
      expect(await lastText()).toBe('satu \u{1f600} dua');
    },
  );

  it('takes the same text twice for two messages, the same PDU twice or over another bind for one', async () => {
    const fields = { source_addr: from, short_message: Buffer.from('SAMA') };
    const before = (await inbox()).length;
    await smsc.deliverOnce(fields, 50_001);
    await smsc.deliverOnce(fields, 50_001);
    expect(await inbox()).toHaveLength(before + 1);
    await smsc.deliverOnce(fields, 50_002);
    expect(await inbox()).toHaveLength(before + 2);
    smsc.cut();
    await smsc.until(smsc.isBound, 'the bind');
    expect(await smsc.deliverOnce(fields, 1)).toBe(0);
    expect(await inbox()).toHaveLength(before + 2);
  });

  it('leads a whole household dialogue over USSD', async () => {
    const screens = () => smsc.submitted.filter((submitted) => smsc.operationOf(submitted) !== null);
    async function turn(operation: number, sequence: number, text: string) {
      const count = screens().length;
      const status = await smsc.deliverOnce({
        source_addr: from,
        destination_addr: '123',
        ussd_service_op: operation,
        its_session_info: Buffer.from([9, sequence << 1]),
        short_message: Buffer.from(text),
      });
      expect(status).toBe(0);
      await smsc.until(() => screens().length > count, 'a screen');
      const screen = screens().at(-1);
      return { text: screen?.bytes.toString('latin1') ?? '', operation: screen && smsc.operationOf(screen) };
    }
    const first = await turn(1, 0, '*123#');
    expect(first.operation).toBe(2);
    const second = await turn(18, 1, '2');
    expect(second.text).not.toBe(first.text);
    // A new call gets the old one's number: it begins at the beginning.
    expect((await turn(1, 0, '*123#')).text).toBe(first.text);
    expect((await turn(18, 1, '2')).text).toBe(second.text);
    let last = second;
    for (const [index, token] of ['716', ...blocks, '1'].entries()) last = await turn(18, index + 2, token);
    expect(last.operation).toBe(17);
    const [submission] = await query<{ count: string }>(
      postgres.knex,
      `SELECT count(*) FROM inbox WHERE channel = 'smsc' AND kind = 'ussd' AND sender = :enumerator`,
      { enumerator },
    );
    expect(Number(submission?.count)).toBe(1);
  });

  it(`loses and doubles none of ${messages} each way over ${cuts} cuts`, { timeout: 300_000 }, async () => {
    const started = performance.now();
    const before = new Set((await inbox()).map((row) => row.provider_id));
    await query(
      postgres.knex,
      `INSERT INTO outbox (channel, recipient, text, segments, state, created_at, expires_at)
       SELECT 'smsc', '+62812' || (10000000 + n), 'KELUAR ' || n, 1, 'pending', now(), now() + interval '1 day'
       FROM generate_series(1, :messages) AS n`,
      { messages },
    );
    const work = [...Array(messages).keys()];
    let done = 0;
    let repeated = 0;
    let nextCut = 1;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let number = work.shift(); number !== undefined; number = work.shift()) {
          const tries = await smsc.deliver({
            source_addr: `62813${10_000_000 + number}`,
            short_message: Buffer.from(`MASUK ${number}`),
          });
          repeated += tries - 1;
          done += 1;
          if (done >= (nextCut * messages) / (cuts + 1) && nextCut <= cuts) {
            nextCut += 1;
            smsc.cut();
          }
        }
      }),
    );
    const arrived = (await inbox())
      .filter((row) => !before.has(row.provider_id))
      .map((row) => row.raw.toString());
    expect(arrived).toHaveLength(messages);
    expect(new Set(arrived).size).toBe(messages);
    const inSeconds = (performance.now() - started) / 1_000;

    const states = async () => {
      const rows = await query<{ state: string; count: string }>(
        postgres.knex,
        `SELECT state, count(*) FROM outbox WHERE text LIKE 'KELUAR %' GROUP BY state`,
      );
      return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
    };
    for (let tries = 0; tries < 2_400; tries += 1) {
      const { pending = 0, wired = 0, errored = 0 } = await states();
      if (pending + wired + errored === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { sent = 0, unknown = 0, ...others } = await states();
    expect(others).toEqual({});
    expect(sent + unknown).toBe(messages);
    const texts = smsc.submitted
      .map(({ bytes }) => bytes.toString())
      .filter((text) => text.startsWith('KELUAR'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(sent);
    expect(texts.length).toBeLessThanOrEqual(sent + unknown);
    expect(smsc.mostOutstanding()).toBeLessThanOrEqual(10);
    console.info({
      messages,
      repeated,
      cuts: nextCut - 1,
      inSeconds,
      sent,
      unknown,
      took: texts.length,
      allSeconds: (performance.now() - started) / 1_000,
    });
  });

  it('matches receipts with what was sent, also ids in the other base', async () => {
    const [text, parameters, decimal] = smsc.submitted.filter(({ bytes }) =>
      bytes.toString().startsWith('KELUAR'),
    );
    if (!text || !parameters || !decimal) throw new Error('Nothing was sent');
    const receipt = { source_addr: from, esm_class: 4 };
    const say = (id: string) => Buffer.from(`id:${id} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`);
    await smsc.deliverOnce({ ...receipt, short_message: say(text.id) });
    await smsc.deliverOnce({ ...receipt, receipted_message_id: parameters.id, message_state: 2 });
    await smsc.deliverOnce({ ...receipt, short_message: say(String(Number.parseInt(decimal.id, 16))) });
    const [row] = await query<{ count: string }>(
      postgres.knex,
      `SELECT count(*) FROM outbox WHERE state = 'delivered' AND provider_message_id = ANY (:ids)`,
      { ids: [text.id, parameters.id, decimal.id] },
    );
    expect(Number(row?.count)).toBe(3);
  });
});
