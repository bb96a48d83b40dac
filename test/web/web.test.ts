import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import supertest from 'supertest';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeMetrics } from '../../src/metrics.ts';
import type { Channel, InboundMessage, Parsed, RenderedScreen, UssdRequest } from '../../src/ports.ts';
import { makeWeb } from '../../src/web/web.ts';

const storeAway = new Error('ECONNREFUSED 10.0.0.1');
const form = 'application/x-www-form-urlencoded';

/** A provider with a form and its token, which names the field that it misses. */
function made(id: string, bodyType: 'form' | 'json'): Channel {
  const parse =
    (make: (text: string) => Parsed) =>
    ({ body }: { body: Readonly<Record<string, unknown>> }): Parsed =>
      typeof body.text === 'string' ? make(body.text) : { kind: 'malformed', problem: 'text: missing' };
  return {
    id,
    type: 'made-up',
    bodyType,
    isAuthentic: ({ query }, isForwarded) =>
      query.token === 'a-secret' || (query.token === 'demo' && !isForwarded),
    actions: {
      sms: parse((text) => ({
        kind: 'sms',
        message: {
          providerId: 'x',
          kind: 'sms',
          sender: '+6281200000001',
          receiver: null,
          raw: Buffer.from(text),
          sentAt: null,
        },
      })),
      ussd: parse((text) => ({
        kind: 'ussd',
        request: {
          sessionId: 's',
          msisdn: '+6281200000001',
          serviceCode: null,
          tokens: text ? text.split('*') : [],
        },
        render: (screen) => ({
          contentType: 'text/plain; charset=utf-8',
          body: `${screen.isEnd ? 'END' : 'CON'} ${screen.text}`,
        }),
      })),
      delivery: parse((text) => ({
        kind: 'delivery',
        providerMessageId: text,
        state: 'delivered',
        providerStatus: 'Success',
        reason: null,
      })),
      optout: parse((text) => ({ kind: 'optout', msisdn: text })),
      'ussd-events': parse((text) => ({ kind: 'ussd-end', sessionId: text, status: 'Failed' })),
    },
    send: async () => ({ ok: true, providerMessageId: null, cost: null }),
  };
}

function open(
  options: {
    receive?: (message: Pick<InboundMessage, 'raw'>) => Promise<{ duplicate: boolean }>;
    step?: (request: UssdRequest) => Promise<RenderedScreen>;
    store?: () => Promise<string | null>;
  } = {},
) {
  const calls: string[] = [];
  const logged: string[] = [];
  const at = (level: string) => (fields: object, event: string) =>
    void logged.push(`${level} ${event} ${JSON.stringify(fields)}`);
  const web = makeWeb({
    channels: new Map([
      ['at', made('at', 'form')],
      ['json', made('json', 'json')],
    ]),
    gateway: {
      stepUssd:
        options.step ??
        (async ({ tokens }) => ({ text: `Layar ${tokens.length}`, isEnd: tokens.length > 1 })),
      stepUssdTurn: async ({ input }) => ({ text: `Ketikan ${input.join()}`, isEnd: false }),
      receiveSms:
        options.receive ??
        (async ({ raw }, channel) => {
          calls.push(`sms ${channel} ${Buffer.from(raw)}`);
          return { duplicate: false };
        }),
      receiveDelivery: async ({ providerMessageId }, channel) =>
        void calls.push(`delivery ${channel} ${providerMessageId}`),
      receiveOptout: async (msisdn, channel) => void calls.push(`optout ${channel} ${msisdn}`),
      receiveUssdEnd: async ({ sessionId }, channel) => void calls.push(`end ${channel} ${sessionId}`),
    },
    console: {
      handle: (req, res, next) => (req.path === '/' ? res.end('console') : next()),
      close: () => void calls.push('console closed'),
    },
    isStoreUnreachable: (error) => error === storeAway,
    checks: { store: options.store ?? (async () => null), queue: async () => null },
    metrics: makeMetrics(),
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  });
  return { web, calls, logged, agent: supertest(web.app) };
}

const sms = '/channels/at/sms?token=a-secret';

