import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findDemoPhones } from '../../src/store/demo.ts';
import { enumerator, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';

eachStore('the numbers of the demo area', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => resetStore(opened.knex));
  afterAll(() => opened.drop());

  it('are those of its officers', async () => {
    const phones = await findDemoPhones(opened.knex);
    expect(phones).toHaveLength(5);
    expect(phones.slice(0, 2)).toEqual([enumerator, otherEnumerator]);
  });

  describe('leave out', () => {
    it.each([
      ['one of another person', `UPDATE officers SET name = 'Orang Lain' WHERE msisdn = ?`],
      ['one who has ended', 'UPDATE officers SET ended_at = now() WHERE msisdn = ?'],
    ])('%s', async (_, sql) => {
      await opened.knex.raw(sql, [enumerator]);
      expect(await findDemoPhones(opened.knex)).not.toContain(enumerator);
    });
  });
});
