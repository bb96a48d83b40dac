import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRows } from '../../src/store/insert-rows.ts';
import { query } from '../../src/store/query.ts';
import { eachStore } from '../support/database.ts';

const columns = {
  at: 'integer',
  note: 'text',
  words: 'text[]',
  data: 'jsonb',
  bytes: 'bytea',
  moment: 'timestamptz',
  day: 'date',
  'Odd "Name"': 'boolean',
};

eachStore('insertRows', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
    await opened.knex.raw(`
      CREATE TABLE written (at integer PRIMARY KEY, note text, words text[], data jsonb, bytes bytea,
        moment timestamptz, day date, "Odd ""Name""" boolean)`);
  });
  afterAll(() => opened.drop());

  describe('rows', () => {
    // PostgreSQL's text holds no null character; half a surrogate pair is no text anywhere.
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'));
    const written = fc.record({
      note: fc.option(text),
      words: fc.option(fc.array(text, { maxLength: 4 })),
      data: fc.option(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(text, fc.integer(), fc.constant(null))),
      ),
      bytes: fc.option(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes))),
      moment: fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })),
      day: fc.option(fc.constantFrom('2021-11-24', '2024-02-29')),
      'Odd "Name"': fc.option(fc.boolean()),
    });

    it('read back as they were written, whatever they hold', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 20 }), async (given) => {
          const rows = given.map((row, at) => ({ at, ...row }));
          await opened.knex.raw('TRUNCATE written');
          await insertRows(opened.knex, { table: 'written', columns }, rows);
          expect(await query(opened.knex, 'SELECT * FROM written ORDER BY at')).toEqual(rows);
        }),
        { numRuns: 40 },
      );
    });

    it('have no bound in number by the protocol', async () => {
      await opened.knex.raw('TRUNCATE written');
      const rows = Array.from({ length: 20_000 }, (_, at) => ({ at, note: `row ${at}` }));
      await insertRows(opened.knex, { table: 'written', columns }, rows);
      expect(await query(opened.knex, 'SELECT count(*), count(note) AS notes FROM written')).toEqual([
        { count: '20000', notes: '20000' },
      ]);
    });

    it('return what the statement returns', async () => {
      await opened.knex.raw('TRUNCATE written');
      const target = { table: 'written', columns, afterwards: 'ON CONFLICT DO NOTHING RETURNING at' };
      expect(await insertRows(opened.knex, target, [{ at: 2 }, { at: 1 }, { at: 2 }])).toEqual([
        { at: 2 },
        { at: 1 },
      ]);
      expect(await insertRows(opened.knex, target, [])).toEqual([]);
    });

    it('with a key that is no column are refused, without a value in the error', async () => {
      await expect(
        insertRows(opened.knex, { table: 'written', columns }, [{ at: 1, extra: 'secret' }]),
      ).rejects.toThrow(/^Table written has no column extra$/);
    });
  });
});
