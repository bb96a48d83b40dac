import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BatchResult, ClaimedMessage, Draft, InboundMessage } from '../../src/ports.ts';
import { makeDirectory } from '../../src/store/directory.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { readRecord } from '../../src/store/record.ts';
import { makeUssdStore } from '../../src/store/ussd-store.ts';
import { instrument } from '../support/instrument.ts';
import {
  answer,
  emptyBatch,
  enumerator,
  household,
  inboxStates,
  markDone,
  noon,
  noonPlus,
  otherEnumerator,
  report,
  resetStore,
  revision,
  row,
  sms,
  udrt,
} from './store-fixtures.ts';

const rawBytes = makeRawBytes(null);
const enumeratorId = 4;

/** What every store keeps of the port `Processing`. */
export function processingContract(knexOf: () => Knex): void {
  let now = noon;
  const processing = () => makeProcessing(knexOf(), rawBytes, () => now);
  const accept = (messages: readonly InboundMessage[]) => makeInbox(knexOf(), rawBytes).accept(messages);

  beforeEach(async () => {
    now = noon;
    await resetStore(knexOf());
  });

  describe('claiming', () => {
    it('hands out rows as they came in, oldest first, up to the limit, each once', async () => {
      const sent = sms('a', { raw: Buffer.from([0, 255]), sentAt: noonPlus(-60) });
      await accept([sent, sms('b'), sms('c', { sender: otherEnumerator, kind: 'ussd' })]);
      const claimed: ClaimedMessage[][] = [];
      const work = async (messages: readonly ClaimedMessage[]) => {
        claimed.push([...messages]);
        return markDone(messages);
      };
      expect(await processing().processBatch(2, work)).toBe(2);
      expect(await processing().processBatch(2, work)).toBe(1);
      expect(await processing().processBatch(2, work)).toBe(0);
      expect(claimed.map((batch) => batch.map(({ providerId }) => providerId))).toEqual([['a', 'b'], ['c']]);
      expect(claimed[0]?.[0]).toEqual({ ...sent, raw: Buffer.from([0, 255]), id: '1', attempts: 0 });
    });

    it('opens sealed rows', async () => {
      const sealed = makeRawBytes(Buffer.alloc(32, 7));
      await makeInbox(knexOf(), sealed).accept([sms('a', { raw: Buffer.from('V 7-16') })]);
      const texts: string[] = [];
      await makeProcessing(knexOf(), sealed, () => now).processBatch(1, async (messages) => {
        texts.push(...messages.map(({ raw }) => Buffer.from(raw).toString()));
        return markDone(messages);
      });
      expect(texts).toEqual(['V 7-16']);
    });

    it('keeps each sender in order under two workers', async () => {
      const senders = ['+6281100000001', '+6281100000002', '+6281100000003'];
      const messages = Array.from({ length: 60 }, (_, at) =>
        sms(`m${at}`, { sender: senders[at % 3] ?? '' }),
      );
      await accept(messages);
      const seen: string[] = [];
      const drain = async () => {
        const worker = processing();
        const work = async (batch: readonly ClaimedMessage[]) => {
          const result = await markDone(batch);
          seen.push(...batch.map(({ providerId }) => providerId));
          return result;
        };
        while ((await makeInbox(knexOf(), rawBytes).countPending()) > 0) await worker.processBatch(7, work);
      };
      await Promise.all([drain(), drain()]);
      expect(seen).toHaveLength(60);
      for (const sender of senders) {
        const sent = messages
          .filter((message) => message.sender === sender)
          .map(({ providerId }) => providerId);
        expect(seen.filter((id) => sent.includes(id))).toEqual(sent);
      }
    });
  });

  describe('writing', () => {
    it('writes report, record, revision and answer, and is done with the row', async () => {
      await accept([sms('a')]);
      await processing().processBatch(10, async ([message]) => {
        if (!message) throw new Error('one was accepted');
        return {
          ...emptyBatch,
          reports: [report(message, { officerId: enumeratorId, receipt: 'ABCDE' })],
          revisions: [revision(message, 1, enumeratorId)],
          records: udrt(row(message, 1, { lantai: 6, luas_atb: '250', Nama_KRT: 'Contoh "Tujuh", {a}' })),
          answers: [answer(message)],
          doneIds: [message.id],
        };
      });
      const stored = await readRecord(knexOf(), instrument, household);
      expect(stored?.udrt).toMatchObject({
        lantai: 6,
        luas_atb: '250',
        Nama_KRT: 'Contoh "Tujuh", {a}',
        revisi: 1,
      });
      expect(stored?.revisions).toMatchObject([
        { number: 1, before: { udrt: null }, after: { udrt: { hasil_verivali: 5 } } },
      ]);
      expect(stored?.reports).toMatchObject([
        { receipt: 'ABCDE', outcome: 'accepted', answers: { hasil_verivali: 5 }, received_at: noon },
      ]);
      expect(await query(knexOf(), 'SELECT inbox_id, recipient, text, state FROM outbox')).toEqual([
        { inbox_id: '1', recipient: enumerator, text: 'Diterima', state: 'pending' },
      ]);
      expect(await inboxStates(knexOf())).toMatchObject([{ state: 'done', attempts: 0 }]);
    });

    it('overwrites a record with a later row whole: a column it lacks becomes null', async () => {
      await accept([sms('a'), sms('b')]);
      const writeRow = (number: number, changes: Parameters<typeof row>[2]) =>
        processing().processBatch(1, async ([message]) => {
          if (!message) throw new Error('two were accepted');
          return {
            ...emptyBatch,
            reports: [report(message)],
            records: udrt(row(message, number, changes)),
            doneIds: [message.id],
          };
        });
      await writeRow(1, { lantai: 6, atap: 6 });
      await writeRow(2, { lantai: 9 });
      expect((await readRecord(knexOf(), instrument, household))?.udrt).toMatchObject({
        lantai: 9,
        atap: null,
        revisi: 2,
      });
    });

    it('answers a stranger once a day', async () => {
      const stranger = '+6281100000009';
      await accept(['a', 'b', 'c'].map((id) => sms(id, { sender: stranger })));
      const days = ['2021-11-24', '2021-11-24', '2021-11-25'];
      await processing().processBatch(10, async (messages) => ({
        ...(await markDone(messages)),
        strangerAnswers: messages.map((message, at) => ({ answer: answer(message), day: days[at] ?? '' })),
      }));
      expect(await query(knexOf(), 'SELECT inbox_id FROM outbox ORDER BY id')).toEqual([
        { inbox_id: '1' },
        { inbox_id: '3' },
      ]);
    });

    it('changes officers, the later change of one counting', async () => {
      await accept([sms('a')]);
      await processing().processBatch(10, async (messages) => ({
        ...(await markDone(messages)),
        officerChanges: [
          { officerId: enumeratorId, language: 'en' },
          { officerId: enumeratorId, isStopped: true },
          { officerId: enumeratorId, language: 'id' },
          { officerId: 5, language: 'en' },
        ],
      }));
      const officers = await makeDirectory(knexOf()).findOfficers([enumerator, otherEnumerator]);
      expect(officers.get(enumerator)).toMatchObject({ language: 'id', isStopped: true });
      expect(officers.get(otherEnumerator)).toMatchObject({ language: 'en', isStopped: false });
    });

    it('stores text that JSON allows and jsonb refuses', async () => {
      await accept([sms('a')]);
      await processing().processBatch(10, async ([message]) => {
        if (!message) throw new Error('one was accepted');
        const repairs = [{ kind: 'odd-character' as const, typed: '\0\ud800', read: '\\u0000' }];
        return { ...emptyBatch, reports: [report(message, { repairs })], doneIds: [message.id] };
      });
      expect(await query(knexOf(), 'SELECT repairs FROM reports')).toEqual([
        { repairs: [{ kind: 'odd-character', typed: '\uFFFD\uFFFD', read: '\\u0000' }] },
      ]);
    });
  });

  describe('questions and counts', () => {
    const parked = (message: ClaimedMessage, receipt: string, expiresInHours: number) =>
      report(message, {
        officerId: enumeratorId,
        outcome: 'ask',
        receipt,
        questions: ['other-officer'],
        questionExpiresAt: noonPlus(expiresInHours * 3600),
      });

    it('finds open questions with the parked report, and an expired one for a week', async () => {
      await accept(['a', 'b', 'c'].map((id) => sms(id)));
      await processing().processBatch(10, async (messages) => ({
        ...(await markDone(messages)),
        reports: messages.map((message, at) => parked(message, `ABCD${at}`, [72, -1, -24 * 8][at] ?? 0)),
      }));
      await accept([sms('d')]);
      await processing().processBatch(10, async (messages, lookup) => {
        const questions = await lookup.findOpenQuestions([enumeratorId], noon);
        expect(questions.map(({ receipt }) => receipt)).toEqual(['ABCD0', 'ABCD1']);
        expect(questions[0]).toEqual({
          reportId: '1',
          officerId: enumeratorId,
          receipt: 'ABCD0',
          questions: ['other-officer'],
          report: {
            form: 'V',
            idbdt: household,
            answers: { hasil_verivali: 5 },
            capped: [],
            members: [],
            families: [],
            businesses: [],
            remarks: [],
          },
          source: 'sms',
          channel: 'at',
          receivedAt: noon,
          expiresAt: noonPlus(72 * 3600),
        });
        return {
          ...(await markDone(messages)),
          closedQuestions: [{ reportId: '1', outcome: 'accepted', by: '4' }],
        };
      });
      const outcomes = await query<{ outcome: string }>(knexOf(), 'SELECT outcome FROM reports ORDER BY id');
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'ask', 'ask']);
    });

    it('counts reports by outcome, without practice and what is no report', async () => {
      await accept(['a', 'b', 'c', 'd', 'e'].map((id) => sms(id)));
      await processing().processBatch(10, async (messages) => {
        const changes = [
          {},
          { outcome: 'rejected' as const, report: null },
          { isPractice: true },
          { command: 'CEK', form: null, report: null },
          { outcome: 'held' as const },
        ];
        return {
          ...(await markDone(messages)),
          reports: messages.map((message, at) =>
            report(message, { officerId: enumeratorId, ...changes[at] }),
          ),
        };
      });
      await accept([sms('f')]);
      await processing().processBatch(10, async (messages, lookup) => {
        expect(await lookup.countReports([enumeratorId, 5])).toEqual(
          new Map([
            [enumeratorId, { accepted: 1, repaired: 0, ask: 0, held: 1, rejected: 1 }],
            [5, { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 }],
          ]),
        );
        return markDone(messages);
      });
    });
  });

  describe('drafts that were finished by SMS', () => {
    const draft = (changes: Partial<Draft> = {}): Draft => ({
      officerId: enumeratorId,
      form: 'RT',
      idbdt: household,
      state: { digits: {} },
      updatedAt: noon,
      ...changes,
    });
    const ussd = () => makeUssdStore(knexOf(), rawBytes);

    it('are found of the officers asked for, and deleted', async () => {
      const others = draft({ form: 'ART', updatedAt: noonPlus(-9) });
      await ussd().write([{ draft: draft() }, { draft: others }, { draft: draft({ officerId: 5 }) }]);
      await accept([sms('a')]);
      await processing().processBatch(10, async (messages, lookup) => {
        const found = await lookup.findDrafts([enumeratorId]);
        expect(found).toHaveLength(2);
        expect(found).toEqual(expect.arrayContaining([draft(), others]));
        return { ...(await markDone(messages)), closedDrafts: [draft(), draft({ form: 'V' })] };
      });
      expect(await ussd().findDrafts([enumeratorId, 5])).toEqual(
        new Map([
          [enumeratorId, others],
          [5, draft({ officerId: 5 })],
        ]),
      );
    });

    it('stay where a dialogue went on with them meanwhile', async () => {
      const later = draft({ state: { digits: { visit: '1' } }, updatedAt: noonPlus(1) });
      await ussd().write([{ draft: later }]);
      await accept([sms('a')]);
      await processing().processBatch(10, async (messages) => ({
        ...(await markDone(messages)),
        closedDrafts: [draft()],
      }));
      expect(await ussd().findDraft(enumeratorId)).toEqual(later);
    });

    it('stay where the batch fails', async () => {
      await ussd().write([{ draft: draft() }]);
      await accept([sms('a')]);
      await processing().processBatch(10, async ([message]) => {
        if (!message) throw new Error('one was accepted');
        return { ...emptyBatch, closedDrafts: [draft()], doneIds: ['no id'] };
      });
      expect(await ussd().findDraft(enumeratorId)).toEqual(draft());
    });
  });

  describe('failing', () => {
    /** Throws whenever the batch holds the poisonous message. */
    const poisoned = async (messages: readonly ClaimedMessage[]): Promise<BatchResult> => {
      if (messages.some(({ providerId }) => providerId === 'poison')) throw new TypeError('secret text 123');
      return markDone(messages);
    };

    it('keeps one bad row from failing its batch, and stores no message of the error', async () => {
      await accept([sms('a'), sms('poison', { sender: otherEnumerator }), sms('b')]);
      expect(await processing().processBatch(10, poisoned)).toBe(3);
      const [first, bad, last] = await inboxStates(knexOf());
      expect([first?.state, last?.state]).toEqual(['done', 'done']);
      expect(bad).toMatchObject({ state: 'pending', attempts: 1 });
      expect(bad?.last_error).toMatch(/^TypeError at store-processing\.ts:\d+:\d+$/);
    });

    it('holds back later rows of the same sender only, until the bad one is set aside', async () => {
      await accept([sms('poison'), sms('a'), sms('b', { sender: otherEnumerator })]);
      expect(await processing().processBatch(10, poisoned)).toBe(3);
      expect((await inboxStates(knexOf())).map(({ state }) => state)).toEqual(['pending', 'pending', 'done']);
      expect(await processing().processBatch(10, poisoned)).toBe(0);
      for (const waitSeconds of [2, 4, 8, 16]) {
        now = new Date(now.getTime() + waitSeconds * 1000 - 1);
        expect(await processing().processBatch(10, poisoned)).toBe(0);
        now = new Date(now.getTime() + 1);
        expect(await processing().processBatch(10, poisoned)).toBe(2);
      }
      expect((await inboxStates(knexOf())).map(({ state, attempts }) => [state, attempts])).toEqual([
        ['stuck', 5],
        ['done', 0],
        ['done', 0],
      ]);
    });

    it('does not let one waiting sender with many rows fill the batch', async () => {
      await accept([sms('poison'), ...Array.from({ length: 20 }, (_, at) => sms(`m${at}`))]);
      await processing().processBatch(1, poisoned);
      await accept([sms('other', { sender: otherEnumerator })]);
      expect(await processing().processBatch(5, poisoned)).toBe(1);
      expect((await inboxStates(knexOf())).at(-1)).toMatchObject({ provider_id: 'other', state: 'done' });
    });

    it('isolates a row that the database refuses, by SQLSTATE and constraint', async () => {
      await accept([sms('a'), sms('bad', { sender: otherEnumerator })]);
      await processing().processBatch(10, async (messages) => ({
        ...(await markDone(messages)),
        reports: messages.map((message) =>
          report(message, message.providerId === 'bad' ? { idbdt: '941501000100000' } : {}),
        ),
      }));
      expect(await inboxStates(knexOf())).toEqual([
        { provider_id: 'a', state: 'done', attempts: 0, last_error: null },
        { provider_id: 'bad', state: 'pending', attempts: 1, last_error: '23514 reports_idbdt_check' },
      ]);
      expect(await query(knexOf(), 'SELECT id FROM reports')).toEqual([{ id: '1' }]);
    });

    it('counts the failures that the work itself reports', async () => {
      await accept([sms('a'), sms('b', { sender: otherEnumerator })]);
      await processing().processBatch(10, async ([first, second]) => ({
        ...emptyBatch,
        doneIds: [first?.id ?? ''],
        failures: [{ id: second?.id ?? '', error: 'TypeError' }],
      }));
      expect((await inboxStates(knexOf())).map(({ state, attempts }) => [state, attempts])).toEqual([
        ['done', 0],
        ['pending', 1],
      ]);
    });

    it('sets a row aside whose key is gone, without stopping others', async () => {
      await makeInbox(knexOf(), makeRawBytes(Buffer.alloc(32, 7))).accept([sms('sealed')]);
      await accept([sms('a', { sender: otherEnumerator })]);
      await processing().processBatch(10, markDone);
      const [sealed, plain] = await inboxStates(knexOf());
      expect(sealed?.last_error).toMatch(/^RawBytesUnreadable at raw-bytes\.ts/);
      expect(plain?.state).toBe('done');
    });

    it('counts no attempt when the store went away', async () => {
      await accept([sms('a')]);
      const gone = Object.assign(new Error('terminating connection'), { code: '57P01' });
      await expect(processing().processBatch(10, () => Promise.reject(gone))).rejects.toBe(gone);
      expect(await inboxStates(knexOf())).toMatchObject([{ state: 'pending', attempts: 0 }]);
    });

    it('writes nothing of a row that failed half-way', async () => {
      await accept([sms('a')]);
      await processing().processBatch(10, async ([message]) => {
        if (!message) throw new Error('one was accepted');
        return {
          ...emptyBatch,
          reports: [report(message)],
          records: udrt(row(message, 1, { lantai: 99 })),
          doneIds: [message.id],
        };
      });
      expect(await query(knexOf(), 'SELECT id FROM reports')).toEqual([]);
      expect(await inboxStates(knexOf())).toMatchObject([
        { state: 'pending', attempts: 1, last_error: '23514 udrt_lantai_check' },
      ]);
    });
  });
}
