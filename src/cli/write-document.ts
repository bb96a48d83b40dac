import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a text that comes in pieces to a file, or to stdout where none is named. A file is written beside and
 * renamed, so that nobody finds half of it, and is its owner's alone: it may hold names.
 */
export async function writeDocument(pieces: AsyncIterable<string>, path: string | undefined): Promise<void> {
  const text = Readable.from(pieces);
  if (path === undefined) return pipeline(text, process.stdout, { end: false }).catch(allowClosedReader);
  const unfinished = `${path}.part`;
  await pipeline(text, createWriteStream(unfinished, { mode: 0o600 }));
  await rename(unfinished, path);
}

/** `print guide | head` closes the pipe when it has seen enough. */
function allowClosedReader(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
}
