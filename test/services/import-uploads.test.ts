import { describe, expect, it } from 'vitest';
import { maxUploadBytes } from '../../src/domain/upload-limit.ts';
import type { ImportOutcome, Log, Upload, Uploader, UploadState, Uploads } from '../../src/ports.ts';
import { makeImportUploads } from '../../src/services/import-uploads.ts';

const now = new Date('2021-11-24T03:00:00Z');
const by: Uploader = { userId: 1, scope: ['9415'], role: 'korkab' };
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function* bytesOf(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

/** Uploads in memory, of which one file at a time is kept. */
function open(importFile: (text: string) => Promise<ImportOutcome>) {
  const chunks: Uint8Array[] = [];
  const told: string[] = [];
  let state: UploadState | null = null;
  const uploads: Uploads = {
    open: async () => {
      state = 'receiving';
    },
    append: async (_id, _number, bytes) => void chunks.push(bytes),
    read: async () => state && { ...upload, state, by },
    listOf: async () => [],
    move: async (_id, from, to) => {
      if (state !== from) return false;
      state = to;
      return true;
    },
    advance: async (_id, read) => void told.push(`read ${read}`),
    settle: async (_id, to, outcome) => {
      state = 'fault' in outcome ? 'failed' : to;
      told.push('fault' in outcome ? outcome.fault : `${to} ${outcome.written}`);
    },
    bytesOf: () => bytesOf(...chunks.map((chunk) => Buffer.from(chunk).toString())),
    drop: async () => {
      state = null;
    },
    clear: async () => {},
  };
  const take = async (stream: AsyncIterable<Uint8Array>) => {
    let text = '';
    for await (const piece of stream) text += Buffer.from(piece).toString();
    return importFile(text);
  };
  const importFiles = { areas: take, officers: take, households: take, members: take };
  const made = makeImportUploads({
    uploads,
    importFiles,
    makeId: () => 'one',
    clock: () => now,
    log: silent,
  });
  return { made, told, chunks, state: () => state };
}

const upload: Omit<Upload, 'state'> = {
  id: 'one',
  userId: 1,
  kind: 'households',
  fileName: 'contoh.csv',
  bytes: 0,
  bytesRead: 0,
  rows: null,
  bad: [],
  fault: null,
  createdAt: now,
  updatedAt: now,
};
const file = { kind: 'households', fileName: 'contoh.csv' } as const;
const good: ImportOutcome = { read: 1, written: 1, bad: [] };

describe('files of users', () => {
  it('are kept in pieces of a quarter of a megabyte or more, whatever they come in', async () => {
    const { made, chunks } = open(async () => good);
    await made.receive(bytesOf('a'.repeat(100_000), 'b'.repeat(300_000), 'c'), file, by);
    await made.idle();
    expect(chunks.map(({ length }) => length)).toEqual([400_000, 1]);
  });

  it('are checked at once, and imported when they are confirmed, once', async () => {
    const { made, told, state } = open(async (text) => ({ ...good, written: text.length }));
    expect(await made.receive(bytesOf('abc'), file, by)).toEqual({ id: 'one' });
    await made.idle();
    expect([state(), told]).toEqual(['checked', ['read 3', 'checked 3']]);
    expect(await Promise.all([made.confirm('one'), made.confirm('one')])).toEqual([true, false]);
    await made.idle();
    expect([state(), told.at(-1)]).toEqual(['imported', 'imported 3']);
  });

  it.each([
    ['empty', 0, 'empty'],
    ['too large', maxUploadBytes + 1, 'too-large'],
  ])('that are %s are not kept', async (_label, length, refusal) => {
    const { made, state } = open(async () => good);
    expect(await made.receive(bytesOf('x'.repeat(length)), file, by)).toBe(refusal);
    expect(state()).toBeNull();
  });

  it('whose reading throws can be brought again, and do not stop the next', async () => {
    const { made, told, state } = open(async () => {
      throw new Error('the store is gone');
    });
    await made.receive(bytesOf('abc'), file, by);
    await made.idle();
    expect([state(), told.at(-1)]).toEqual(['failed', 'interrupted']);
    await made.receive(bytesOf('abc'), file, by);
    await made.idle();
    expect(told.filter((line) => line === 'interrupted')).toHaveLength(2);
  });

  it('are broken off by a stop, which leaves them as they are', async () => {
    const { made, told } = open(async () => good);
    await made.receive(bytesOf('abc'), file, by);
    await made.stop();
    expect(told).toEqual([]);
  });
});
