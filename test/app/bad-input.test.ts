import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { septets } from '../../src/domain/sms/gsm7.ts';
import {
  enumerator,
  type Gateway,
  household,
  korcam,
  startGateway,
  stranger,
  today,
  ways,
} from './gateway.ts';

const { visit, housing, assets, programmes } = household;
const rest = `${assets} ${programmes}`;
const day = today();

/** What an enumerator may send that is wrong: label, text, why it is refused, what the answer tells. */
const wrongTexts = [
  ['other village', `V 9415010002000003 44 1011${day}`, 'other-area', 'wilayah'],
  ['wrong check digits', `V 7-17 1011${day}`, 'wrong-check-digits', 'cek'],
  ['no check digits', `V 7 1011${day}`, 'missing-check-digits', '2 angka cek'],
  ['not in the prelist', `V 99-31 1011${day}`, 'unknown-household', 'tidak ada di daftar'],
  ['too short', `RT 7-16 ${visit} ${housing.slice(1)} ${rest}`, 'body-length', 'kurang 1'],
  ['too long', `RT 7-16 ${visit} ${housing}1 ${rest}`, 'body-length', 'lebih 1'],
  ['letters in digits', `RT 7-16 ${visit} ${housing.replace('1', 'A')} ${rest}`, 'not-digits', 'A'],
  ['code out of its list', `RT 7-16 ${visit} 9${housing.slice(1)} ${rest}`, 'invalid-answers', 'III.1a'],
  [
    'code of the other pair',
    `RT 7-16 ${visit} ${housing} 3${assets.slice(1)} ${programmes}`,
    'invalid-answers',
    'V.1a',
  ],
  ['no such day', 'V 7-16 10113102', 'invalid-answers', 'II.1'],
  ['answered what is not asked', `V 7-16 1111${day}`, 'invalid-answers', 'P.11'],
  ['unknown word', 'XYZ 1 2 3', 'unknown-keyword', 'XYZ'],
  ['empty', '', 'empty', 'kosong'],
  ['2,000 characters', `V ${'1'.repeat(1_998)}`, 'wrong-length', '8 angka'],
  ['20,000 characters', 'V '.repeat(10_000), 'too-long', 'panjang'],
] as const;

/** Requests that no provider sends: label, path, body, status, and the line that says why. */
const wrongRequests = [
  ['wrong token', '/channels/at/sms?token=wrong', 'id=x&from=%2B6281200000001&text=CEK', 401, 'token'],
  ['no token', '/channels/at/sms', 'id=x&from=%2B6281200000001&text=CEK', 401, 'token'],
  ['unknown channel', '/channels/nobody/sms?token=demo', '', 404, 'channel'],
  ['unknown action', '/channels/at/dance?token=demo', '', 404, 'action'],
  [
    'no id',
    '/channels/at/sms?token=demo',
    'from=%2B6281200000001&text=CEK&to=9&date=2021-11-24 08:00:00',
    400,
    'id',
  ],
  ['no sender', '/channels/at/sms?token=demo', 'id=x&text=CEK&to=9&date=2021-11-24 08:00:00', 400, 'from'],
  [
    'no text',
    '/channels/at/sms?token=demo',
    'id=x&from=%2B6281200000001&to=9&date=2021-11-24 08:00:00',
    400,
    'text',
  ],
  ['a field twice', '/channels/at/sms?token=demo', 'id=x&id=y&from=%2B6281200000001&text=CEK', 400, 'id'],
  ['no number', '/channels/at/ussd?token=demo', 'sessionId=s&phoneNumber=hello&text=', 400, 'phoneNumber'],
  ['no session', '/channels/at/ussd?token=demo', 'phoneNumber=%2B6281200000001&text=', 400, 'sessionId'],
  ['broken encoding', '/channels/at/sms?token=demo', 'id=%zz', 400, ''],
] as const;

describe.each(ways)('bad input, on %s', (way) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(way);
  });
  afterAll(() => gateway.stop());

  it.each(wrongTexts)('refuses with the answer and keeps it raw: %s', async (label, text, reason, told) => {
    expect(await gateway.sms(label, text)).toMatchObject({ status: 200 });
    const reading = await gateway.readingOf(label);
    expect(reading).toMatchObject({ outcome: 'rejected', reason });
    expect(reading.answer?.toLowerCase()).toContain(told.toLowerCase());
    expect(septets(reading.answer ?? '')).toBeLessThanOrEqual(160);
    expect(reading.raw.toString()).toBe(text);
  });

  it('keeps binary junk byte for byte and answers plainly', async () => {
    const junk = Uint8Array.from({ length: 80 }, (_, index) => (index * 37 + 128) % 256);
    const encoded = [...junk].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const body = `id=junk&from=%2B6281200000001&to=9&date=2021-11-24+08%3A00%3A00&text=${encoded}`;
    expect(await gateway.post('/channels/at/sms?token=demo', body)).toMatchObject({ status: 200 });
    const reading = await gateway.readingOf('junk');
    expect(reading.outcome).toBe('rejected');
    expect(new Uint8Array(reading.raw)).toEqual(junk);
  });

  it('tells a stranger once a day, and stores nothing of what they say', async () => {
    await gateway.sms('stranger-1', `V 7-16 1011${day}`, stranger);
    await gateway.sms('stranger-2', `V 7-16 1011${day}`, stranger);
    expect(await gateway.readingOf('stranger-1')).toMatchObject({
      outcome: 'rejected',
      reason: 'unknown-sender',
    });
    expect(await gateway.readingOf('stranger-2')).toMatchObject({ reason: 'unknown-sender', answer: null });
    expect((await gateway.readingOf('stranger-1')).answer).toContain('belum terdaftar');
    expect((await gateway.record('9415010001000007'))?.udrt.revisi).toBeNull();
    expect((await gateway.dial('strange', [], stranger)).body).toMatch(/^CON .*belum terdaftar/);
  });

  it('does not let another role report', async () => {
    await gateway.sms('korcam', `V 7-16 1011${day}`, korcam);
    expect(await gateway.readingOf('korcam')).toMatchObject({ outcome: 'rejected', reason: 'not-allowed' });
    const menu = await gateway.dial('korcam', [], korcam);
    expect(menu.body).toMatch(/^CON /);
    expect(menu.body).not.toContain('Hasil kunjungan');
  });

  it.each(wrongRequests)(
    'answers a request that is none in one line: %s',
    async (_, path, body, status, told) => {
      const before = await gateway.count('inbox');
      const answer = await gateway.post(path, body);
      expect(answer.status).toBe(status);
      expect(answer.body).toContain(told);
      expect(answer.body.trimEnd()).not.toContain('\n');
      expect(await gateway.count('inbox')).toBe(before);
    },
  );

  it('refuses JSON where a form is due, what is too large, and the demo token through a proxy', async () => {
    const path = '/channels/at/sms?token=demo';
    const json = JSON.stringify({ id: 'x', from: enumerator, text: 'CEK' });
    expect(await gateway.post(path, json, { 'content-type': 'application/json' })).toMatchObject({
      status: 400,
    });
    expect(await gateway.post(path, `text=${'x'.repeat(100_000)}`)).toMatchObject({ status: 413 });
    expect(await gateway.post(path, 'id=x', { 'x-forwarded-for': '192.0.2.1' })).toMatchObject({
      status: 401,
    });
  });
});
