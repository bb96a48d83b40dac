import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { connectPostgres, isStoreUnreachable } from '../../src/store/connect.ts';
import { eachStore, type TestStore } from '../support/database.ts';

eachStore('a connection', (open) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());

  it('reads values as they are written', async () => {
    const { rows } = await opened.knex.raw(
      `select date '2021-11-24' as day, 9171012345678901::int8 as big, 1.10::numeric as exact,
         timestamptz '2021-11-24 10:00+07' as moment`,
    );
    expect(rows).toEqual([
      {
        day: '2021-11-24',
        big: '9171012345678901',
        exact: '1.10',
        moment: new Date('2021-11-24T03:00:00Z'),
      },
    ]);
  });

  it('takes back what a transaction wrote before it failed', async () => {
    await opened.knex.raw('create table tried (x int primary key)');
    const failing = opened.knex.transaction(async (transaction) => {
      await transaction.raw('insert into tried values (1)');
      await transaction.raw('insert into tried values (1)');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await opened.knex('tried')).toEqual([]);
  });

  it('serves more at once than the pool has connections', async () => {
    const asked = Array.from({ length: 40 }, (_, at) => opened.knex.raw('select ?::int as x', [at]));
    expect((await Promise.all(asked)).map(({ rows }) => rows[0].x)).toEqual(asked.map((_, at) => at));
  });
});

it('a server that ends the connection is unreachable, and reached again soon after', async () => {
  const knex = connectPostgres(inject('databaseUrl'), 1);
  const other = connectPostgres(inject('databaseUrl'), 1);
  try {
    const { rows } = await knex.raw('select pg_backend_pid() as pid');
    const sleeping = knex.raw('select pg_sleep(20)').then(
      () => null,
      (error: unknown) => error,
    );
    await other.raw('select pg_terminate_backend(?)', [rows[0].pid]);
    expect(isStoreUnreachable(await sleeping)).toBe(true);
    // The pool may hand out the broken connection once more.
    const answer = await vi.waitFor(() => knex.raw('select 1 as one'));
    expect(answer.rows).toEqual([{ one: 1 }]);
  } finally {
    await knex.destroy();
    await other.destroy();
  }
});

it('a server that is not there is unreachable', async () => {
  // Port 1 is never PostgreSQL's.
  const knex = connectPostgres('postgresql://postgres@127.0.0.1:1/postgres', 1);
  const error = await knex.raw('select 1').catch((reason: unknown) => reason);
  await knex.destroy();
  expect(isStoreUnreachable(error)).toBe(true);
});
