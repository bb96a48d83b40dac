import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { noFigures } from '../../src/domain/workflow/progress.ts';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { execute } from '../../src/store/query.ts';
import { openInboxBench } from '../services/inbox-bench.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

describe('kentongan progress and recount', { timeout: 240_000 }, () => {
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

  beforeAll(async () => {
    postgres = await freshPostgres();
    await loadDemoIfEmpty(postgres.knex);
    // One refused, one to be finished, and a claim of the sub-district.
    await openInboxBench(postgres.knex).send('V 7-16 10152411', 'V 8-13 10112411', {
      sender: '+6281200000021',
      raw: Buffer.from('LAPOR 9415010 9 30 1'),
    });
  });
  afterAll(() => postgres.drop());

  const village = { target: 20, visited: 2, complete: 1, refused: 1 };

  it('shows an area and what lies right below it', async () => {
    const { code, out, err } = await kentongan('progress', '9415010');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toEqual([
      'Distrik Contoh (9415010)',
      '  households  40: 40 of the prelist, 0 proposed',
      '  visited     2 of 40  [#...................]   5 %',
      '  complete    1 of 40  [....................]   2 %',
      '  approved    0 of 40  [....................]   0 %',
      '  refused     1',
      '  not found   0',
      '  held        0 reports',
      '  claimed     9 done, 30 left, 1 refused; received without refused: 1, difference +8',
      '',
      'code        name            target  proposed  visited                                complete  approved  refused  not found  held  claimed  difference',
      '----------  --------------  ------  --------  -------  ----------------------------  --------  --------  -------  ---------  ----  -------  ----------',
      '9415010001  Kampung Contoh  20      0         2        [##..................]  10 %  1         0         1        0          0     -        -',
      '9415010002  Kampung Misal   20      0         0        [....................]   0 %  0         0         0        0          0     -        -',
    ]);
  });

  it('shows the whole country without an area, and the areas above one with --levels', async () => {
    const { out } = await kentongan('progress', '--json');
    expect(JSON.parse(out)).toEqual({
      area: {
        code: '00',
        name: 'Indonesia',
        figures: { ...noFigures, ...village, target: 40 },
        claimed: { done: 9, left: 30, refused: 1 },
      },
      areas: [expect.objectContaining({ code: '94', name: 'Papua' })],
    });
    const levels = JSON.parse((await kentongan('progress', '9415010001', '--levels', '--json')).out);
    expect(levels.above.map((area: { code: string }) => area.code)).toEqual(['00', '94', '9415', '9415010']);
    expect(levels.area.figures).toEqual({ ...noFigures, ...village });
  });

  it('lists officers and days', async () => {
    const officers = await kentongan('progress', '9415', '--by', 'officer', '--json');
    expect(JSON.parse(officers.out).officers).toMatchObject([
      { officerId: 4, name: 'Contoh Enumerator', areas: ['9415010001'], figures: village },
      { officerId: 5, figures: { target: 20, visited: 0 } },
    ]);
    const days = await kentongan('progress', '--by', 'day');
    expect(days.out).toContain('2021-11-24  2        ####################  1 ');
  });

  it.each([
    ['an area that is none', ['progress', '9499'], 1, 'No area 9499.'],
    ['a code of another length', ['progress', '941501'], 2, 'AREA is a BPS code'],
    ['a listing that is none', ['progress', '--by', 'week'], 2, 'week'],
    ['a limit of nothing', ['progress', '--by', 'officer', '--limit', '0'], 2, '--limit takes'],
  ])('refuses %s', async (_, args, code, said) => {
    const ended = await kentongan(...args);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(said);
  });

  it('counts each household of a prelist once, however often it is imported', async () => {
    const file = join(inject('runFolder'), `prelist-${process.pid}.csv`);
    const row = (serial: string) => `9415010002${serial},Contoh Lagi,,,,3`;
    const head = 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART';
    // One that is there already, two of a kind, and a proposal that the ministry knows by now.
    const rows = [head, row('000001'), row('000021'), row('000021'), row('900001')];
    writeFileSync(file, `${rows.join('\n')}\n`);
    for (const _ of [1, 2]) expect(await kentongan('import', 'prelist', file)).toMatchObject({ code: 0 });
    const { out } = await kentongan('progress', '9415010002', '--json');
    expect(JSON.parse(out).area.figures).toEqual({ ...noFigures, target: 21 });
    expect(await kentongan('recount', '--check')).toMatchObject({ code: 0 });
  });

  it('finds sums that are wrong, tells them, and puts them right', async () => {
    await execute(postgres.knex, `INSERT INTO progress_deltas (area_code, visited) VALUES ('9415010002', 5)`);
    const wrong = await kentongan('recount', '--check');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/^area {2}9415010002 {2}- {4}visited {2}5 {5}0 {8}5$/m);
    expect(wrong.out).toContain('kentongan recount');
    expect((await kentongan('recount')).out).toMatch(/^\d+ sums counted anew$/m);
    const right = await kentongan('recount', '--check');
    expect(right.code).toBe(0);
    expect(right.out).toMatch(/^\d+ figures kept, all equal to the recount$/m);
  });
});