describe('channel routes', () => {
  it('commits an SMS, then acknowledges it', async () => {
    const { agent, calls } = open();
    const answer = await agent.post(sms).type('form').send('text=V+7-16');
    expect([answer.status, answer.text]).toEqual([200, 'accepted\n']);
    expect(calls).toEqual(['sms at V 7-16']);
  });

  it('acknowledges a duplicate as well', async () => {
    const { agent } = open({ receive: async () => ({ duplicate: true }) });
    const answer = await agent.post(sms).type('form').send('text=V');
    expect([answer.status, answer.text]).toEqual([200, 'duplicate\n']);
  });

  it.each([
    ['at the start', '', 'CON Layar 0'],
    ['at the end', '1*716', 'END Layar 2'],
  ])("answers a USSD turn %s in the provider's words, byte for byte", async (_label, text, body) => {
    const { agent } = open();
    const answer = await agent.post('/channels/at/ussd?token=a-secret').type('form').send({ text });
    expect([answer.status, answer.text]).toEqual([200, body]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['content-length']).toBe(String(body.length));
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it.each([
    ['delivery', 'delivery at 7'],
    ['optout', 'optout at 7'],
    ['ussd-events', 'end at 7'],
  ])('hands %s to its use case', async (action, call) => {
    const { agent, calls } = open();
    const answer = await agent.post(`/channels/at/${action}?token=a-secret`).type('form').send({ text: '7' });
    expect(answer.status).toBe(200);
    expect(calls).toEqual([call]);
  });

  it.each([
    ['as providers do', '/channels/at/sms'],
    ['encoded', '/channels/a%74/sm%73'],
    ['with a slash at the end', '/channels/at/sms/'],
    ['in other case', '/Channels/at/sms'],
  ])('finds a channel whose path is written %s', async (_label, path) => {
    const { agent, calls } = open();
    expect((await agent.post(`${path}?token=a-secret`).type('form').send('text=V')).status).toBe(200);
    expect(calls).toEqual(['sms at V']);
  });

  it('takes the fields of a GET from its query', async () => {
    const { agent, calls } = open();
    expect((await agent.get(`${sms}&text=V+7-16`)).status).toBe(200);
    expect(calls).toEqual(['sms at V 7-16']);
  });

  it('takes JSON where the provider posts it', async () => {
    const { agent, calls } = open();
    const answer = await agent.post('/channels/json/sms?token=a-secret').send({ text: 'V 7-16' });
    expect(answer.status).toBe(200);
    expect(calls).toEqual(['sms json V 7-16']);
  });
});

describe('channel routes refuse', () => {
  const { agent, calls } = open();
  const post = (path: string, body: string, type = form, headers: Record<string, string> = {}) =>
    agent
      .post(path)
      .set({ 'content-type': type, ...headers })
      .send(body);

  it.each([
    ['an unknown channel', '/channels/gone/sms?token=a-secret', 404],
    ['an unknown action', '/channels/at/fax?token=a-secret', 404],
    ['an action named as a part of every object', '/channels/at/constructor?token=a-secret', 404],
    ['a channel named as a part of every object', '/channels/__proto__/sms?token=a-secret', 404],
    ['no token', '/channels/at/sms', 401],
    ['a wrong token', '/channels/at/sms?token=other', 401],
    ['the token twice', '/channels/at/sms?token=a-secret&token=a-secret', 401],
    ['a malformed query', '/channels/at/sms?token=%ZZ', 400],
    ['a malformed path', '/channels/%ZZ/sms?token=a-secret', 400],
    ['a path that goes on', '/channels/at/sms/more?token=a-secret', 404],
  ])('%s', async (_label, path, status) => {
    expect((await post(path, 'text=V')).status).toBe(status);
  });

  it.each([
    [
      'JSON to a form',
      sms,
      '{"text":"V"}',
      'application/json',
      'Content-Type: must be application/x-www-form-urlencoded',
    ],
    [
      'a form to JSON',
      '/channels/json/sms?token=a-secret',
      'text=V',
      form,
      'Content-Type: must be application/json',
    ],
    ['plain text', sms, 'text=V', 'text/plain', 'Content-Type: must be application/x-www-form-urlencoded'],
    ['a body of the wrong encoding', sms, 'text=%', form, 'text: malformed percent-encoding'],
    ['a missing field', sms, 'other=1', form, 'text: missing'],
    ['an empty body', sms, '', form, 'text: missing'],
    [
      'broken JSON',
      '/channels/json/sms?token=a-secret',
      '{"text":',
      'application/json',
      'body: malformed JSON',
    ],
    [
      'a JSON list',
      '/channels/json/sms?token=a-secret',
      '["V"]',
      'application/json',
      'body: not a JSON object',
    ],
    ['JSON null', '/channels/json/sms?token=a-secret', 'null', 'application/json', 'body: not a JSON object'],
    [
      'a prototype in JSON',
      '/channels/json/sms?token=a-secret',
      '{"__proto__":{"text":"V"}}',
      'application/json',
      'text: missing',
    ],
  ])('%s, with one line', async (_label, path, body, type, line) => {
    const answer = await post(path, body, type);
    expect([answer.status, answer.text]).toEqual([400, `${line}\n`]);
  });

  it('a compressed body', async () => {
    const answer = await post(sms, 'text=V', form, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.text]).toEqual([400, 'Content-Encoding: not supported\n']);
  });

  it.each([['PUT'], ['DELETE'], ['PATCH'], ['HEAD'], ['OPTIONS']])('method %s', async (method) => {
    const { web } = open();
    const { port } = await web.listen('127.0.0.1', 0);
    onTestFinished(() => web.close(0));
    const status = await new Promise((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: `${sms}&text=V`, method }, (res) =>
        resolve(res.statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(405);
  });

  it('a body over 64 kB, at its announced length', async () => {
    const answer = await post(sms, `text=${'1'.repeat(70_000)}`);
    expect([answer.status, answer.text]).toEqual([413, 'body: longer than 65536 bytes\n']);
    expect(answer.headers.connection).toBe('close');
  });

  it('a body over 64 kB that comes in pieces', async () => {
    const { web } = open();
    const { port } = await web.listen('127.0.0.1', 0);
    onTestFinished(() => web.close(0));
    const status = await new Promise((resolve, reject) => {
      const req = httpRequest(
        { port, host: '127.0.0.1', path: sms, method: 'POST', headers: { 'content-type': form } },
        (res) => resolve(res.statusCode),
      );
      req.on('error', reject);
      req.write(`text=${'1'.repeat(60_000)}`);
      req.write('1'.repeat(60_000));
    });
    expect(status).toBe(413);
  });

  it.each([['Forwarded'], ['X-Forwarded-For'], ['X-Forwarded-Proto'], ['Via']])(
    'the demo token behind a proxy that sends %s',
    async (header) => {
      expect((await post('/channels/at/sms?token=demo', 'text=V', form, { [header]: 'x' })).status).toBe(401);
    },
  );

  it('and has handed on nothing of all that', () => {
    expect(calls).toEqual([]);
  });

  it('nothing of the size of 64 kB', async () => {
    expect((await post(sms, `text=${'1'.repeat(65_000)}`)).status).toBe(200);
  });
});

describe('faults', () => {
  it.each([
    ['store away', storeAway, 503, 'store unreachable, try again\n'],
    ['fault of ours', new Error('secret detail'), 500, 'internal error\n'],
  ])('answers a %s without details, and logs it', async (_label, error, status, text) => {
    const { agent, logged } = open({ receive: () => Promise.reject(error) });
    const answer = await agent.post(sms).type('form').send('text=V+7-16');
    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    expect(logged.some((entry) => entry.startsWith(status === 503 ? 'warn' : 'error'))).toBe(true);
  });

  it('leaves a sender that goes away half-way alone', async () => {
    const { web, calls, logged } = open();
    const { port } = await web.listen('127.0.0.1', 0);
    onTestFinished(() => web.close(0));
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST ${sms} HTTP/1.1\r\nHost: x\r\nContent-Type: ${form}\r\nContent-Length: 50\r\n\r\ntext=V`,
    );
    await vi.waitFor(() => expect(socket.bytesWritten).toBeGreaterThan(0));
    socket.destroy();
    expect((await supertest(web.app).get('/healthz')).status).toBe(200);
    expect(calls).toEqual([]);
    expect(logged.filter((entry) => !entry.startsWith('debug'))).toEqual([]);
  });
});

describe('access log', () => {
  it('holds neither the token nor the text', async () => {
    const { agent, logged } = open();
    await agent.get(`${sms}&text=V+7-16`);
    await agent.post(sms).type('form').send('text=RT+7-16');
    expect(logged).toHaveLength(2);
    expect(logged[0]).toContain('"route":"channels/sms"');
    expect(logged.join()).not.toMatch(/a-secret|7-16/);
  });
});

describe('health', () => {
  it('is alive whatever the store does', async () => {
    const { agent } = open({ store: () => Promise.reject(storeAway) });
    expect((await agent.get('/healthz')).status).toBe(200);
  });

  it.each([
    ['ready', async () => null, 200, 'ready\n'],
    ['a store with a problem', async () => 'migrations are missing', 503, 'store: migrations are missing\n'],
    ['a store that cannot be reached', () => Promise.reject(storeAway), 503, 'store: not reachable\n'],
  ])('says of %s', async (_label, store, status, text) => {
    const { agent } = open({ store });
    const answer = await agent.get('/readyz');
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it('gives up a check that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { answerReadiness } = await import('../../src/web/readiness.ts');
    const answer = answerReadiness({ store: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await answer).toMatchObject({ status: 503, body: 'store: does not answer\n' });
  });

  it('counts requests by route and status', async () => {
    const { agent } = open();
    await agent.post(sms).type('form').send('text=V');
    await agent.post('/channels/at/ussd?token=a-secret').type('form').send('text=');
    await agent.post('/channels/nobody/nothing');
    const { text } = await agent.get('/metrics');
    expect(text).toContain('kentongan_http_requests_total{route="channels/sms",status="200"} 1');
    expect(text).toContain('kentongan_http_requests_total{route="channels",status="404"} 1');
    expect(text).toContain('kentongan_ussd_steps_total{channel="at"} 1');
  });

  it('leaves what is not its own to the console, and says when nobody knows it', async () => {
    const { agent } = open();
    expect((await agent.get('/')).text).toBe('console');
    expect((await agent.get('/nowhere')).status).toBe(404);
  });
});

describe('stopping', () => {
  /** A gateway that holds an SMS until it is released. */
  async function openHeld() {
    let release = () => {};
    const committed = new Promise<void>((resolve) => {
      release = resolve;
    });
    let received = 0;
    const { web } = open({
      async receive() {
        received += 1;
        await committed;
        return { duplicate: false };
      },
    });
    const { port } = await web.listen('127.0.0.1', 0);
    const send = () =>
      fetch(`http://127.0.0.1:${port}${sms}`, {
        method: 'POST',
        headers: { 'content-type': form },
        body: 'text=V',
      });
    const untilReceived = () => vi.waitFor(() => expect(received).toBe(1), { interval: 5 });
    return { web, port, send, release, untilReceived };
  }

  it('answers what is open, refuses what is new, and then closes', async () => {
    const { web, send, release, untilReceived } = await openHeld();
    const held = send();
    await untilReceived();
    const closed = web.close();
    await expect(send()).rejects.toThrow();
    release();
    expect(await (await held).text()).toBe('accepted\n');
    await closed;
  });

  it('refuses a new request on a connection that is still open', async () => {
    const { web, port, release, untilReceived } = await openHeld();
    const socket = connect(port, '127.0.0.1');
    let answers = '';
    socket.on('data', (chunk) => {
      answers += String(chunk);
    });
    const request = `POST ${sms} HTTP/1.1\r\nHost: x\r\nContent-Type: ${form}\r\nContent-Length: 6\r\n\r\ntext=V`;
    socket.write(request);
    await untilReceived();
    const closed = web.close();
    socket.write(request);
    release();
    await Promise.all([closed, once(socket, 'close')]);
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503']);
  });

  it('cuts what is open after its deadline', async () => {
    const { web, send, untilReceived } = await openHeld();
    const failed = expect(send()).rejects.toThrow();
    await untilReceived();
    await web.close(20);
    await failed;
  });

  it('has nothing to close when it never listened', async () => {
    const { web, calls } = open();
    await web.close();
    expect(calls).toEqual(['console closed']);
  });
});
