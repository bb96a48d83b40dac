import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeSend, openSmsClient } from '../../../src/channels/africastalking/send.ts';
import { ConfigError } from '../../../src/channels/channel-config.ts';

const message = {
  id: '7',
  channel: 'at',
  recipient: '+6281200000001',
  text: 'Diterima',
  segments: 1,
  attempts: 0,
};

const answerWith = (recipient: object) => ({ SMSMessageData: { Message: 'Sent', Recipients: [recipient] } });
const sendWith = (answer: () => Promise<unknown>, senderId: string | null = null) =>
  makeSend({ send: answer }, senderId)(message);

describe("sending by Africa's Talking", () => {
  afterEach(() => void vi.useRealTimers());

  it.each([[100], [101], [102]])('takes status %i for sent, with id and cost', async (statusCode) => {
    const answer = answerWith({
      statusCode,
      messageId: 'ATXid_1',
      cost: 'IDR 350.0000',
      number: message.recipient,
    });
    expect(await sendWith(async () => answer)).toEqual({
      ok: true,
      providerMessageId: 'ATXid_1',
      cost: 'IDR 350.0000',
    });
  });

  it('knows no id where the provider gives none', async () => {
    const result = await sendWith(async () => answerWith({ statusCode: 101, messageId: 'None', cost: 0 }));
    expect(result).toEqual({ ok: true, providerMessageId: null, cost: '0' });
  });

  it.each([
    [401, false],
    [402, true],
    [403, false],
    [404, false],
    [405, true],
    [406, false],
    [407, false],
    [409, false],
    [500, true],
    [501, true],
    [502, true],
    [599, false],
  ])('takes status %i for failed; to be tried again: %s', async (statusCode, isRetryable) => {
    expect(
      await sendWith(async () => answerWith({ statusCode, messageId: 'None', cost: '0' })),
    ).toMatchObject({
      ok: false,
      isRetryable,
      isUncertain: false,
      reason: expect.stringContaining(String(statusCode)),
    });
  });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'an answer without recipients',
      async () => ({ SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } }),
      { reason: 'no-recipient', isRetryable: false, isUncertain: false },
    ],
    ['an answer of another shape', async () => '<html>', { reason: 'unreadable-answer', isUncertain: true }],
    [
      'an answer thrown for its status',
      async () => fail('<html>'),
      { reason: 'unreadable-answer', isUncertain: true },
    ],
    [
      'a refused key',
      async () => fail(httpError(401)),
      { reason: 'http-401', isRetryable: true, isUncertain: false },
    ],
    [
      'a bad request',
      async () => fail(httpError(400)),
      { reason: 'http-400', isRetryable: false, isUncertain: false },
    ],
    ['a fault of the provider', async () => fail(httpError(503)), { reason: 'http-503', isUncertain: true }],
    [
      'no connection',
      async () => fail(networkError('ECONNREFUSED')),
      { reason: 'ECONNREFUSED', isRetryable: true, isUncertain: false },
    ],
    [
      'a connection lost on the way',
      async () => fail(networkError('ECONNRESET')),
      { reason: 'ECONNRESET', isUncertain: true },
    ],
    [
      'a refusal of the package itself',
      async () => fail(new Error('must be a valid phone number;')),
      { reason: 'refused-by-client', isRetryable: false, isUncertain: false },
    ],
  ])('takes %s for what it is', async (_label, answer, expected) => {
    expect(await sendWith(answer)).toMatchObject({ ok: false, ...expected });
  });

  it('gives up after the time-out, and does not know what became of the message', async () => {
    vi.useFakeTimers();
    const result = sendWith(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await result).toEqual({ ok: false, reason: 'time-out', isRetryable: false, isUncertain: true });
  });

  it('sends text, number and sender id', async () => {
    const given: unknown[] = [];
    const client = { send: async (params: object) => given.push(params) };
    await makeSend(client, '9415')(message);
    await makeSend(client, null)(message);
    expect(given).toEqual([
      { to: ['+6281200000001'], message: 'Diterima', from: '9415' },
      { to: ['+6281200000001'], message: 'Diterima' },
    ]);
  });
});

describe("Africa's Talking package", () => {
  /** A provider on this machine; the package has no setting for its address, but reads it at each sending. */
  async function openProvider(status: number, body: string) {
    const requests: string[] = [];
    const server = createServer((req, res) => {
      let received = '';
      req.on('data', (chunk) => {
        received += String(chunk);
      });
      req.on('end', () => {
        requests.push(`${req.headers.apikey} ${received}`);
        res.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const common: { SMS_URL: string } = createRequire(import.meta.url)('africastalking/lib/common');
    const before = common.SMS_URL;
    common.SMS_URL = `http://127.0.0.1:${port}/version1/messaging`;
    onTestFinished(() => {
      common.SMS_URL = before;
      server.closeAllConnections();
      server.close();
    });
    return requests;
  }
  const open = () => makeSend(openSmsClient({ username: 'someone', apiKey: 'a-key-in-clear' }), '9415');

  it('sends a message as the provider wants it', async () => {
    const requests = await openProvider(
      201,
      JSON.stringify(answerWith({ statusCode: 101, messageId: 'ATXid_1', cost: 'IDR 350' })),
    );
    expect(await open()(message)).toEqual({ ok: true, providerMessageId: 'ATXid_1', cost: 'IDR 350' });
    expect(requests).toEqual([
      'a-key-in-clear username=someone&to=%2B6281200000001&message=Diterima&from=9415&bulkSMSMode=1',
    ]);
  });

  it.each([
    [401, 'The supplied authentication is invalid'],
    [500, 'Oops'],
    [200, 'not JSON'],
  ])('lets nothing of its error out, whose configuration holds the key (HTTP %i)', async (status, body) => {
    await openProvider(status, body);
    const result = await open()(message);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toMatch(/a-key-in-clear|Diterima|8120/);
  });

  it('refuses to be in the sandbox and not in one process', () => {
    openSmsClient({ username: 'someone', apiKey: 'k' });
    expect(() => openSmsClient({ username: 'Sandbox', apiKey: 'k' })).toThrow(ConfigError);
  });
});

function fail(reason: unknown): never {
  throw reason;
}

function httpError(status: number): Error {
  return Object.assign(new Error('Request failed'), { code: 'ERR_BAD_RESPONSE', response: { status } });
}

function networkError(code: string): Error {
  return Object.assign(new Error('connect'), { code });
}
