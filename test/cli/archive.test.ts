import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { archiveCommand } from '../../src/cli/archive.ts';
import { archive } from '../../src/store/archive.ts';
import { query } from '../../src/store/query.ts';
import { resetStore } from '../contracts/store-fixtures.ts';
import { runCommand } from '../support/command.ts';
import { eachStore, freshPostgres, type TestPostgres, type TestStore } from '../support/database.ts';

const before = new Date('2021-12-01T00:00:00Z');
const old = '2021-11-30T23:59:59Z';
const young = '2021-12-01T00:00:00Z';

/** Two old messages that were read, one acted on at the desk and one a part that waited in vain, and every kind that must stay. */
async function fill({ knex }: TestStore): Promise<void> {
  await resetStore(knex);
  await knex.raw(`
    INSERT INTO inbox (id, channel, kind, provider_id, sender, raw, is_encrypted, received_at, state, processed_at)
    OVERRIDING SYSTEM VALUE VALUES
      (1, 'at', 'sms', 'old', '+6281200000001', '\\x00ff', false, '${old}', 'done', '${old}'),
      (2, 'at', 'sms', 'part', '+6281200000001', '\\x31', false, '${old}', 'done', '${old}'),
      (3, 'at', 'sms', 'young', '+6281200000001', '\\x31', false, '${old}', 'done', '${young}'),
      (4, 'at', 'sms', 'waiting', '+6281200000001', '\\x31', false, '${old}', 'pending', NULL),
      (5, 'at', 'sms', 'stuck', '+6281200000001', '\\x31', false, '${old}', 'stuck', NULL),
      (6, 'at', 'sms', 'held', '+6281200000001', '\\x31', false, '${old}', 'done', '${old}')`);
  await knex.raw(`
    INSERT INTO reports (id, sender, outcome, is_practice, problems, repairs, channel, source, codebook_version, received_at, processed_at)
    VALUES (6, '+6281200000001', 'held', false, '[]', '[]', 'at', 'sms', 'contoh', '${old}', '${old}')`);
  await knex.raw(
    `INSERT INTO desk_acts (of_id, number, act, user_id, username, at) VALUES (1, 1, 'close', 1, 'contoh', '${old}')`,
  );
  await knex.raw(`INSERT INTO sms_parts (inbox_id, sender, part, total, received_at)
    VALUES (2, '+6281200000001', 1, 2, '${old}')`);
  await knex.raw(`
    INSERT INTO ussd_dialogues (channel, session_id, dialogue, msisdn, began, began_at, stops, has_ended) VALUES
      ('at', 's1', 1, '+6281200000001', 'menu', '${old}', '[]', true),
      ('at', 's2', 1, '+6281200000001', 'menu', '${young}', '[]', true)`);
}

const left = ({ knex }: TestStore) =>
  query<{ name: string }>(
    knex,
    `SELECT provider_id AS name FROM inbox UNION ALL SELECT session_id FROM ussd_dialogues ORDER BY name`,
  ).then((rows) => rows.map(({ name }) => name));

eachStore('the archive', (open) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.drop());
  beforeEach(() => fill(store));

  it('takes what was read before the day and leaves the rest', async () => {
    const lines: string[] = [];
    const counts = await archive(store.knex, before, async (kept) => void lines.push(...kept));
    expect([...counts]).toEqual([
      ['inbox', 2],
      ['ussd_dialogues', 1],
      ['pin_tries', 0],
    ]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { table: 'inbox', row: { id: 1, provider_id: 'old', raw: '\\x00ff' } },
      { table: 'inbox', row: { id: 2, provider_id: 'part' } },
      { table: 'ussd_dialogues', row: { session_id: 's1' } },
    ]);
    expect(await left(store)).toEqual(['held', 's2', 'stuck', 'waiting', 'young']);
  });

  it('deletes nothing that could not be kept', async () => {
    const everything = await left(store);
    await expect(archive(store.knex, before, () => Promise.reject(new Error('disk full')))).rejects.toThrow(
      'disk full',
    );
    expect(await left(store)).toEqual(everything);
  });

  it('goes on over any number of batches', async () => {
    await store.knex.raw(`
      INSERT INTO inbox (id, channel, kind, provider_id, sender, raw, is_encrypted, received_at, state, processed_at)
      OVERRIDING SYSTEM VALUE SELECT 100 + n, 'at', 'sms', 'many-' || n, '+6281200000001', '\\x31', false, '${old}', 'done', '${old}'
      FROM generate_series(1, 2100) AS n`);
    const sizes: number[] = [];
    const counts = await archive(store.knex, before, async (kept) => void sizes.push(kept.length));
    expect(counts.get('inbox')).toBe(2_102);
    expect(sizes).toEqual([1_000, 1_000, 102, 1]);
  });
});

describe('kentongan archive', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  const folder = mkdtempSync(join(inject('runFolder'), 'archive-'));
  const run = (...args: string[]) => runCommand(archiveCommand, postgres.url, args);
  beforeAll(async () => {
    postgres = await freshPostgres();
    await fill(postgres);
  });
  afterAll(() => postgres.drop());

  it('writes lines that gunzip reads, and never into a file that is there', async () => {
    const out = join(folder, 'raw.ndjson.gz');
    const first = await run('--before', '2021-12-01', '--out', out);
    expect(first).toMatchObject({ code: 0, out: 'inbox: 2 rows\nussd_dialogues: 1 rows\npin_tries: 0 rows' });
    const kept = gunzipSync(readFileSync(out)).toString();
    expect(kept.trimEnd().split('\n')).toHaveLength(3);
    expect(await run('--before', '2021-12-01', '--out', out)).toMatchObject({ code: 1 });
    expect(gunzipSync(readFileSync(out)).toString()).toBe(kept);
  });

  it.each([
    ['a day that is none', '2021-13-01'],
    ['a day that a provider may still repeat', new Date().toISOString().slice(0, 10)],
  ])('refuses %s', async (_, day) => {
    const refused = await run('--before', day, '--out', join(folder, 'refused.gz'));
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('--before');
  });
});
