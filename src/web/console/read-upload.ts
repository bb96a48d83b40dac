import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { type BodyRefusal, ConnectionLost } from '../read-body.ts';

/** A file that comes behind the other fields of a form. */
export interface UploadedFile {
  /** As its user has it, without folders. */
  readonly name: string;
  /** Read once. It ends after `maxFileBytes` and a byte, whatever follows. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Lets what was not read go by, so that the answer is heard. */
  discard(): void;
}

export interface UploadForm {
  readonly values: Readonly<Record<string, string>>;
  readonly file: UploadedFile | null;
}

const longestName = 200;
const limits = { fields: 20, fieldSize: 2_000, files: 1 } as const;

/** Reads a form of `multipart/form-data` up to its file. */
export function readUpload(req: IncomingMessage, maxFileBytes: number): Promise<UploadForm | BodyRefusal> {
  const malformed: BodyRefusal = { status: 400, problem: 'body: must be multipart/form-data' };
  return new Promise((resolve) => {
    const values: Record<string, string> = Object.create(null);
    try {
      const parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: { ...limits, fileSize: maxFileBytes + 1 },
      });
      parser.on('field', (name, value, { valueTruncated }) => {
        if (valueTruncated) resolve({ status: 413, problem: 'body: a field is too long' });
        values[name] = value;
      });
      parser.on('file', (_field, stream, { filename }) => {
        resolve({ values, file: fileOf(req, stream, filename) });
      });
      parser.on('close', () => resolve({ values, file: null }));
      parser.on('error', () => resolve(malformed));
      req.pipe(parser);
    } catch {
      resolve(malformed);
    }
  });
}

function fileOf(req: IncomingMessage, stream: Readable, name: string | undefined): UploadedFile {
  // Heard of by whoever reads; without a listener it would end the process.
  stream.on('error', () => {});
  return {
    name: (name ?? '').slice(-longestName) || 'csv',
    bytes: received(req, stream),
    discard: () => void stream.resume(),
  };
}

async function* received(req: IncomingMessage, stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    if (!req.complete) throw new ConnectionLost();
    throw error;
  }
}
