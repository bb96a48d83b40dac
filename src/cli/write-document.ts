import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a text that comes in pieces to a file, or to stdout where none is named.
 *
 * @throws CommandFailure where the file can't be written.
 */
export async function writeDocument(pieces: AsyncIterable<string>, path: string | undefined): Promise<void> {
  if (path === undefined) {
    return pipeline(Readable.from(pieces), process.stdout, { end: false }).catch(allowClosedReader);
  }
  await writeWhole(path, async (write) => {
    for await (const piece of pieces) await write(piece);
  });
}

/** `print guide | head` closes the pipe when it has seen enough. */
function allowClosedReader(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
}
