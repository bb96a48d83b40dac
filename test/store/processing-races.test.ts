import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchLookup, BatchResult, ClaimedMessage } from '../../src/ports.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import {
  emptyBatch,
  enumerator,
  household,
  inboxStates,
  markDone,
  noon,
  otherEnumerator,
  report,
  resetStore,
  revision,
  row,
  sms,
  udrt,
} from '../contracts/store-fixtures.ts';
import { freshPostgres } from '../support/database.ts';

const rawBytes = makeRawBytes(null);

/**
 * What two workers do to each other while both hold a transaction open. On PostgreSQL alone: the embedded store
 * runs transactions one after another, so these moments don't exist there.
 */
describe('two workers at once', () => {
  let opened: Awaited<ReturnType<typeof freshPostgres>>;
  beforeAll(async () => {
    opened = await freshPostgres();
  });
  afterAll(() => opened.drop());
  beforeEach(() => resetStore(opened.knex));

  const processing = () => makeProcessing(opened.knex, rawBytes, () => noon);

  it('one leaves alone the rows that the other holds, and later rows of their senders', async () => {
    await makeInbox(opened.knex, rawBytes).accept([
      sms('a1'),
      sms('a2'),
      sms('b1', { sender: otherEnumerator }),
      sms('a3'),
    ]);
    const seenByOther: string[] = [];
    await processing().processBatch(1, async (held) => {
      expect(held.map(({ providerId }) => providerId)).toEqual(['a1']);
      const claimed = await processing().processBatch(10, async (messages) => {
        seenByOther.push(...messages.map(({ providerId }) => providerId));
        return markDone(messages);
      });
      expect(claimed).toBe(1);
      return markDone(held);
    });
    expect(seenByOther).toEqual(['b1']);
    expect(await processing().processBatch(10, markDone)).toBe(2);
  });

  it('one waits for a household that the other has, and reads what it wrote', async () => {
    await makeInbox(opened.knex, rawBytes).accept([sms('a'), sms('b', { sender: otherEnumerator })]);
    const reads: number[] = [];
    let second = Promise.resolve(0);
    const first = processing().processBatch(1, async (messages, lookup) => {
      reads.push(await revisionOf(lookup, household));
      second = processing().processBatch(1, async (others, otherLookup) => {
        reads.push(await revisionOf(otherLookup, household));
        return revise(others, 2);
      });
      return revise(messages, 1);
    });
    expect([await first, await second]).toEqual([1, 1]);
    expect(reads).toEqual([0, 1]);
    expect(await query(opened.knex, 'SELECT revisi FROM dtks.udrt')).toEqual([{ revisi: 2 }]);
  });

  it('both revise a proposal: the second reads anew and comes after the first, without a failure', async () => {
    const proposal = '9415010001900001';
    await makeInbox(opened.knex, rawBytes).accept([sms('a'), sms('b', { sender: otherEnumerator })]);
    const bothHaveRead = barrier(2);
    const reads: number[] = [];
    const work = async (messages: readonly ClaimedMessage[], lookup: BatchLookup): Promise<BatchResult> => {
      const number = await revisionOf(lookup, proposal);
      reads.push(number);
      await bothHaveRead();
      return revise(messages, number + 1, proposal);
    };
    await Promise.all([processing().processBatch(1, work), processing().processBatch(1, work)]);
    expect(reads).toEqual([0, 0, 1]);
    expect(await query(opened.knex, 'SELECT number FROM revisions ORDER BY number')).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
    expect(await query(opened.knex, 'SELECT revisi FROM dtks.udrt')).toEqual([{ revisi: 2 }]);
    expect(await inboxStates(opened.knex)).toMatchObject([
      { state: 'done', attempts: 0 },
      { state: 'done', attempts: 0 },
    ]);
  });

  it('both propose a household: one reads anew and takes the next serial, without a failure', async () => {
    const village = '9415010001';
    await makeInbox(opened.knex, rawBytes).accept([sms('a'), sms('b', { sender: otherEnumerator })]);
    const bothHaveRead = barrier(2);
    const work = async (messages: readonly ClaimedMessage[], lookup: BatchLookup): Promise<BatchResult> => {
      const serial = ((await lookup.findProposalSerials([village])).get(village) ?? 0) + 1;
      await bothHaveRead();
      const idbdt = `${village}${serial}`;
      return {
        ...(await markDone(messages)),
        reports: messages.map((message) => report(message, { form: 'BARU', idbdt })),
        newHouseholds: [{ idbdt, village, headName: 'Contoh Baru', address: null }],
      };
    };
    await Promise.all([processing().processBatch(1, work), processing().processBatch(1, work)]);
    const proposals = await query<{ idbdt: string }>(
      opened.knex,
      `SELECT idbdt FROM prelist_households WHERE head_name = 'Contoh Baru' ORDER BY idbdt`,
    );
    expect(proposals.map(({ idbdt }) => idbdt.slice(10))).toEqual(['900001', '900002']);
    expect(await inboxStates(opened.knex)).toMatchObject([
      { state: 'done', attempts: 0 },
      { state: 'done', attempts: 0 },
    ]);
  });

  it('many on one household from many senders: every report is one revision', async () => {
    const senders = Array.from({ length: 24 }, (_, at) => `+62811000000${String(at).padStart(2, '0')}`);
    await makeInbox(opened.knex, rawBytes).accept(senders.map((sender, at) => sms(`m${at}`, { sender })));
    const work = async (messages: readonly ClaimedMessage[], lookup: BatchLookup): Promise<BatchResult> =>
      revise(messages, (await revisionOf(lookup, household)) + 1);
    const drain = async () => {
      const worker = processing();
      while ((await makeInbox(opened.knex, rawBytes).countPending()) > 0) await worker.processBatch(4, work);
    };
    await Promise.all([drain(), drain(), drain()]);
    const numbers = await query<{ number: number }>(
      opened.knex,
      'SELECT number FROM revisions ORDER BY number',
    );
    expect(numbers.map(({ number }) => number)).toEqual(senders.map((_, at) => at + 1));
  });

  it('a report is translated once, even if two decide to', async () => {
    await makeInbox(opened.knex, rawBytes).accept([sms('a', { sender: enumerator })]);
    await processing().processBatch(1, async ([message]) => {
      if (!message) throw new Error('one was accepted');
      return {
        ...emptyBatch,
        reports: [report(message)],
        revisions: [revision(message, 1, 4), revision(message, 2, 4)],
        doneIds: [message.id],
      };
    });
    expect(await inboxStates(opened.knex)).toMatchObject([{ last_error: '23505 revisions_report_key' }]);
  });
});

async function revisionOf(lookup: BatchLookup, idbdt: string): Promise<number> {
  return (await lookup.findHouseholds([idbdt])).get(idbdt)?.revision ?? 0;
}

function revise(messages: readonly ClaimedMessage[], firstNumber: number, idbdt = household): BatchResult {
  const last = messages.at(-1);
  return {
    ...emptyBatch,
    reports: messages.map((message) => report(message, { idbdt })),
    revisions: messages.map((message, at) => ({ ...revision(message, firstNumber + at, 4), idbdt })),
    records: udrt(...(last ? [row(last, firstNumber + messages.length - 1, { IDBDT: idbdt })] : [])),
    doneIds: messages.map(({ id }) => id),
  };
}

/** Resolves for the first `count` callers when all of them are there, and at once for everyone after. */
function barrier(count: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  let isOpen = false;
  return () =>
    new Promise((resolve) => {
      if (isOpen) return resolve();
      waiting.push(resolve);
      if (waiting.length < count) return;
      isOpen = true;
      for (const go of waiting) go();
      waiting = [];
    });
}
