import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../src/store/query.ts';
import { makeStoreSessions } from '../../src/store/store-sessions.ts';
import { madeUpState, sessionsContract } from '../contracts/sessions.ts';
import { noon, noonPlus } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';

eachStore('sessions in the store', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let now = noon;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());

  const sessions = () => makeStoreSessions(opened.knex, () => now);

  sessionsContract('store', async () => ({ sessions: sessions(), close: async () => {} }));

  describe('a state of more than 15 minutes ago', () => {
    const quarterHour = 15 * 60;

    it('is of another call with the same id: it is not found, and does not stand in the way', async () => {
      const state = madeUpState('reused');
      now = noon;
      await sessions().save('at', 'reused', state, 0);
      now = noonPlus(quarterHour - 1);
      expect(await sessions().load('at', 'reused')).not.toBeNull();
      now = noonPlus(quarterHour);
      expect(await sessions().load('at', 'reused')).toBeNull();
      expect(await sessions().save('at', 'reused', state, 1)).toBe(false);
      expect(await sessions().save('at', 'reused', state, 0)).toBe(true);
      expect(await sessions().load('at', 'reused')).toEqual({ state, version: 1 });
    });

    it('is cleared away when other sessions begin', async () => {
      await opened.knex.raw('TRUNCATE ussd_states');
      now = noon;
      for (let at = 0; at < 25; at += 1)
        await sessions().save('at', `old ${at}`, madeUpState(`old ${at}`), 0);
      now = noonPlus(quarterHour + 1);
      await sessions().save('at', 'new 1', madeUpState('new 1'), 0);
      await sessions().save('at', 'new 2', madeUpState('new 2'), 0);
      const left = await query(opened.knex, 'SELECT session_id FROM ussd_states ORDER BY session_id');
      expect(left).toEqual([{ session_id: 'new 1' }, { session_id: 'new 2' }]);
    });
  });
});
