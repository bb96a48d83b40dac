import { maxUploadBytes } from '../domain/upload-limit.ts';
import type { Clock, ImportFile, ImportUploads, Log, RefusedFile, UploadKind, Uploads } from '../ports.ts';

const chunkBytes = 256 * 1024;
/** A file that was not confirmed is forgotten. */
const keptMs = 24 * 3_600_000;
/** Reading a chunk takes a moment; whoever says nothing for so long has ended. */
const silentMs = 10 * 60_000;

/**
 * Files whose rows refer to each other go in as one transaction, in which nothing else can be asked of an embedded
 * store: their bytes are fetched first.
 */
const isInOnePiece: Readonly<Record<UploadKind, boolean>> = {
  areas: true,
  officers: true,
  households: false,
  members: false,
};

export interface ImportUploadsParts {
  readonly uploads: Uploads;
  readonly importFiles: Readonly<Record<UploadKind, ImportFile>>;
  readonly makeId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files that users bring: kept, read through, and imported once they are confirmed; one at a time in a process. */
export function makeImportUploads(parts: ImportUploadsParts): ImportUploads {
  const { uploads, clock, log, makeId } = parts;
  const stopping = new AbortController();
  let turn: Promise<void> = Promise.resolve();

  function queue(id: string, isTrial: boolean): void {
    turn = turn
      .then(() => readThrough(parts, id, isTrial, stopping.signal))
      .catch((err: unknown) => log.error({ upload: id, err }, 'upload.failed'));
  }

  return {
    async receive(stream, { kind, fileName }, by) {
      const now = clock();
      await uploads.clear(new Date(now.getTime() - keptMs), new Date(now.getTime() - silentMs));
      const id = makeId();
      await uploads.open({ id, kind, fileName }, by, now);
      const received = await keep(uploads, id, stream);
      if (received === 'too-large' || received === 'empty') {
        await uploads.drop(id);
        return received;
      }
      await uploads.move(id, 'receiving', 'checking', clock());
      queue(id, true);
      return { id };
    },
    async confirm(id) {
      const isMine = await uploads.move(id, 'checked', 'importing', clock());
      if (isMine) queue(id, false);
      return isMine;
    },
    idle: () => turn,
    stop() {
      stopping.abort();
      return turn;
    },
  };
}

async function keep(
  uploads: Uploads,
  id: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<RefusedFile | 'kept'> {
  let number = 0;
  let total = 0;
  for await (const chunk of inChunks(stream)) {
    total += chunk.length;
    if (total > maxUploadBytes) return 'too-large';
    await uploads.append(id, number, chunk);
    number += 1;
  }
  return total === 0 ? 'empty' : 'kept';
}

/** Pieces of a fixed size, but for the last. */
async function* inChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    held.push(piece);
    length += piece.length;
    if (length < chunkBytes) continue;
    yield Buffer.concat(held);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held);
}

async function readThrough(
  { uploads, importFiles, clock, log }: ImportUploadsParts,
  id: string,
  isTrial: boolean,
  stopping: AbortSignal,
): Promise<void> {
  const upload = await uploads.read(id);
  if (!upload || stopping.aborted) return;
  const settled = isTrial ? 'checked' : 'imported';
  try {
    const bytes = told(uploads, id, clock, stopping);
    const stream = isInOnePiece[upload.kind] ? await fetched(bytes) : bytes;
    const outcome = await importFiles[upload.kind](stream, { ...upload.by, isTrial });
    await uploads.settle(id, settled, outcome, clock());
    log.info({ upload: id, kind: upload.kind, user: upload.userId, isTrial }, 'upload.read');
  } catch (error) {
    if (stopping.aborted) return;
    await uploads.settle(id, settled, { fault: 'interrupted' }, clock());
    throw error;
  }
}

async function fetched(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return (async function* () {
    yield* pieces;
  })();
}

/** The bytes of an upload, telling the store how far they are read. */
async function* told(
  uploads: Uploads,
  id: string,
  clock: Clock,
  stopping: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const bytes of uploads.bytesOf(id)) {
    stopping.throwIfAborted();
    yield bytes;
    read += bytes.length;
    await uploads.advance(id, read, clock());
  }
}
