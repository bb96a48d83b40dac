import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/delivery/money.ts';
import { makeChannelHealth } from '../../src/store/channel-health.ts';
import { makeCostReader, makeCostSums } from '../../src/store/cost-sums.ts';
import { makeOutbox } from '../../src/store/outbox.ts';
import { query } from '../../src/store/query.ts';
import { makeTestMessages } from '../../src/store/test-messages.ts';
import { enumerator, noon, noonPlus, resetStore } from './store-fixtures.ts';

const idr = (amount: number): Money => ({ currency: 'IDR', amount });

/** What every store keeps of the ports `CostReader`, `CostSums`, `ChannelHealth` and `TestMessages`. */
export function costsContract(knexOf: () => Knex): void {
  const reader = () => makeCostReader(knexOf());

  /** Sends one message and settles it as sent. */
  async function send(channel: string, area: string, zone: string, cost: Money | null, now = noon) {
    const [row] = await query<{ id: string }>(
      knexOf(),
      `INSERT INTO outbox (channel, recipient, text, segments, area_code, zone, created_at, expires_at)
       VALUES (:channel, :enumerator, 'x', 1, :area, :zone, :now, :expires) RETURNING id`,
      { channel, enumerator, area, zone, now, expires: noonPlus(864_000) },
    );
    const id = row?.id ?? '';
    const outbox = makeOutbox(knexOf());
    await outbox.claim({ channel, limit: 9, perSecond: null, dropsPlain: false }, now);
    await outbox.wire([id], now);
    const success = { ok: true, providerMessageId: null, cost: null } as const;
    const sent = { state: 'sent', success } as const;
    await outbox.settle(id, sent, { segments: 2, cost }, now);
    // Told twice of one sending it is booked once.
    await outbox.settle(id, sent, { segments: 2, cost }, now);
  }

  beforeEach(() => resetStore(knexOf()));

  describe('costs', () => {
    beforeEach(async () => {
      await send('at', '9415010001', 'WIT', idr(350.5));
      await send('at', '9415010001', 'WIT', idr(700));
      await send('at', '9415010002', 'WIT', { currency: 'KES', amount: 0.8 });
      await send('b', '3171010001', 'WIB', null);
      await send('b', '', 'WIB', idr(1));
      // Already the next day in the east.
      await send('at', '9415010001', 'WIT', idr(10), new Date('2021-11-24T15:30:00Z'));
    });

    const village = (day: string, messages: number, amount: number) => ({
      area: '9415010001',
      day,
      channel: 'at',
      direction: 'out',
      currency: 'IDR',
      messages,
      segments: messages * 2,
      amount,
    });

    it.each([
      ['before they are folded', 0],
      ['half folded', 3],
      ['folded', 100],
    ])('are told by area, day and channel, %s', async (_label, folded) => {
      expect(await makeCostSums(knexOf()).fold(folded)).toBe(Math.min(folded, 6));
      expect(await reader().listDays('9415010001', '2021-11-24', '2021-11-25')).toEqual([
        village('2021-11-24', 2, 1050.5),
        village('2021-11-25', 1, 10),
      ]);
      expect(await reader().listDays('9415010001', '2021-11-25', '2021-11-30')).toEqual([
        village('2021-11-25', 1, 10),
      ]);
      const nation = await reader().listDays('00', '2021-11-24', '2021-11-24');
      expect(
        nation.map(({ channel, currency, messages, amount }) => [channel, currency, messages, amount]),
      ).toEqual([
        ['at', 'IDR', 2, 1050.5],
        ['at', 'KES', 1, 0.8],
        ['b', 'IDR', 1, 1],
        ['b', null, 1, 0],
      ]);
    });

    it('are told of the areas below one, days together', async () => {
      await makeCostSums(knexOf()).fold(4);
      const below = await reader().listAreas('9415010', '2021-11-24', '2021-11-25');
      expect(below.map(({ area, day, currency, amount }) => [area, day, currency, amount])).toEqual([
        ['9415010001', null, 'IDR', 1060.5],
        ['9415010002', null, 'KES', 0.8],
      ]);
      const provinces = await reader().listAreas('00', '2021-11-24', '2021-11-25');
      expect(provinces.map(({ area, amount }) => [area, amount])).toEqual([
        ['94', 1060.5],
        ['94', 0.8],
      ]);
    });

    it('are folded by many at once without doubling any', async () => {
      const sums = makeCostSums(knexOf());
      await Promise.all(Array.from({ length: 6 }, () => sums.fold(2)));
      while ((await sums.fold(2)) > 0);
      const days = await reader().listDays('00', '2021-11-24', '2021-11-25');
      expect(days.reduce((sum, { messages }) => sum + messages, 0)).toBe(6);
    });
  });

  it('tells how channels are doing', async () => {
    await knexOf().raw(
      `INSERT INTO inbox (channel, kind, provider_id, sender, raw, is_encrypted, received_at)
       VALUES ('at', 'sms', 'a', 'x', '', false, ?), ('at', 'sms', 'b', 'x', '', false, ?)`,
      [noon, noonPlus(5)],
    );
    const put = (state: string, columns: Readonly<Record<string, unknown>> = {}) =>
      knexOf()('outbox').insert({
        channel: 'at',
        recipient: enumerator,
        text: 'x',
        segments: 1,
        state,
        created_at: noon,
        expires_at: noon,
        ...columns,
      });
    const wired_at = noonPlus(10);
    for (const state of ['pending', 'pending', 'errored', 'queued']) await put(state);
    for (const state of ['wired', 'sent', 'delivered', 'failed', 'unknown', 'unknown'])
      await put(state, { wired_at });
    await put('unknown', { wired_at: noonPlus(-90_000) });
    await put('failed', { queued_at: noon, last_error: 'budget' });
    await put('pending', { channel: 'other' });
    expect(await makeChannelHealth(knexOf()).read(['quiet', 'at'], noonPlus(20))).toEqual([
      {
        channel: 'quiet',
        lastInAt: null,
        lastOutAt: null,
        queue: { pending: 0, queued: 0, wired: 0, errored: 0 },
        lastDay: { messages: 0, delivered: 0, failed: 0, unknown: 0 },
        dropped: 0,
      },
      {
        channel: 'at',
        lastInAt: noonPlus(5),
        lastOutAt: wired_at,
        queue: { pending: 2, queued: 1, wired: 1, errored: 1 },
        lastDay: { messages: 6, delivered: 1, failed: 1, unknown: 2 },
        dropped: 1,
      },
    ]);
  });

  it('takes test messages into the outbox like any other', async () => {
    const tests = makeTestMessages(knexOf());
    const message = { channel: 'at', recipient: enumerator, text: 'Uji', segments: 1 };
    const id = await tests.put({ ...message, createdAt: noon, expiresAt: noonPlus(60) });
    expect(await tests.find(id)).toEqual({ state: 'pending', reason: null });
    const claim = { channel: 'at', limit: 9, perSecond: null, dropsPlain: true };
    expect((await makeOutbox(knexOf()).claim(claim, noon)).messages).toMatchObject([{ id, text: 'Uji' }]);
    expect(await tests.find('999')).toBeNull();
  });
}
