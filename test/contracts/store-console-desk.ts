import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeskFilter } from '../../src/ports.ts';
import { query } from '../../src/store/query.ts';
import { addUsers, leader, openDeskBench } from '../support/desk-bench.ts';
import { members, wholeBlocks, wholeDigits } from '../support/sms.ts';
import { household, resetStore } from './store-fixtures.ts';

const stranger = '+6281299999999';
const { housing, assets } = wholeBlocks;
const whole = `RT 7-16 ${wholeDigits}`;
const finishing = `ART 7-16 01${members.man.digits} 02${members.woman.digits}`;
const secondHead = `ART 7-16 03${members.man.digits}`;
/** A car, and aid. */
const flagged = `RT 8-13 1212411021 ${housing} ${assets.slice(0, 10)}1${assets.slice(11)} 141424142`;
const wrongDigits = 'V 7-99 10112411';

/** What every store keeps of the ports `ConsoleDesk` and `StoryReader`. */
export function consoleDeskContract(knexOf: () => Knex): void {
  let bench: ReturnType<typeof openDeskBench>;
  beforeEach(async () => {
    await resetStore(knexOf());
    await addUsers(knexOf(), leader, { ...leader, id: 102, username: 'contoh.kedua' });
    bench = openDeskBench(knexOf());
  });

  const list = async (filter: Partial<DeskFilter> = {}) =>
    (await bench.desk.list({ areas: ['9415'], limit: 9, ...filter })).entries.map(
      ({ id, kind }) => `${id} ${kind}`,
    );
  const setAside = (id: number) =>
    knexOf().raw(`UPDATE inbox SET state = 'stuck', last_error = '22003' WHERE id = ?`, [id]);

  describe('what is on the desk', () => {
    beforeEach(async () => {
      await bench.send(whole, finishing, secondHead, flagged, wrongDigits, { sender: stranger });
      await bench.send('CEK');
      await setAside(7);
    });

    it('lists held, flagged, refused and set-aside messages, the newest first', async () => {
      expect(await list()).toEqual(['7 stuck', '5 rejected', '4 flagged', '3 held']);
    });

    it.each([
      ['of one kind', { kind: 'held' }, ['3 held']],
      ['of one area', { area: '9415010002' }, []],
      ['of another area than the user sees', { areas: ['1101'], area: '9415' }, []],
      ['since a moment', { since: new Date('2021-11-24T03:05:00Z') }, ['7 stuck', '5 rejected']],
      ['before a moment', { until: new Date('2021-11-24T03:04:00Z') }, ['3 held']],
    ] as const)('%s', async (_, filter, expected) => {
      expect(await list(filter)).toEqual(expected);
    });

    it('goes page by page', async () => {
      const first = await bench.desk.list({ areas: ['9415'], limit: 2 });
      expect(first.entries.map(({ id }) => id)).toEqual(['7', '5']);
      const second = await bench.desk.list({ areas: ['9415'], limit: 2, after: first.next ?? '' });
      expect([second.entries.map(({ id }) => id), second.next]).toEqual([['4', '3'], null]);
    });

    it('shows the nation what comes of nobody known', async () => {
      await knexOf().raw(`UPDATE reports SET command = NULL WHERE id = 6`);
      expect(await list({ areas: ['00'], kind: 'rejected' })).toEqual(['6 rejected', '5 rejected']);
    });

    it('leaves out a refused message whose household was reported again, and no other', async () => {
      await bench.send('V 9-10 1');
      expect(await list({ kind: 'rejected' })).toEqual(['8 rejected', '5 rejected']);
      await bench.send('V 9-10 10112411');
      expect(await list({ kind: 'rejected' })).toEqual(['5 rejected']);
    });

    it('names officer and household, the head masked', async () => {
      const { entries } = await bench.desk.list({ areas: ['9415'], kind: 'held', limit: 1 });
      expect(entries[0]).toMatchObject({
        officer: { name: 'Contoh Enumerator' },
        command: 'ART',
        idbdt: household,
        head: 'C*** T***',
        problems: [expect.objectContaining({ severity: 'hold' }), ...(entries[0]?.problems.slice(1) ?? [])],
      });
    });
  });

  describe('acts', () => {
    beforeEach(async () => {
      await bench.send(whole, finishing, secondHead);
    });
    const third = async () => (await bench.record(household))?.udart[2]?.row_status;
    const audit = () =>
      query(knexOf(), 'SELECT user_id::integer, via, action, target FROM audit ORDER BY id', {});

    it('approve: a held report goes to the records, by the message of the console', async () => {
      expect(await bench.act('approve', 3)).toMatchObject({ kind: 'done', outcome: { outcome: 'accepted' } });
      expect(await third()).toBe('ACTIVE');
      const record = await bench.record(household);
      expect(record?.revisions.at(-1)).toMatchObject({ report_id: '3', channel: 'console' });
      expect(await audit()).toEqual([
        { user_id: 101, via: 'console', action: 'approve-report', target: '3' },
      ]);
      expect(await list()).toEqual([]);
    });

    it('return: it is refused with the reason, and its sender is told', async () => {
      expect(await bench.act('return', 3, { text: 'bukan kepala' })).toMatchObject({ kind: 'done' });
      expect((await bench.stories.readMessage('3'))?.report).toMatchObject({
        outcome: 'rejected',
        review: 'returned',
        reviewReason: 'bukan kepala',
      });
      const sent = await query<{ text: string }>(
        knexOf(),
        `SELECT text FROM outbox WHERE kind = 'notice'`,
        {},
      );
      expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining('bukan kepala')]);
      expect(await list()).toEqual([]);
    });

    it('withdraw: what is in the records goes as if it had never been', async () => {
      expect(await bench.act('withdraw', 2)).toMatchObject({ kind: 'done' });
      expect((await bench.record(household))?.udart[0]?.row_status).toBe('COPY');
      expect((await audit()).at(-1)).toMatchObject({ action: 'withdraw-report', target: '2' });
    });

    it('mend: the mended text takes the place of a held report, and the raw one stays', async () => {
      const text = `ART 7-16 03${members.woman.digits}`;
      expect(await bench.act('mend', 3, { text })).toMatchObject({ kind: 'done' });
      const [mended, original] = (await bench.stories.readHousehold(household, { limit: 9 })).messages;
      expect(Buffer.from(original?.raw ?? []).toString()).toBe(secondHead);
      expect(original?.report?.withdrawnAt).not.toBeNull();
      expect(original?.acts).toMatchObject([{ act: 'mend', username: leader.username, number: 1 }]);
      expect(mended).toMatchObject({ channel: 'console', username: leader.username });
      expect(mended?.officer?.name).toBe('Contoh Enumerator');
      expect(mended?.report?.receipt).toMatch(/^\w{5}$/);
      expect(await list()).toEqual([]);
    });

    it('mend: a refused message is read as its sender’s, on the day that it came', async () => {
      await bench.send(wrongDigits);
      expect(await bench.act('mend', 4, { text: 'V 8-13 10112411' })).toMatchObject({ kind: 'done' });
      expect((await bench.record('9415010001000008'))?.udrt).toMatchObject({
        hasil_verivali: 1,
        tanggal_verivali: '2021-11-24',
      });
      expect(await list({ kind: 'rejected' })).toEqual([]);
    });

    it.each([
      ['what is no report', 'CEK', 'mend-no-report'],
      ['practice', `LATIH ${secondHead}`, 'mend-no-report'],
      ['a text that can’t be read either', 'V 7-99 10112411', 'wrong-check-digits'],
    ])('mend: refuses %s, and nothing changes', async (_, text, reason) => {
      expect(await bench.act('mend', 3, { text })).toMatchObject({ kind: 'refused', outcome: { reason } });
      expect(await list()).toEqual(['3 held']);
      expect((await bench.desk.find('3'))?.item.acts).toBe(0);
    });

    it('mend: what would be asked back is only taken once it is confirmed', async () => {
      await bench.send(wrongDigits);
      const text = `V ${household} 10112411`;
      expect(await bench.act('mend', 4, { text })).toMatchObject({
        kind: 'refused',
        outcome: { reason: 'needs-confirmation' },
      });
      expect(await bench.act('mend', 4, { text, isSure: true })).toMatchObject({ kind: 'done' });
    });

    it('retry: a message set aside is read again', async () => {
      await setAside(3);
      await knexOf().raw('DELETE FROM reports WHERE id = 3');
      expect(await bench.act('retry', 3)).toEqual({ kind: 'settled' });
      await bench.read();
      expect(await list()).toEqual(['3 held']);
      expect((await audit()).at(-1)).toMatchObject({ action: 'retry-message', via: 'console' });
    });

    it('close: what nothing is to come of leaves the desk', async () => {
      await bench.send(wrongDigits);
      expect(await bench.act('close', 4)).toEqual({ kind: 'settled' });
      expect(await list({ kind: 'rejected' })).toEqual([]);
    });

    it('the same act sent twice is one', async () => {
      const version = await bench.seen('3');
      const twice = [await bench.act('approve', 3, { version }), await bench.act('approve', 3, { version })];
      expect(twice).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
      expect(await query(knexOf(), 'SELECT FROM desk_acts', {})).toHaveLength(1);
    });

    it('who saw it otherwise is told, and nothing happens', async () => {
      const version = await bench.seen('3');
      await bench.act('approve', 3);
      const later = { ...leader, id: 102, username: 'contoh.kedua' };
      expect(await bench.act('return', 3, { text: 'salah', version, user: later })).toEqual({
        kind: 'changed',
      });
      expect(await third()).toBe('ACTIVE');
    });

    it.each([
      ['another area', { areas: ['1101'] }, 'other-area'],
      ['who keeps the gateway judges no report', { role: 'admin', areas: ['00'] }, 'not-allowed'],
      ['nobody judges their own', { officerId: 4 }, 'own-report'],
    ] as const)('%s', async (_, changes, reason) => {
      const user = { ...leader, ...changes };
      expect(await bench.act('approve', 3, { user })).toEqual({ kind: 'denied', reason });
      expect(await list()).toEqual(['3 held']);
    });
  });

  it('a household’s story goes page by page, newest first', async () => {
    await bench.send(whole, finishing, secondHead);
    const first = await bench.stories.readHousehold(household, { limit: 2 });
    expect(first.messages.map(({ id }) => id)).toEqual(['3', '2']);
    const rest = await bench.stories.readHousehold(household, { limit: 2, after: first.next ?? '' });
    expect([rest.messages.map(({ id }) => id), rest.next]).toEqual([['1'], null]);
    expect(rest.messages[0]).toMatchObject({
      report: { outcome: 'accepted', command: 'RT' },
      revision: { number: 1, idbdt: household },
      answer: { state: 'pending', segments: 1 },
    });
  });
}
