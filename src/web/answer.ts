import type { ServerResponse } from 'node:http';

/** What is answered to one request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of one line. */
export function line(status: number, text: string, headers?: Answer['headers']): Answer {
  return { status, body: `${text}\n`, contentType: 'text/plain; charset=utf-8', ...(headers && { headers }) };
}

/** Writes the answer by Node's own means: Express' `send` costs a fifth of a provider's request. */
export function write(res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  res.end(answer.body);
}
