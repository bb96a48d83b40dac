import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeInbox } from '../../src/store/inbox.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { inboxStates, resetStore, sms } from './store-fixtures.ts';

/** What every store keeps of the port `Inbox`. */
export function inboxContract(knexOf: () => Knex): void {
  const plain = makeRawBytes(null);
  const accept = (messages: Parameters<ReturnType<typeof makeInbox>['accept']>[0]) =>
    makeInbox(knexOf(), plain).accept(messages);

  beforeEach(() => resetStore(knexOf()));

  describe('accept', () => {
    it('answers in the order given, with ascending ids', async () => {
      const accepted = await accept(['z', 'a', 'm'].map((id) => sms(id)));
      expect(accepted.map(({ duplicate }) => duplicate)).toEqual([false, false, false]);
      const ids = accepted.map(({ id }) => Number(id));
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
      expect((await inboxStates(knexOf())).map((row) => row.provider_id)).toEqual(['z', 'a', 'm']);
    });

    const same: [string, ReturnType<typeof sms>, boolean][] = [
      ['the same channel, kind and id', sms('one'), true],
      ['another channel', sms('one', { channel: 'other' }), false],
      ['another kind', sms('one', { kind: 'ussd' }), false],
      ['another id', sms('two'), false],
      ['the same id with another text', sms('one', { raw: Buffer.from('other') }), true],
    ];
    it.each(same)('knows a duplicate: %s', async (_, message, duplicate) => {
      await accept([sms('one')]);
      const [second] = await accept([message]);
      expect(second?.duplicate).toBe(duplicate);
      expect(second?.id === null).toBe(duplicate);
    });

    it('takes the first of two equal messages of one call', async () => {
      const accepted = await accept([sms('one', { raw: Buffer.from('first') }), sms('one')]);
      expect(accepted.map(({ duplicate }) => duplicate)).toEqual([false, true]);
      const [row] = await query<{ raw: Buffer }>(knexOf(), 'SELECT raw FROM inbox');
      expect(row?.raw.toString()).toBe('first');
    });

    it('accepts each message once, however many bring it at the same time in whatever order', async () => {
      const messages = Array.from({ length: 40 }, (_, at) => sms(`m${at}`));
      const calls = Array.from({ length: 8 }, (_, turn) => [
        ...messages.slice(turn * 5),
        ...messages.slice(0, turn * 5).reverse(),
      ]);
      const accepted = (await Promise.all(calls.map(accept))).flat();
      expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(40);
      expect(await makeInbox(knexOf(), plain).countPending()).toBe(40);
    });

    it('accepts nothing', async () => {
      expect(await accept([])).toEqual([]);
    });

    it('keeps every byte as it came', async () => {
      const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await accept([sms('bytes', { raw }), sms('none', { raw: new Uint8Array() })]);
      const rows = await query<{ raw: Buffer }>(knexOf(), 'SELECT raw FROM inbox ORDER BY id');
      expect(rows.map((row) => [...row.raw])).toEqual([[...raw], []]);
    });

    it('seals the bytes where there is a key, and marks the row', async () => {
      const sealed = makeRawBytes(Buffer.alloc(32, 7));
      await makeInbox(knexOf(), sealed).accept([sms('one', { raw: Buffer.from('V 7-16') })]);
      const [row] = await query<{ raw: Buffer; is_encrypted: boolean }>(
        knexOf(),
        'SELECT raw, is_encrypted FROM inbox',
      );
      expect(row?.is_encrypted).toBe(true);
      expect(row?.raw.includes('V 7-16')).toBe(false);
      expect(Buffer.from(sealed.open(row?.raw ?? Buffer.alloc(0), true)).toString()).toBe('V 7-16');
    });
  });

  describe('rows set aside', () => {
    beforeEach(async () => {
      await accept(['one', 'two', 'three'].map((id) => sms(id)));
      await knexOf().raw(
        `UPDATE inbox SET state = 'stuck', attempts = 5, last_error = 'TypeError'
         WHERE provider_id IN ('one', 'three')`,
      );
    });

    it('are listed, oldest first, up to the limit', async () => {
      const inbox = makeInbox(knexOf(), plain);
      const stuck = await inbox.listStuck(10);
      expect(stuck.map(({ attempts, lastError, kind }) => ({ attempts, lastError, kind }))).toEqual([
        { attempts: 5, lastError: 'TypeError', kind: 'sms' },
        { attempts: 5, lastError: 'TypeError', kind: 'sms' },
      ]);
      expect((await inbox.listStuck(1)).map(({ id }) => id)).toEqual([stuck[0]?.id]);
      expect(await inbox.countPending()).toBe(1);
    });

    it('go back when asked, those with the ids or all', async () => {
      const inbox = makeInbox(knexOf(), plain);
      const [first] = await inbox.listStuck(1);
      expect(await inbox.retryStuck([first?.id ?? ''])).toBe(1);
      expect((await inboxStates(knexOf())).map(({ state }) => state)).toEqual([
        'pending',
        'pending',
        'stuck',
      ]);
      expect(await inbox.retryStuck()).toBe(1);
      expect(await inbox.retryStuck()).toBe(0);
      expect((await inboxStates(knexOf())).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    });
  });
}
