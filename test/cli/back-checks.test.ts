import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { backChecksCommand } from '../../src/cli/back-checks.ts';
import { importCommand } from '../../src/cli/import.ts';
import { openBackCheckDraw } from '../../src/store/back-checks.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, household, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { openInboxBench } from '../services/inbox-bench.ts';
import { runCommand } from '../support/command.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';
import { members, wholeBlocks } from '../support/sms.ts';

const { housing, assets, programmes } = wholeBlocks;
const { man, woman } = members;

describe('what is checked again, and photos', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  const folder = mkdtempSync(join(inject('runFolder'), 'photos-'));
  const backChecks = (...args: string[]) => runCommand(backChecksCommand, postgres.url, args);
  const importPhotos = (...rows: string[]) => {
    const file = join(folder, 'photos.csv');
    writeFileSync(file, `${['IDBDT,jumlah_foto', ...rows].join('\n')}\n`);
    return runCommand(importCommand, postgres.url, ['photos', file]);
  };

  beforeAll(async () => {
    postgres = await freshPostgres();
    const { knex } = postgres;
    await resetStore(knex);
    expect((await backChecks()).out).toBe('Nothing was drawn yet.');
    const bench = openInboxBench(knex, undefined, await openBackCheckDraw(knex, 1));
    await bench.send(
      `RT 7-16 1212411021 ${housing} ${assets} ${programmes}`,
      `ART 7-16 01${man.digits} 02${woman.digits}`,
    );
    await knex.raw(`UPDATE back_checks SET items = ARRAY['lantai', 'atap', 'sta_pkh'], reported = '{}', given = '{}',
      agreed = ARRAY[true, false, true], supervisor_id = 3, done_at = now(), done_by = 1`);
  });
  afterAll(() => postgres.drop());

  it('lists agreement by enumerator and by item', async () => {
    expect((await backChecks()).out).toMatchInlineSnapshot(`
      "officer  name               drawn  done  agree
      -------  -----------------  -----  ----  -----
      1000044  Contoh Enumerator  1      1     67 %

      item    label  asked  agree
      ------  -----  -----  -----
      III.3   Floor  1      100 %
      III.5a  Roof   1      0 %
      V.5g    PKH    1      100 %"
    `);
  });

  it('of one enumerator, for programs', async () => {
    const run = await backChecks('--officer', enumerator, '--json');
    expect(JSON.parse(run.out)).toEqual([
      {
        officerId: 4,
        code: '1000044',
        name: 'Contoh Enumerator',
        drawn: 1,
        done: 1,
        items: [
          { column: 'atap', asked: 1, agreed: 0 },
          { column: 'lantai', asked: 1, agreed: 1 },
          { column: 'sta_pkh', asked: 1, agreed: 1 },
        ],
      },
    ]);
    expect((await backChecks('--officer', otherEnumerator)).out).toBe('Nothing was drawn yet.');
    expect((await backChecks('--officer', '+6281299999999')).code).toBe(1);
  });

  it('counts photos, and a bad row is told by its line', async () => {
    const run = await importPhotos(
      `${household},9`,
      '9415010001000008,9',
      'x,9',
      `${household},viele`,
      `${household},4`,
    );
    expect(run).toMatchObject({
      code: 1,
      out: [
        '5 rows read, 2 written, 3 bad',
        'line 3: IDBDT is of a household without a report',
        'line 4: IDBDT must have 16 digits',
        'line 5: jumlah_foto must be a number from 0 to 99',
      ].join('\n'),
    });
    const standing = () =>
      query(
        postgres.knex,
        'SELECT foto_tersimpan, foto_tertunda, status FROM dtks.udrt WHERE foto_tersimpan IS NOT NULL',
      );
    expect(await standing()).toEqual([{ foto_tersimpan: 4, foto_tertunda: 5, status: '10' }]);
    expect(await importPhotos(`${household},9`)).toMatchObject({
      code: 0,
      out: '1 rows read, 1 written, 0 bad',
    });
    expect(await importPhotos(`${household},9`)).toMatchObject({ code: 0 });
    expect(await standing()).toEqual([{ foto_tersimpan: 9, foto_tertunda: 0, status: '11' }]);
    expect(await query(postgres.knex, 'SELECT via, action, target, details FROM audit ORDER BY id')).toEqual([
      {
        via: 'command',
        action: 'count-photos',
        target: household,
        details: { photos: 4, from: '10', to: '10' },
      },
      {
        via: 'command',
        action: 'count-photos',
        target: household,
        details: { photos: 9, from: '10', to: '11' },
      },
    ]);
  });
});
