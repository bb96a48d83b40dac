import { createHmac } from 'node:crypto';

/** One call of a provider. */
export interface Call {
  readonly action: string;
  readonly query?: Record<string, string>;
  /** A text is sent as it is. */
  readonly form?: Record<string, string>;
  readonly json?: object;
}

export interface Sms {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly at: Date;
}

export interface UssdCall {
  readonly session: string;
  readonly from: string;
  /** All that was typed, in order. */
  readonly tokens: readonly string[];
}

/** A provider as the conformance suite plays it. Left out: what it doesn't do. */
export interface Peer {
  readonly id: string;
  /** Its entry in the channels file, given its own address and ours. */
  readonly entry: (provider: string, publicUrl: string) => Record<string, unknown>;
  readonly sign?: (target: string, body: string, now: Date) => Record<string, string>;
  readonly sms?: (sms: Sms) => Call;
  /** Whether two ids for one SMS, sent once by the person, are known to be one. */
  readonly knowsOneSms?: boolean;
  readonly tellsTime?: boolean;
  readonly ussd?: (call: UssdCall) => Call;
  readonly screenOf?: (body: string) => string;
  /** That the network ended a session. */
  readonly release?: (session: string) => Call;
  readonly delivery?: (id: string, status: string) => Call;
  readonly statuses?: Readonly<Record<string, string>>;
  /** A good answer to a sending. */
  readonly sent?: { readonly status: number; readonly body: string };
}

const token = { token: 'a-secret' };
const mapped = {
  type: 'generic',
  token: 'a-secret',
  body: 'json',
  sms: { id: 'data.id', from: 'data.from', text: 'data.text', time: { field: 'data.at', form: 'unix-ms' } },
  delivery: { id: 'ref', status: 'state', states: { OK: 'delivered', NO: 'failed', WAIT: 'sent' } },
};
const screen = (body: string) => ({
  content_type: 'application/json',
  body: { message: '{text}', action: body },
});

export const twilioToken = 'a-token-of-twilio';
export const phoneKey = 'a-key-of-the-phone';

export function signTwilio(url: string, form: string): string {
  const pairs = [...new URLSearchParams(form)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join(''));
  return createHmac('sha1', twilioToken)
    .update(`${url}${pairs.join('')}`)
    .digest('base64');
}

export function signPhone(body: string, seconds: string): string {
  return createHmac('sha256', phoneKey)
    .update(body + seconds)
    .digest('hex');
}

export const publicUrl = 'https://gateway.example';

