import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryState, SendResult } from '../../src/ports.ts';
import { makeOutbox } from '../../src/store/outbox.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, noon, noonPlus, otherEnumerator, resetStore } from './store-fixtures.ts';

const sent = { ok: true, providerMessageId: 'ATX_1', cost: 'IDR 350' } satisfies SendResult;
const retryable = { ok: false, reason: '500', isRetryable: true, isUncertain: false } satisfies SendResult;

/** What every store keeps of the port `Outbox`. */
export function outboxContract(knexOf: () => Knex): void {
  const outbox = () => makeOutbox(knexOf());

  /** Ids are 1, 2, … in the order of `expiresInSeconds`. */
  async function put(expiresInSeconds: readonly number[], recipient = enumerator): Promise<void> {
    for (const seconds of expiresInSeconds) {
      await knexOf().raw(
        `INSERT INTO outbox (channel, recipient, text, segments, created_at, expires_at)
         VALUES ('at', ?, 'Diterima', 1, ?, ?)`,
        [recipient, noon, noonPlus(seconds)],
      );
    }
  }

  async function stateOf(id: string) {
    const [row] = await query<{ state: DeliveryState; attempts: number; last_error: string | null }>(
      knexOf(),
      'SELECT state, attempts, last_error FROM outbox WHERE id = :id',
      { id },
    );
    return row;
  }

  beforeEach(() => resetStore(knexOf()));

  describe('claim', () => {
    it('takes due rows in order, each once', async () => {
      await put([60, 60, 60]);
      expect(await outbox().claim(2, noon)).toEqual(
        ['1', '2'].map((id) => ({
          id,
          channel: 'at',
          recipient: enumerator,
          text: 'Diterima',
          segments: 1,
          attempts: 1,
        })),
      );
      expect((await outbox().claim(2, noon)).map(({ id }) => id)).toEqual(['3']);
      expect(await outbox().claim(2, noon)).toEqual([]);
    });

    it('passes over what is past its use, however much of it there is', async () => {
      await put([-1, 0, -1, 60]);
      expect((await outbox().claim(2, noon)).map(({ id }) => id)).toEqual(['4']);
      expect([await stateOf('1'), await stateOf('2')]).toMatchObject([
        { state: 'expired', attempts: 0 },
        { state: 'expired', attempts: 0 },
      ]);
    });

    it('takes answers before messages of our own accord, and these not before their time', async () => {
      await put([60, 60, 60]);
      await knexOf().raw(`UPDATE outbox SET kind = 'digest' WHERE id < 3`);
      await knexOf().raw('UPDATE outbox SET not_before = ? WHERE id = 1', [noonPlus(30)]);
      const ids = async (now: Date) => (await outbox().claim(1, now)).map(({ id }) => id);
      expect([await ids(noon), await ids(noon), await ids(noonPlus(29)), await ids(noonPlus(30))]).toEqual([
        ['3'],
        ['2'],
        [],
        ['1'],
      ]);
    });

    it('gives a row to one of many claimers', async () => {
      await put(Array.from({ length: 30 }, () => 60));
      const claims = await Promise.all(Array.from({ length: 6 }, () => outbox().claim(10, noon)));
      const ids = claims.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  describe('settle', () => {
    const cases: [string, SendResult, DeliveryState][] = [
      ['sent', sent, 'sent'],
      ['sent without an id', { ok: true, providerMessageId: null, cost: null }, 'sent'],
      ['refused for good', { ...retryable, isRetryable: false }, 'failed'],
      ['to be tried again', retryable, 'errored'],
      ['uncertain, never to be sent again', { ...retryable, isUncertain: true }, 'unknown'],
    ];
    it.each(cases)('%s', async (_, result, state) => {
      await put([60]);
      await outbox().claim(1, noon);
      await outbox().settle('1', result, noon);
      expect((await stateOf('1'))?.state).toBe(state);
      expect(await outbox().claim(1, noon)).toEqual([]);
    });

    it('keeps the cost of what was sent', async () => {
      await put([60]);
      await outbox().claim(1, noon);
      await outbox().settle('1', sent, noon);
      expect(await query(knexOf(), 'SELECT cost, sent_at FROM outbox')).toEqual([
        { cost: 'IDR 350', sent_at: noon },
      ]);
    });

    it('tries again later and later, five times in all', async () => {
      await put([86_400]);
      let now = noon;
      for (const waitSeconds of [10, 20, 40, 80]) {
        expect(await outbox().claim(1, now)).toHaveLength(1);
        await outbox().settle('1', retryable, now);
        now = new Date(now.getTime() + waitSeconds * 1000);
        expect(await outbox().claim(1, new Date(now.getTime() - 1))).toEqual([]);
      }
      expect(await outbox().claim(1, now)).toHaveLength(1);
      await outbox().settle('1', retryable, now);
      expect(await stateOf('1')).toEqual({ state: 'failed', attempts: 5, last_error: '500' });
    });
  });

  describe('recordDelivery', () => {
    const cases: [string, DeliveryState, DeliveryState, DeliveryState][] = [
      ['delivered', 'sent', 'delivered', 'delivered'],
      ['failed', 'sent', 'failed', 'failed'],
      ['expired', 'sent', 'expired', 'expired'],
      ['sent, again', 'sent', 'sent', 'sent'],
      ['delivered stays delivered', 'delivered', 'sent', 'delivered'],
      ['delivered is not undone by failed', 'delivered', 'failed', 'delivered'],
      ['failed, then delivered after all', 'failed', 'delivered', 'delivered'],
      ['unknown, then delivered', 'unknown', 'delivered', 'delivered'],
      ['pending does not make it due again', 'sent', 'pending', 'sent'],
      ['errored does not make it due again', 'sent', 'errored', 'sent'],
    ];
    it.each(cases)('%s', async (_, before, reported, expected) => {
      await put([60]);
      await outbox().claim(1, noon);
      await outbox().settle('1', sent, noon);
      await knexOf().raw('UPDATE outbox SET state = ?', [before]);
      expect(await outbox().recordDelivery('at', 'ATX_1', reported, null)).toBe(true);
      expect((await stateOf('1'))?.state).toBe(expected);
    });

    it('keeps the reason of a failure', async () => {
      await put([60]);
      await outbox().claim(1, noon);
      await outbox().settle('1', sent, noon);
      await outbox().recordDelivery('at', 'ATX_1', 'failed', 'AbsentSubscriber');
      expect((await stateOf('1'))?.last_error).toBe('AbsentSubscriber');
    });

    it('knows no message of another channel or id', async () => {
      await put([60]);
      await outbox().claim(1, noon);
      await outbox().settle('1', sent, noon);
      expect(await outbox().recordDelivery('other', 'ATX_1', 'delivered', null)).toBe(false);
      expect(await outbox().recordDelivery('at', 'ATX_2', 'delivered', null)).toBe(false);
    });
  });

  it('gives up what was wired long ago without a result', async () => {
    await put([86_400, 86_400]);
    await outbox().claim(1, noon);
    await outbox().claim(1, noonPlus(60));
    expect(await outbox().giveUpWired(60_000, noonPlus(61))).toBe(1);
    expect([await stateOf('1'), await stateOf('2')]).toMatchObject([
      { state: 'unknown' },
      { state: 'wired' },
    ]);
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
