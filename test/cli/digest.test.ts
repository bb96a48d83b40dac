import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAudit } from '../../src/store/audit.ts';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { query } from '../../src/store/query.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** 18:30 in the demo area: everybody there has households left and sent nothing, which their leaders are told. */
const evening = ['--now', '2021-11-24T18:30:00+09:00'];

describe('kentongan digest and audit', { timeout: 240_000 }, () => {
  let postgres: TestPostgres;

  /** Runs the command as its users do, from its sources. */
  function kentongan(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, LOG_LEVEL: 'error', DATABASE_URL: postgres.url };
    return new Promise((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', main, ...args], { env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  }
  const outbox = () => query(postgres.knex, 'SELECT kind, recipient FROM outbox ORDER BY id');

  beforeAll(async () => {
    postgres = await freshPostgres();
    await loadDemoIfEmpty(postgres.knex);
    const entry = { at: new Date('2021-11-24T01:00:00Z'), via: 'command', inboxId: null } as const;
    await writeAudit(postgres.knex, [
      {
        ...entry,
        officerId: null,
        action: 'end-officer',
        targetKind: 'officer',
        target: '5',
        details: { moved: 1 },
      },
      {
        ...entry,
        at: new Date('2021-11-25T01:00:00Z'),
        officerId: 3,
        action: 'approve-report',
        targetKind: 'household',
        target: '9415010001000007',
        details: {},
      },
    ]);
  });
  afterAll(() => postgres.drop());

  it('shows what is due, then puts it into the outbox, once', async () => {
    const dry = await kentongan('digest', '--kind', 'digest', '--dry-run', ...evening);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/kind +zone +day +would go\n-.*\ndigest +WIT +2021-11-24 +2\n/);
    expect(dry.out).toContain('digest to +62812***0011 by at: Tim hari ini: 0 diterima');
    expect(dry.out).not.toContain('+6281200000011');
    expect(await outbox()).toEqual([]);

    const done = await kentongan('digest', '--kind', 'digest', '--json', ...evening);
    expect(JSON.parse(done.out)).toEqual([
      { kind: 'digest', zone: 'WIT', day: '2021-11-24', messages: 2, examples: [] },
    ]);
    const again = await kentongan('digest', '--kind', 'digest', ...evening);
    expect(again.out).toMatch(/digest +WIT +2021-11-24 +0\n/);
    expect(await outbox()).toEqual([
      { kind: 'digest', recipient: '+6281200000021' },
      { kind: 'digest', recipient: '+6281200000011' },
    ]);
  });

  it('has nothing to do at night', async () => {
    const night = await kentongan('digest', '--now', '2021-11-24T23:00:00+07:00');
    expect(night).toEqual({ code: 0, out: 'nothing is due now\n', err: '' });
  });

  it('lists the audit, newest first', async () => {
    const { out } = await kentongan('audit');
    expect(out.trimEnd().split('\n').slice(2)).toEqual([
      expect.stringMatching(
        /^2021-11-25T01:00:00.000Z +\d{7} +command +approve-report +household 9415010001000007$/,
      ),
      expect.stringMatching(/^2021-11-24T01:00:00.000Z +- +command +end-officer +officer 5 +moved=1$/),
    ]);
  });

  it.each([
    ['what an officer did', ['--officer', '081200000011'], ['approve-report']],
    ['what was done to an officer, by number', ['--target', '+6281200000002'], ['end-officer']],
    ['what was done to a household', ['--target', '9415010001000007'], ['approve-report']],
    ['since a day', ['--since', '2021-11-25'], ['approve-report']],
    ['the newest', ['--limit', '1'], ['approve-report']],
    ['nothing', ['--target', '9415010001000008'], []],
  ])('lists %s', async (_, args, actions) => {
    const { out } = await kentongan('audit', '--json', ...args);
    const entries: { action: string }[] = JSON.parse(out);
    expect(entries.map(({ action }) => action)).toEqual(actions);
  });

  it.each([
    ['a day for a time', ['digest', '--now', '2021-11-24'], 2, '--now takes a time'],
    ['an unknown kind', ['digest', '--kind', 'notice'], 2, 'Allowed choices are digest, alert, reminder'],
    ['nobody’s code', ['audit', '--officer', '+6281200000099'], 1, 'No officer has this code or number'],
    ['no time', ['audit', '--since', 'yesterday'], 2, '--since takes a day or a time'],
    ['no limit', ['audit', '--limit', '0'], 2, '--limit takes a whole number'],
  ])('refuses %s in one line', async (_, args, code, message) => {
    const ended = await kentongan(...args);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(message);
  });
});
