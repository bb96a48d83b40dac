import { describe, expect, it } from 'vitest';
import { africastalking } from '../../../src/channels/africastalking/index.ts';
import type { Channel, ChannelRequest, Log } from '../../../src/ports.ts';
import { channelContract } from '../../contracts/channel.ts';

const lines: string[] = [];
const noLine = () => {};
const log: Log = {
  debug: noLine,
  warn: noLine,
  error: noLine,
  info: (fields, event) => void lines.push(`${event} ${JSON.stringify(fields)}`),
};

const open = (token: string): Channel =>
  africastalking(
    { id: 'at', type: 'africastalking', screenSeptets: 160, sessionSeconds: 180, settings: { token } },
    log,
  );

const session = 'ATUid_0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const ussd = {
  action: 'ussd',
  required: ['sessionId', 'phoneNumber', 'text'],
  number: 'phoneNumber',
} as const;
const sms = { action: 'sms', required: ['id', 'from', 'text'], number: 'from' } as const;
const turn = { sessionId: session, msisdn: '+6281200000001', serviceCode: '*384*9415#' };
const received = {
  kind: 'sms',
  sender: '+6281200000001',
  receiver: '9415',
  sentAt: new Date('2021-11-24T01:02:03Z'),
};

channelContract('africastalking', open, [
  { ...ussd, file: 'ussd-start.form', parsed: { kind: 'ussd', request: { ...turn, tokens: [] } } },
  {
    ...ussd,
    file: 'ussd-turn.form',
    parsed: { kind: 'ussd', request: { ...turn, tokens: ['1', '716', '10112411'] } },
  },
  {
    action: 'ussd-events',
    file: 'ussd-events.form',
    required: ['sessionId', 'status'],
    parsed: { kind: 'ussd-end', sessionId: session, status: 'Incomplete' },
  },
  {
    ...sms,
    file: 'sms.form',
    parsed: {
      kind: 'sms',
      message: {
        ...received,
        providerId: 'b68d0989-d856-494f-92ee-7c439e96e1d9',
        raw: Buffer.from('V 7-16 1011 2411'),
      },
    },
  },
  {
    ...sms,
    file: 'sms-other-date.form',
    parsed: {
      kind: 'sms',
      message: {
        ...received,
        providerId: 'b68d0989-d856-494f-92ee-7c439e96e1da',
        raw: Buffer.from('CEK 7-16'),
      },
    },
  },
  {
    action: 'delivery',
    file: 'delivery.form',
    required: ['id', 'status'],
    parsed: {
      kind: 'delivery',
      providerMessageId: 'ATXid_2ad1c3f4e5a6b7c8d9e0f1a2b3c4d5e6',
      state: 'failed',
      providerStatus: 'Failed',
      reason: 'AbsentSubscriber',
    },
  },
  {
    action: 'optout',
    file: 'optout.form',
    required: ['phoneNumber'],
    number: 'phoneNumber',
    parsed: { kind: 'optout', msisdn: '+6281200000001' },
  },
]);

const channel = open('a-secret');
const request = (body: Record<string, string>): ChannelRequest => ({ query: {}, headers: {}, body });

describe("Africa's Talking USSD", () => {
  const fields = { sessionId: session, phoneNumber: '+6281200000001' };

  it.each([
    ['nothing typed yet', '', []],
    ['one answer', '1', ['1']],
    ['several answers', '1*716', ['1', '716']],
    ['an answer left empty', '1**2', ['1', '', '2']],
    ['an empty last answer', '1*', ['1', '']],
    ['a dialled string with its hash', '1*716*10112411#', ['1', '716', '10112411']],
    ['a hash alone', '#', []],
    ['back and home', '1*0*00', ['1', '0', '00']],
    ['spaces, which are part of an answer', ' 1 *7 16', [' 1 ', '7 16']],
  ])('reads %s', (_label, text, tokens) => {
    expect(channel.actions.ussd?.(request({ ...fields, text }))).toMatchObject({ request: { tokens } });
  });

  it.each([
    ['control characters in the text', { text: '1\u0000' }, 'text: holds control characters'],
    ['an over-long text', { text: '1'.repeat(4_001) }, 'text: longer than 4000 characters'],
    ['an empty session', { text: '', sessionId: '' }, 'sessionId: empty'],
    ['a session with NUL', { text: '', sessionId: 'a\u0000' }, 'sessionId: holds control characters'],
    [
      'an over-long session',
      { text: '', sessionId: 'a'.repeat(129) },
      'sessionId: longer than 128 characters',
    ],
  ])('refuses %s', (_label, part, problem) => {
    expect(channel.actions.ussd?.(request({ ...fields, ...part }))).toEqual({ kind: 'malformed', problem });
  });

  it.each([
    ['goes on', false, 'CON Pilih:\n1 Ya'],
    ['ends', true, 'END Pilih:\n1 Ya'],
  ])('answers a screen that %s', (_label, isEnd, body) => {
    const parsed = channel.actions.ussd?.(request({ ...fields, text: '' }));
    if (parsed?.kind !== 'ussd') throw new Error('not a USSD request');
    expect(parsed.render({ text: 'Pilih:\n1 Ya', isEnd })).toEqual({
      contentType: 'text/plain; charset=utf-8',
      body,
    });
  });
});

