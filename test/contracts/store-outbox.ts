import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fate } from '../../src/domain/delivery/fate.ts';
import type { SendSuccess } from '../../src/domain/delivery/send-result.ts';
import {
  type DeliveryState,
  deliveryStates,
  mayBecome,
  stateAfterReport,
  statesBefore,
} from '../../src/domain/delivery/states.ts';
import { makeOutbox } from '../../src/store/outbox.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, noon, noonPlus, otherEnumerator, resetStore } from './store-fixtures.ts';

const success: SendSuccess = { ok: true, providerMessageId: 'ATX_1', cost: 'IDR 350' };
const sent: Fate = { state: 'sent', success };
const booking = { segments: 2, cost: { currency: 'IDR', amount: 350 } };
const anyRate = { channel: 'at', perSecond: null, dropsPlain: false };

interface Row {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly last_error: string | null;
}

/** What every store keeps of the port `Outbox`. */
export function outboxContract(knexOf: () => Knex): void {
  const outbox = () => makeOutbox(knexOf());

  /** Ids are 1, 2, … in the order of `expiresInSeconds`. */
  async function put(
    expiresInSeconds: readonly number[],
    recipient = enumerator,
    channel = 'at',
  ): Promise<void> {
    for (const seconds of expiresInSeconds) {
      await knexOf().raw(
        `INSERT INTO outbox (channel, recipient, text, segments, created_at, expires_at)
         VALUES (?, ?, 'Diterima', 1, ?, ?)`,
        [channel, recipient, noon, noonPlus(seconds)],
      );
    }
  }

  async function stateOf(id: string): Promise<Row | undefined> {
    const [row] = await query<Row>(
      knexOf(),
      'SELECT state, attempts, last_error FROM outbox WHERE id = :id',
      { id },
    );
    return row;
  }
  const set = (assignments: string, where = 'true') =>
    knexOf().raw(`UPDATE outbox SET ${assignments} WHERE ${where}`);
  const claimIds = async (limit: number, now: Date, more: object = {}) =>
    (await outbox().claim({ ...anyRate, limit, ...more }, now)).messages.map(({ id }) => id);
  /** Claims and wires. */
  async function take(limit: number, now: Date): Promise<string[]> {
    const ids = await claimIds(limit, now);
    return [...(await outbox().wire(ids, now))];
  }

  beforeEach(() => resetStore(knexOf()));

  describe('claim', () => {
    it('takes due rows in order, each once', async () => {
      await put([60, 60, 60]);
      expect(await outbox().claim({ ...anyRate, limit: 2 }, noon)).toEqual({
        messages: ['1', '2'].map((id) => ({
          id,
          channel: 'at',
          recipient: enumerator,
          text: 'Diterima',
          segments: 1,
          attempts: 0,
          leavesInMs: 0,
        })),
        dropped: 0,
        waitMs: null,
      });
      expect(await claimIds(2, noon)).toEqual(['3']);
      expect(await claimIds(2, noon)).toEqual([]);
      expect((await stateOf('1'))?.state).toBe('queued');
    });

    it('takes those of its channel alone, and says which channels have any', async () => {
      await put([60, -1], enumerator, 'other');
      await put([60]);
      expect(await outbox().listDue(['at', 'other', 'third'], noon)).toEqual(['at', 'other']);
      expect(await claimIds(9, noon)).toEqual(['3']);
      expect(await outbox().listDue(['at', 'other'], noon)).toEqual(['other']);
    });

    it('passes over what is past its use, however much of it there is', async () => {
      await put([-1, 0, -1, 60]);
      expect(await claimIds(2, noon)).toEqual(['4']);
      expect([await stateOf('1'), await stateOf('2')]).toMatchObject([
        { state: 'expired', attempts: 0 },
        { state: 'expired', attempts: 0 },
      ]);
    });

    it('takes answers before messages of our own accord, and these not before their time', async () => {
      await put([60, 60, 60]);
      await set(`kind = 'digest'`, 'id < 3');
      await knexOf().raw('UPDATE outbox SET not_before = ? WHERE id = 1', [noonPlus(30)]);
      const ids = (now: Date) => claimIds(1, now);
      expect([await ids(noon), await ids(noon), await ids(noonPlus(29)), await ids(noonPlus(30))]).toEqual([
        ['3'],
        ['2'],
        [],
        ['1'],
      ]);
    });

    it('gives a row to one of many claimers', async () => {
      await put(Array.from({ length: 30 }, () => 60));
      const claims = await Promise.all(Array.from({ length: 6 }, () => claimIds(10, noon)));
      const ids = claims.flat();
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(9);
    });

    it('takes from exactly the states that the table allows', async () => {
      await put(deliveryStates.map(() => 60));
      for (const [index, state] of deliveryStates.entries())
        await set(`state = '${state}'`, `id = ${index + 1}`);
      const taken = (await claimIds(99, noon)).map((id) => deliveryStates[Number(id) - 1]);
      expect(taken.sort()).toEqual(statesBefore('queued').sort());
    });

    it('gives up plain receipts for want of money, and nothing else', async () => {
      await put([60, 60, 60]);
      await set('is_plain = true', 'id < 3');
      const claim = await outbox().claim({ ...anyRate, limit: 1, dropsPlain: true }, noon);
      expect(claim).toMatchObject({ messages: [{ id: '3' }], dropped: 2 });
      expect(await stateOf('1')).toMatchObject({ state: 'failed', attempts: 0, last_error: 'budget' });
    });
  });

  describe('claim at night', () => {
    /** 21:30 in the east, 19:30 in the west. */
    const evening = new Date('2021-11-24T12:30:00Z');
    const morning = new Date('2021-11-24T21:00:00Z');

    async function putOwn(kind: string, zone: string | null, expires: string): Promise<void> {
      await knexOf().raw(
        `INSERT INTO outbox (kind, channel, recipient, text, segments, zone, created_at, expires_at)
         VALUES (?, 'at', ?, 'x', 1, ?, ?, ?)`,
        [kind, enumerator, zone, noon, expires],
      );
    }

    it.each([
      ['an answer', 'answer', 'WIT', '2021-11-25T03:00:00Z', 'queued'],
      ['a test', 'test', 'WIT', '2021-11-25T03:00:00Z', 'queued'],
      ['a notice in the east', 'notice', 'WIT', '2021-11-25T03:00:00Z', 'pending'],
      [
        'a digest in the east that is of no use by the morning',
        'digest',
        'WIT',
        '2021-11-24T13:00:00Z',
        'expired',
      ],
      ['a notice in the west', 'notice', 'WIB', '2021-11-25T03:00:00Z', 'queued'],
      ['one of whom it is not known where they are', 'alert', null, '2021-11-25T03:00:00Z', 'queued'],
    ])('%s', async (_label, kind, zone, expires, state) => {
      await putOwn(kind, zone, expires);
      const ids = await claimIds(9, evening);
      expect((await stateOf('1'))?.state).toBe(state);
      expect(ids).toHaveLength(state === 'queued' ? 1 : 0);
    });

    it('leaves for the morning what would come at night, tried before or not', async () => {
      await putOwn('notice', 'WIT', '2021-11-25T03:00:00Z');
      await set(`state = 'errored', not_before = '2021-11-24T12:00:00Z'`);
      expect(await claimIds(9, evening)).toEqual([]);
      expect(await claimIds(9, new Date(morning.getTime() - 1))).toEqual([]);
      expect(await claimIds(9, morning)).toEqual(['1']);
    });
  });

  describe('claim under a limit', () => {
    const limited = { perSecond: 100 };

    it('takes what may leave within a second, each message at its moment', async () => {
      await put(Array.from({ length: 150 }, () => 600));
      const claim = await outbox().claim({ ...anyRate, limit: 199, ...limited }, noon);
      expect(claim.messages).toHaveLength(100);
      expect(claim.messages.slice(3, 7).map(({ leavesInMs }) => leavesInMs)).toEqual([0, 0, 11, 22]);
      const waiting = await outbox().claim({ ...anyRate, limit: 199, ...limited }, noon);
      expect(waiting).toEqual({ messages: [], dropped: 0, waitMs: claim.waitMs });
      const then = new Date(noon.getTime() + (claim.waitMs ?? 0));
      const next = await outbox().claim({ ...anyRate, limit: 199, ...limited }, then);
      expect(next.messages).toHaveLength(47);
      // Behind those that were taken before.
      expect(next.messages[0]?.leavesInMs).toBeGreaterThan(500);
    });

    it('fills up again, and no further than what may leave at once', async () => {
      await put(Array.from({ length: 150 }, () => 600));
      await claimIds(100, noon, limited);
      const { messages } = await outbox().claim({ ...anyRate, limit: 9, ...limited }, noonPlus(60));
      expect(messages.map(({ leavesInMs }) => leavesInMs)).toEqual([0, 0, 0, 0, 0, 11, 22, 32, 43]);
    });

    it('is shared by many claimers', async () => {
      await put(Array.from({ length: 150 }, () => 600));
      const claims = await Promise.all(Array.from({ length: 6 }, () => claimIds(20, noon, limited)));
      expect(claims.flat()).toHaveLength(100);
      expect(new Set(claims.flat()).size).toBe(100);
    });

    it('takes no token for what is not sent, and holds up no other channel', async () => {
      const rows = Array.from({ length: 110 }, () => 60);
      await put([-1, -1, -1, -1, -1, 60]);
      await put(rows, enumerator, 'other');
      expect(await claimIds(199, noon, limited)).toEqual(['6']);
      await put(rows);
      expect(await claimIds(199, noon, limited)).toHaveLength(99);
      expect(await claimIds(199, noon, { ...limited, channel: 'other' })).toHaveLength(100);
    });
  });

  describe('wire', () => {
    it('counts the try, and takes only what is still in this worker\u2019s hands', async () => {
      await put([60, 60]);
      const ids = await claimIds(2, noon);
      await set(`state = 'pending'`, 'id = 2');
      expect([...(await outbox().wire(ids, noon))]).toEqual(['1']);
      expect(await stateOf('1')).toMatchObject({ state: 'wired', attempts: 1 });
      expect([...(await outbox().wire(ids, noon))]).toEqual([]);
    });
  });

  describe('settle', () => {
    const retryAt = noonPlus(10);
    const fates: [string, Fate, DeliveryState][] = [
      ['sent', sent, 'sent'],
      [
        'sent without an id',
        { state: 'sent', success: { ok: true, providerMessageId: null, cost: null } },
        'sent',
      ],
      ['refused for good', { state: 'failed', reason: '500' }, 'failed'],
      ['to be tried again', { state: 'errored', reason: '500', retryAt, isCounted: true }, 'errored'],
      ['uncertain, never to be sent again', { state: 'unknown', reason: 'time-out' }, 'unknown'],
    ];
    it.each(fates)('%s', async (_, fate, state) => {
      await put([60]);
      await take(1, noon);
      await outbox().settle('1', fate, booking, noon);
      expect((await stateOf('1'))?.state).toBe(state);
      expect(await claimIds(1, noon)).toEqual([]);
    });

    it.each(fates)('of a message in any state makes no illegal move: %s', async (_, fate, state) => {
      await put(deliveryStates.map(() => 60));
      for (const [index, from] of deliveryStates.entries()) {
        const id = String(index + 1);
        await set(`state = '${from}'`, `id = ${id}`);
        const own =
          fate.state === 'sent' ? { ...fate, success: { ...success, providerMessageId: id } } : fate;
        await outbox().settle(id, own, booking, noon);
        const to = (await stateOf(id))?.state;
        expect([from, to === from || (to === state && mayBecome(from, to))]).toEqual([from, true]);
      }
    });

    it('keeps the cost of what was sent, and its segments', async () => {
      await put([60]);
      await take(1, noon);
      await outbox().settle('1', sent, booking, noon);
      expect(
        await query(knexOf(), 'SELECT cost, cost_amount, cost_currency, segments, sent_at FROM outbox'),
      ).toEqual([
        { cost: 'IDR 350', cost_amount: '350.000000', cost_currency: 'IDR', segments: 2, sent_at: noon },
      ]);
    });

    it('tries again not before its time', async () => {
      await put([86_400]);
      await take(1, noon);
      await outbox().settle('1', { state: 'errored', reason: '500', retryAt, isCounted: true }, null, noon);
      expect(await claimIds(1, noonPlus(9.999))).toEqual([]);
      expect(await claimIds(1, retryAt)).toEqual(['1']);
      expect(await stateOf('1')).toMatchObject({ attempts: 1, last_error: '500' });
    });

    it('counts no try for which the way was closed', async () => {
      await put([86_400]);
      await take(1, noon);
      await outbox().settle('1', { state: 'errored', reason: 'x', retryAt, isCounted: false }, null, noon);
      expect(await stateOf('1')).toMatchObject({ state: 'errored', attempts: 0 });
    });

    it('gives an id that comes round to the newer message', async () => {
      await put([60, 60]);
      await take(2, noon);
      await outbox().settle('1', sent, booking, noon);
      await outbox().settle('2', sent, booking, noon);
      await outbox().recordDelivery('at', ['ATX_1'], 'delivered', null);
      expect([(await stateOf('1'))?.state, (await stateOf('2'))?.state]).toEqual(['sent', 'delivered']);
    });
  });

  /** A message that is with the provider, under the id `ATX_1`. */
  async function putSent(): Promise<void> {
    await put([60]);
    await take(1, noon);
    await outbox().settle('1', sent, booking, noon);
  }

  describe('recordDelivery', () => {
    const pairs = deliveryStates.flatMap((from) => deliveryStates.map((said) => [from, said] as const));
    it('moves a message as the table of states allows, pair by pair', async () => {
      await putSent();
      for (const [from, said] of pairs) {
        await set(`state = '${from}'`);
        expect(await outbox().recordDelivery('at', ['ATX_1'], said, null)).toBe(true);
        const to = (await stateOf('1'))?.state;
        expect([from, said, to]).toEqual([from, said, stateAfterReport(from, said)]);
      }
    });

    it('keeps the reason of a failure', async () => {
      await putSent();
      await outbox().recordDelivery('at', ['ATX_1'], 'failed', 'AbsentSubscriber');
      expect((await stateOf('1'))?.last_error).toBe('AbsentSubscriber');
    });

    it('knows no message of another channel or id', async () => {
      await putSent();
      expect(await outbox().recordDelivery('other', ['ATX_1'], 'delivered', null)).toBe(false);
      expect(await outbox().recordDelivery('at', ['ATX_2'], 'delivered', null)).toBe(false);
      expect((await stateOf('1'))?.state).toBe('sent');
    });

    it('takes the first id that is known', async () => {
      await putSent();
      expect(await outbox().recordDelivery('at', ['no', 'ATX_1'], 'delivered', null)).toBe(true);
      expect((await stateOf('1'))?.state).toBe('delivered');
    });
  });

  describe('a receipt that comes before its sending is settled', () => {
    const countEarly = async () => (await query(knexOf(), 'SELECT FROM early_receipts')).length;

    it.each<[string, DeliveryState[], DeliveryState, string | null]>([
      ['delivered', ['delivered'], 'delivered', null],
      ['failed, with its reason', ['failed'], 'failed', 'Absent'],
      ['sent, then delivered', ['sent', 'delivered'], 'delivered', null],
      ['delivered, then sent', ['delivered', 'sent'], 'delivered', null],
    ])('%s', async (_label, said, state, reason) => {
      await put([60]);
      await take(1, noon);
      for (const word of said)
        expect(await outbox().recordDelivery('at', ['x', 'ATX_1'], word, reason)).toBe(false);
      await outbox().settle('1', sent, booking, noon);
      expect(await stateOf('1')).toMatchObject({ state, last_error: reason });
    });

    it('is applied once, and is no other channel\u2019s', async () => {
      await put([60, 60]);
      await put([60], enumerator, 'other');
      await take(9, noon);
      await outbox().recordDelivery('other', ['ATX_1'], 'delivered', null);
      await outbox().settle('1', sent, booking, noon);
      expect((await stateOf('1'))?.state).toBe('sent');
      expect(await countEarly()).toBe(1);
      await set(`state = 'wired'`, 'id = 3');
      await outbox().settle('3', sent, booking, noon);
      expect((await stateOf('3'))?.state).toBe('delivered');
      expect(await countEarly()).toBe(0);
    });

    it('is applied whichever of the two is the quicker', async () => {
      for (let round = 1; round <= 20; round += 1) {
        await put([60]);
        await take(1, noon);
        const id = `race-${round}`;
        const own: Fate = { state: 'sent', success: { ...success, providerMessageId: id } };
        await Promise.all([
          outbox().settle(String(round), own, booking, noon),
          outbox().recordDelivery('at', [id], 'delivered', null),
        ]);
        expect([id, (await stateOf(String(round)))?.state]).toEqual([id, 'delivered']);
      }
      expect(await countEarly()).toBe(0);
    });

    it('is applied later where its settler died, and forgotten after a day', async () => {
      await putSent();
      await knexOf().raw(
        `INSERT INTO early_receipts (channel, provider_message_id, state, received_at)
         VALUES ('at', 'ATX_1', 'delivered', ?), ('at', 'nobody', 'delivered', ?), ('at', 'new', 'sent', ?)`,
        [noon, noon, noonPlus(3_600)],
      );
      await outbox().recover(['at'], noonPlus(86_401));
      expect((await stateOf('1'))?.state).toBe('delivered');
      expect(await query(knexOf(), 'SELECT provider_message_id AS id FROM early_receipts')).toEqual([
        { id: 'new' },
      ]);
    });
  });

  describe('a message in parts', () => {
    const inParts: Fate = {
      state: 'sent',
      success: { ...success, providerMessageId: 'c', partIds: ['a', 'b', 'c'] },
    };
    const say = (id: string, state: DeliveryState) =>
      outbox().recordDelivery('at', [id], state, state === 'failed' ? 'UNDELIV' : null);

    it.each<[string, [string, DeliveryState][], DeliveryState]>([
      [
        'all delivered',
        [
          ['b', 'delivered'],
          ['a', 'delivered'],
          ['c', 'delivered'],
        ],
        'delivered',
      ],
      ['the last one alone delivered', [['c', 'delivered']], 'sent'],
      [
        'one delivered twice',
        [
          ['a', 'delivered'],
          ['a', 'delivered'],
          ['b', 'delivered'],
        ],
        'sent',
      ],
      [
        'one failed',
        [
          ['a', 'delivered'],
          ['b', 'failed'],
          ['c', 'delivered'],
        ],
        'failed',
      ],
      [
        'one failed, and delivered after all',
        [
          ['a', 'failed'],
          ['b', 'delivered'],
          ['c', 'delivered'],
          ['a', 'delivered'],
        ],
        'delivered',
      ],
    ])('%s', async (_label, said, state) => {
      await put([60]);
      await take(1, noon);
      const [first, ...rest] = said;
      // The first one comes early.
      if (first) await say(...first);
      await outbox().settle('1', inParts, booking, noon);
      for (const word of rest) await say(...word);
      expect((await stateOf('1'))?.state).toBe(state);
    });

    it('is delivered once all parts are, though they say so at once', async () => {
      await put([60]);
      await take(1, noon);
      await outbox().settle('1', inParts, booking, noon);
      await Promise.all(['a', 'b', 'c'].map((id) => say(id, 'delivered')));
      expect((await stateOf('1'))?.state).toBe('delivered');
    });
  });

  it('recovers what workers that died left behind', async () => {
    await put([86_400, 86_400, 86_400, 86_400]);
    await put([86_400], enumerator, 'gone');
    const old = await claimIds(2, noon);
    await outbox().wire(['1'], noon);
    await claimIds(1, noonPlus(250));
    await outbox().wire(['3'], noonPlus(250));
    expect(old).toEqual(['1', '2']);
    expect(await outbox().recover(['at'], noonPlus(301))).toEqual({ requeued: 1, unknown: 1, strays: 1 });
    const states = await Promise.all(['1', '2', '3', '4', '5'].map(stateOf));
    expect(states.map((row) => row?.state)).toEqual(['unknown', 'pending', 'wired', 'pending', 'failed']);
    expect(states[4]?.last_error).toBe('channel is not configured');
    // A late result is better than none.
    await outbox().settle('1', sent, booking, noonPlus(302));
    expect((await stateOf('1'))?.state).toBe('sent');
  });

  it('lists messages to one number after an id', async () => {
    await put([60, 60]);
    await put([60], otherEnumerator);
    await put([60]);
    const ids = async (afterId: string) => (await outbox().listFor(enumerator, afterId)).map(({ id }) => id);
    expect(await ids('0')).toEqual(['1', '2', '4']);
    expect(await ids('2')).toEqual(['4']);
  });
}
