import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { measureRate } from '../outbox/measure-rate.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await freshPostgres();
});
afterAll(() => postgres?.drop());

it('two worker processes share the limit of a channel', { timeout: 120_000 }, async () => {
  const rate = await measureRate(postgres.knex, {
    databaseUrl: postgres.url,
    folder: mkdtempSync(join(inject('runFolder'), 'rate-')),
    messages: 500,
    perSecond: 100,
    answerMs: 50,
  });
  expect(rate).toMatchObject({ doubled: 0, unsent: 0 });
  expect(rate.perSecond).toBeLessThanOrEqual(100);
  // A busy machine may not use the limit up; `npm run bench:outbox` shows that it can be.
  expect(rate.perSecond).toBeGreaterThan(40);
  expect(Object.keys(rate.byWorker).sort()).toEqual(['dua', 'satu']);
});