export const peers: readonly Peer[] = [
  {
    id: 'africastalking',
    entry: () => ({ type: 'africastalking', token: 'a-secret', username: 'someone', api_key: 'k' }),
    sms: ({ id, from, text, at }) => ({
      action: 'sms',
      query: token,
      form: { id, from, text, date: at.toISOString() },
    }),
    tellsTime: true,
    ussd: ({ session, from, tokens }) => ({
      action: 'ussd',
      query: token,
      form: { sessionId: session, phoneNumber: from, text: tokens.join('*') },
    }),
    screenOf: (body) => body.slice(4),
    release: (sessionId) => ({
      action: 'ussd-events',
      query: token,
      form: { sessionId, status: 'Incomplete' },
    }),
    delivery: (id, status) => ({ action: 'delivery', query: token, form: { id, status } }),
    statuses: {
      Sent: 'sent',
      Submitted: 'sent',
      Buffered: 'sent',
      Rejected: 'failed',
      Success: 'delivered',
      Failed: 'failed',
      AbsentSubscriber: 'failed',
      Expired: 'failed',
    },
    sent: {
      status: 201,
      body: '{"SMSMessageData":{"Recipients":[{"statusCode":101,"messageId":"given-id","cost":"IDR 350"}]}}',
    },
  },
  {
    id: 'kannel',
    entry: (provider) => ({
      type: 'kannel',
      token: 'a-secret',
      send_url: `${provider}/cgi-bin/sendsms`,
      username: 'u',
      password: 'p',
      public_url: publicUrl,
    }),
    sms: ({ id, from, text, at }) => ({
      action: 'sms',
      query: { ...token, id, from, text, time: String(Math.floor(at.getTime() / 1000)) },
    }),
    tellsTime: true,
    delivery: (id, status) => ({ action: 'delivery', query: { ...token, id, status } }),
    statuses: { 1: 'delivered', 2: 'failed', 4: 'sent', 8: 'sent', 16: 'failed' },
    sent: { status: 202, body: '0: Accepted for delivery' },
  },
  {
    id: 'generic',
    entry: (provider) => ({
      ...mapped,
      ussd: {
        session: 'sid',
        msisdn: 'from',
        text: 'typed',
        goes_on: screen('request'),
        ends: screen('end'),
      },
      secret: 'a-key',
      send: {
        url: `${provider}/send`,
        headers: { authorization: 'Bearer {secret}' },
        fields: { to: '{to_digits}', body: { content: '{text}' } },
        id: 'data.0.id',
        good: { field: 'status', values: ['0'] },
      },
    }),
    sms: ({ id, from, text, at }) => ({
      action: 'sms',
      query: token,
      json: { data: { id, from, text, at: at.getTime() } },
    }),
    tellsTime: true,
    ussd: ({ session, from, tokens }) => ({
      action: 'ussd',
      query: token,
      json: { sid: session, from, typed: tokens.join('*') },
    }),
    screenOf: (body) => JSON.parse(body).message,
    delivery: (ref, state) => ({ action: 'delivery', query: token, json: { ref, state } }),
    statuses: { OK: 'delivered', NO: 'failed', WAIT: 'sent' },
    sent: { status: 200, body: '{"status":0,"data":[{"id":"given-id"}]}' },
  },
  {
    id: 'generic-latest',
    entry: () => ({
      ...mapped,
      ussd: {
        session: 'sid',
        msisdn: 'from',
        text: 'typed',
        input: 'latest',
        turn: 'hop',
        start: { field: 'op', values: ['begin'] },
        end: { field: 'op', values: ['end'] },
        goes_on: screen('request'),
        ends: screen('end'),
      },
    }),
    ussd: ({ session, from, tokens }) => ({
      action: 'ussd',
      query: token,
      json: {
        sid: session,
        from,
        typed: tokens.at(-1) ?? '*123#',
        hop: tokens.length,
        op: tokens.length === 0 ? 'begin' : 'continue',
      },
    }),
    screenOf: (body) => JSON.parse(body).message,
    release: (sid) => ({ action: 'ussd', query: token, json: { sid, op: 'end' } }),
  },
  {
    id: 'twilio',
    entry: (provider) => ({
      type: 'twilio',
      auth_token: twilioToken,
      public_url: publicUrl,
      account_sid: 'AC1',
      from: '+6281100000001',
      api_url: provider,
    }),
    sign: (target, body) => ({ 'x-twilio-signature': signTwilio(`${publicUrl}${target}`, body) }),
    sms: ({ id, from, text }) => ({
      action: 'sms',
      form: { MessageSid: id, From: from, To: '+6281100000001', Body: text },
    }),
    delivery: (id, status) => ({ action: 'delivery', form: { MessageSid: id, MessageStatus: status } }),
    statuses: {
      accepted: 'sent',
      scheduled: 'sent',
      queued: 'sent',
      sending: 'sent',
      sent: 'sent',
      delivered: 'delivered',
      read: 'delivered',
      undelivered: 'failed',
      failed: 'failed',
      canceled: 'failed',
    },
    sent: { status: 201, body: '{"sid":"given-id","status":"queued","price":null}' },
  },
  {
    id: 'android',
    entry: (provider) => ({
      type: 'android',
      signing_key: phoneKey,
      send_url: `${provider}/messages`,
      username: 'u',
      password: 'p',
    }),
    sign: (_target, body, now) => {
      const seconds = String(Math.floor(now.getTime() / 1000));
      return { 'x-timestamp': seconds, 'x-signature': signPhone(body, seconds) };
    },
    sms: ({ id, from, text, at }) => ({
      action: 'sms',
      json: {
        deviceId: 'd',
        event: 'sms:received',
        id,
        webhookId: 'w',
        payload: { messageId: 'content', message: text, phoneNumber: from, receivedAt: at.toISOString() },
      },
    }),
    knowsOneSms: true,
    tellsTime: true,
    delivery: (messageId, event) => ({
      action: 'delivery',
      json: { id: 'e', event, payload: { messageId, phoneNumber: '+6281200000001' } },
    }),
    statuses: { 'sms:sent': 'sent', 'sms:delivered': 'delivered', 'sms:failed': 'failed' },
    sent: { status: 202, body: '{"id":"given-id","state":"Pending"}' },
  },
  {
    id: 'hubtel',
    entry: () => ({ type: 'hubtel', token: 'a-secret' }),
    ussd: ({ session, from, tokens }) => ({
      action: 'ussd',
      query: token,
      json: {
        Type: tokens.length === 0 ? 'Initiation' : 'Response',
        Message: tokens.at(-1) ?? '*123#',
        ServiceCode: '123',
        Operator: 'op',
        Mobile: from.slice(1),
        SessionId: session,
        Sequence: tokens.length + 1,
      },
    }),
    screenOf: (body) => JSON.parse(body).Message,
    release: (session) => ({
      action: 'ussd',
      query: token,
      json: { Type: 'Release', Mobile: '6281200000001', SessionId: session, Sequence: 9 },
    }),
  },
  {
    id: 'infobip',
    entry: () => ({ type: 'infobip', token: 'a-secret' }),
    ussd: ({ session, from, tokens }) => ({
      action: 'ussd',
      query: { ...token, step: tokens.length === 0 ? 'start' : 'response' },
      json: { sessionId: session, msisdn: from.slice(1), text: tokens.at(-1) ?? '*123#', shortCode: '*123#' },
    }),
    screenOf: (body) => JSON.parse(body).ussdMenu,
    release: (sessionId) => ({
      action: 'ussd',
      query: { ...token, step: 'end' },
      json: { sessionId, exitCode: 600, reason: 'TIMEOUT' },
    }),
  },
  {
    id: 'gammu',
    entry: () => ({ type: 'gammu', token: 'a-secret' }),
    sms: ({ id, from, text }) => ({ action: 'sms', query: token, json: { id, from, text } }),
    delivery: (id, status) => ({ action: 'delivery', query: token, json: { id, status } }),
    statuses: { sent: 'sent', failed: 'failed' },
  },
];
