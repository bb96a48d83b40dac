import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a provider fails to take an answer: it surely did not, nobody knows, it took it and the answer is lost. */
export type Failure = 'refuse' | 'error' | 'break';

/** A provider that answers are sent to. */
export interface Provider {
  readonly url: string;
  /** Null: it works. */
  fail(how: Failure | null): void;
  /** How often it took the answer of each id. */
  readonly taken: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export async function startProvider(): Promise<Provider> {
  const taken = new Map<string, number>();
  let failure: Failure | null = null;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const id = new URLSearchParams(body).get('ref') ?? '';
    if (failure === 'refuse') return void response.writeHead(429).end();
    if (failure === 'error') return void response.writeHead(500).end();
    taken.set(id, (taken.get(id) ?? 0) + 1);
    if (failure === 'break') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `p${id}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/send`,
    taken,
    fail(how) {
      failure = how;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A channels file that says the same as the default channel, and sends to a provider by HTTP. */
export function channelsFile(token: string, sendUrl: string): string {
  return `channels:
  - id: at
    type: generic
    token: ${token}
    sms: { id: id, from: from, text: text, to: to }
    ussd:
      session: sessionId
      msisdn: phoneNumber
      text: text
      code: serviceCode
      goes_on: { body: 'CON {text}' }
      ends: { body: 'END {text}' }
    send:
      url: ${sendUrl}
      body: form
      fields: { to: '{to}', text: '{text}', ref: '{id}' }
      id: id
`;
}