describe("Africa's Talking SMS", () => {
  const fields = { id: 'x', from: '+6281200000001', text: 'CEK' };
  const messageOf = (part: Record<string, string>, rawFields?: Map<string, Uint8Array>) => {
    const parsed = channel.actions.sms?.({
      ...request({ ...fields, ...part }),
      ...(rawFields && { rawFields }),
    });
    if (parsed?.kind !== 'sms') throw new Error('not an SMS');
    return parsed.message;
  };

  it.each([
    ['empty', ''],
    ['of 2,000 characters', 'RT '.padEnd(2_000, '1')],
    ['with NUL and other control characters', 'V\u0000\u0007\n7-16'],
    ['in another script', 'تقرير ٧-١٦ 😀'],
  ])('takes a text that is %s as it is', (_label, text) => {
    expect(messageOf({ text }).raw).toEqual(Buffer.from(text));
  });

  it('keeps the bytes of a text that is no UTF-8', () => {
    const bytes = Uint8Array.of(0x56, 0xff, 0xfe);
    expect(messageOf({ text: 'V\ufffd\ufffd' }, new Map([['text', bytes]])).raw).toBe(bytes);
  });

  it.each([
    ['an unencoded plus, which arrives as a space', ' 6281200000001'],
    ['no plus', '6281200000001'],
    ['the national form', '081200000001'],
  ])('takes a number with %s', (_label, from) => {
    expect(messageOf({ from }).sender).toBe('+6281200000001');
  });

  it.each([
    ['missing', {}, null],
    ['with T and Z', { date: '2021-11-24T01:02:03Z' }, '2021-11-24T01:02:03.000Z'],
    ['with a space', { date: '2021-11-24 01:02:03' }, '2021-11-24T01:02:03.000Z'],
    ['with fractions', { date: '2021-11-24T01:02:03.456Z' }, '2021-11-24T01:02:03.000Z'],
    ['not real', { date: '2021-13-45 99:99:99' }, null],
    ['in words', { date: 'yesterday' }, null],
  ])('takes a date that is %s', (_label, part, sentAt) => {
    expect(messageOf(part).sentAt?.toISOString() ?? null).toBe(sentAt);
  });

  it.each([
    ['missing', {}],
    ['empty', { to: '' }],
  ])('takes a receiver that is %s for none', (_label, part) => {
    expect(messageOf(part).receiver).toBeNull();
  });
});

describe("Africa's Talking delivery report", () => {
  it.each([
    ['Sent', 'sent'],
    ['Submitted', 'sent'],
    ['Buffered', 'sent'],
    ['Success', 'delivered'],
    ['Rejected', 'failed'],
    ['Failed', 'failed'],
    ['AbsentSubscriber', 'failed'],
    ['Expired', 'failed'],
    ['Teleported', null],
  ])('reads status %s as %s', (status, state) => {
    expect(channel.actions.delivery?.(request({ id: 'x', status }))).toEqual({
      kind: 'delivery',
      providerMessageId: 'x',
      state,
      providerStatus: status,
      reason: state === 'failed' ? status : null,
    });
  });
});

describe("Africa's Talking without an API key", () => {
  it('sends to the log, which is then the phone: text in clear, number masked', async () => {
    const message = {
      id: '7',
      channel: 'at',
      recipient: '+6281200000001',
      text: 'Diterima',
      segments: 1,
      attempts: 0,
    };
    expect(await channel.send(message)).toEqual({ ok: true, providerMessageId: null, cost: null });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^sms\.to-log .*"outboxId":"7".*"answer":"Diterima"/);
    expect(lines[0]).not.toContain('81200000001');
  });
});

describe("Africa's Talking settings", () => {
  it.each([
    ['no token', {}, 'token: missing'],
    ['a key without a user', { token: 'a-secret', api_key: 'k' }, 'username: missing'],
    ['a misspelt setting', { token: 'a-secret', tokken: 'x' }, 'tokken'],
  ])('stop the start with %s', (_label, settings, said) => {
    const config = { id: 'at', type: 'africastalking', screenSeptets: 160, sessionSeconds: 180, settings };
    expect(() => africastalking(config, log)).toThrow(said);
  });
});
