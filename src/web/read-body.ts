import type { IncomingMessage } from 'node:http';
import { type Fields, parseFields } from './fields.ts';

/** 64 kB: some four hundred SMS of one message; everything longer is no report. */
export const maxBodyBytes = 64 * 1024;

/** Why a body was not taken: the status, and one line. */
export interface BodyRefusal {
  readonly status: 400 | 413;
  readonly problem: string;
}

/** A body's fields, and its bytes for signatures over them. */
export interface Body extends Fields {
  readonly bytes: Uint8Array;
}

const contentTypes = { form: 'application/x-www-form-urlencoded', json: 'application/json' } as const;

/** Reads and parses a body of the type that the channel posts. */
export async function readFields(
  req: IncomingMessage,
  type: 'form' | 'json',
  maxBytes = maxBodyBytes,
): Promise<Body | BodyRefusal> {
  const given = req.headers['content-type'] ?? '';
  if (given.split(';', 1)[0]?.trim().toLowerCase() !== contentTypes[type]) {
    return { status: 400, problem: `Content-Type: must be ${contentTypes[type]}` };
  }
  if (req.headers['content-encoding'] !== undefined) {
    return { status: 400, problem: 'Content-Encoding: not supported' };
  }
  const bytes = await readBytes(req, maxBytes);
  if (bytes === null) return { status: 413, problem: `body: longer than ${maxBytes} bytes` };
  const fields = type === 'form' ? parseFields(bytes.toString('latin1')) : parseJson(bytes.toString('utf8'));
  return typeof fields === 'string' ? { status: 400, problem: fields } : { ...fields, bytes };
}

function parseJson(text: string): Fields | string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return 'body: not a JSON object';
    return { values: Object.assign(Object.create(null), parsed), raw: new Map() };
  } catch {
    return 'body: malformed JSON';
  }
}

/**
 * Null as soon as the body is longer than the limit.
 *
 * @throws ConnectionLost when the sender goes away half-way.
 */
function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) resolve(null);
      else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', () => reject(new ConnectionLost()));
    // Each request closes, and an error costs its stack.
    req.on('close', () => {
      if (!req.complete) reject(new ConnectionLost());
    });
  });
}

/** The sender went away before the whole request was there; nobody is left to answer. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}
