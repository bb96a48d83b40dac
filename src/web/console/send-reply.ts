import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { writeSessionCookie } from './cookies.ts';
import { csvBegin, csvLine } from './csv.ts';
import type { Reply } from './reply.ts';

const zip = promisify(gzip);
/** Shorter answers fit one packet as they are. */
const zipFromBytes = 1_000;
/** A proxy cuts what is silent for a minute. */
const heartbeatMs = 20_000;

/** What is open for long: the gateway ends it when it stops. */
export interface Streams {
  readonly add: (end: () => void) => () => void;
}

export async function sendText(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  contentType: string,
  text: string,
): Promise<void> {
  const isZipped = text.length >= zipFromBytes && takesGzip(req);
  const body = isZipped ? await zip(text) : Buffer.from(text);
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    vary: 'accept-encoding',
    ...(isZipped && { 'content-encoding': 'gzip' }),
  });
  res.end(body);
}

export async function sendCsv(
  req: IncomingMessage,
  res: ServerResponse,
  { name, rows }: Extract<Reply, { kind: 'csv' }>,
): Promise<void> {
  async function* lines() {
    yield csvBegin;
    for await (const row of rows) yield csvLine(row);
  }
  const isZipped = takesGzip(req);
  res.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '-')}.csv"`,
    ...(isZipped && { 'content-encoding': 'gzip' }),
  });
  const text = Readable.from(lines());
  if (isZipped) await pipeline(text, createGzip(), res);
  else await pipeline(text, res);
}

export function sendRedirect(
  req: IncomingMessage,
  res: ServerResponse,
  { to, session }: Extract<Reply, { kind: 'redirect' }>,
): void {
  if (session !== undefined) res.appendHeader('set-cookie', writeSessionCookie(req, session));
  res.writeHead(303, { location: to, 'content-length': 0 });
  res.end();
}

/** Server-sent events, one JSON a line, with a heartbeat. */
export function sendEvents(
  res: ServerResponse,
  { open }: Extract<Reply, { kind: 'events' }>,
  streams: Streams,
): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  res.flushHeaders();
  const stop = open((name, data) => void res.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
  const heartbeat = setInterval(() => res.write(':\n\n'), heartbeatMs);
  const forget = streams.add(() => res.end());
  res.once('close', () => {
    clearInterval(heartbeat);
    forget();
    stop();
  });
}

function takesGzip(req: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
}
