import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** What the simulation knows of a submission: all that a provider and a phone can know. */
export interface Entry {
  readonly kind: 'sms' | 'smpp' | 'ussd';
  /** The provider's message id or the network session's; of SMPP nothing that the gateway is told. */
  readonly id: string;
  readonly msisdn: string;
  /** MD5 of an SMS, in hex; empty for USSD. */
  readonly digest: string;
  /** What the last screen showed; empty for SMS. */
  readonly receipt: string;
  /** One that was never acknowledged may be in the store or not. */
  readonly isAcknowledged: boolean;
}

/** An account of what was submitted, in a file of its own. */
export interface Ledger {
  append(entry: Entry): Promise<void>;
  /** Everything is on disk; resolves to the file's length in bytes. */
  sync(): Promise<number>;
  close(): Promise<void>;
}

const linesAtOnce = 500;

/** Opens the account; what lies behind `length` bytes is of a piece that never came to its end, and is cut off. */
export async function openLedger(path: string, length: number): Promise<Ledger> {
  const file = await open(path, 'a');
  await file.truncate(length);
  let lines: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const flush = () => {
    const text = lines.join('');
    lines = [];
    if (text !== '') writing = writing.then(() => file.appendFile(text));
    return writing;
  };
  return {
    async append(entry) {
      lines.push(`${lineOf(entry)}\n`);
      if (lines.length >= linesAtOnce) await flush();
    },
    async sync() {
      await flush();
      await file.datasync();
      return (await file.stat()).size;
    },
    async close() {
      await flush();
      await file.close();
    },
  };
}

/** Reads it again, some thousand entries at once. */
export async function* readLedger(path: string, atOnce: number): AsyncGenerator<Entry[]> {
  let entries: Entry[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    entries.push(entryOf(line));
    if (entries.length < atOnce) continue;
    yield entries;
    entries = [];
  }
  if (entries.length > 0) yield entries;
}

/** MD5 in hex, as the store's `md5()` makes it of a message's bytes. */
export function digestOf(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function lineOf({ kind, id, msisdn, digest, receipt, isAcknowledged }: Entry): string {
  return [kind, id, msisdn, digest, receipt, isAcknowledged ? '1' : '0'].join('\t');
}

function entryOf(line: string): Entry {
  const [kind, id = '', msisdn = '', digest = '', receipt = '', flag] = line.split('\t');
  if (kind !== 'sms' && kind !== 'smpp' && kind !== 'ussd')
    throw new Error('The ledger has a line of no kind');
  return { kind, id, msisdn, digest, receipt, isAcknowledged: flag === '1' };
}
