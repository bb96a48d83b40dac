import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeskAct } from '../../src/domain/workflow/desk-item.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, household, resetStore } from '../contracts/store-fixtures.ts';
import { freshPostgres } from '../support/database.ts';
import { addUsers, leader, openDeskBench } from '../support/desk-bench.ts';
import { members, wholeDigits } from '../support/sms.ts';

const second = { ...leader, id: 102, username: 'contoh.kedua' };

/** Two users on one message: both saw it as it stood, and two workers read what they did. PostgreSQL alone. */
describe('two users who act on one message at once', () => {
  let opened: Awaited<ReturnType<typeof freshPostgres>>;
  let bench: ReturnType<typeof openDeskBench>;
  beforeAll(async () => {
    opened = await freshPostgres();
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    await resetStore(opened.knex);
    await addUsers(opened.knex, leader, second);
    bench = openDeskBench(opened.knex);
    const { man, woman } = members;
    await bench.send(
      `RT 7-16 ${wholeDigits}`,
      `ART 7-16 01${man.digits} 02${woman.digits}`,
      `ART 7-16 03${man.digits}`,
      { sender: enumerator, raw: Buffer.from('V 8-99 10112411') },
    );
  });

  const mended = { text: 'V 8-13 10112411' };
  it.each([
    ['approve and return', '3', 'approve', 'return', { text: 'salah' }],
    ['return and withdraw', '3', 'return', 'withdraw', { text: 'salah' }],
    ['approve and approve', '3', 'approve', 'approve', {}],
    ['mend and mend, of what was refused and locks no household', '4', 'mend', 'mend', mended],
    ['mend and close', '4', 'mend', 'close', mended],
    ['withdraw and withdraw, of what is in the records', '2', 'withdraw', 'withdraw', {}],
  ] as const)('%s: one takes effect, the other is told', async (_, id, one, other, more) => {
    const version = await bench.seen(id);
    const act = (what: DeskAct, user: typeof leader) => bench.act(what, id, { ...more, version, user });
    const results = await Promise.all([act(one, leader), act(other, second)]);
    const effective = results.filter(({ kind }) => kind === 'done' || kind === 'settled');
    const told = results.filter(
      (result) =>
        result.kind === 'changed' ||
        (result.kind === 'refused' && result.outcome.reason === 'changed-meanwhile'),
    );
    expect([effective.length, told.length]).toEqual([1, 1]);
    expect(await query(opened.knex, 'SELECT FROM desk_acts', {})).toHaveLength(1);
    const revisions = (await bench.record(household))?.revisions.map(({ number }) => number) ?? [];
    expect(revisions).toEqual(revisions.map((_number, index) => index + 1));
  });

  it('mended to two households, which lock nothing of each other: one takes effect', async () => {
    const meeting = meetingOf(2);
    const together = openDeskBench(
      opened.knex,
      (processing) => ({
        processBatch: (limit, work) =>
          processing.processBatch(limit, (claimed, lookup) =>
            work(claimed, {
              ...lookup,
              findHouseholds: async (idbdts) => {
                const found = await lookup.findHouseholds(idbdts);
                await meeting();
                return found;
              },
            }),
          ),
      }),
      1,
    );
    const version = await bench.seen('4');
    const results = await Promise.all([
      together.act('mend', '4', { text: 'V 8-13 10112411', version, user: leader }),
      together.act('mend', '4', { text: 'V 9-10 10112411', version, user: second }),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const written = await query(opened.knex, `SELECT FROM revisions WHERE idbdt > '${household}'`, {});
    expect(written).toHaveLength(1);
  });
});

/** Lets nobody on before so many have come; who comes later goes on at once. */
function meetingOf(count: number): () => Promise<void> {
  let waiting = count;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    waiting -= 1;
    if (waiting <= 0) open();
    return opened;
  };
}
