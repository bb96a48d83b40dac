import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { areasCommand } from '../../src/cli/areas.ts';
import { importCommand } from '../../src/cli/import.ts';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { runCommand } from '../support/command.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

describe('kentongan areas', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  let folder: string;
  beforeAll(async () => {
    postgres = await freshPostgres();
    await loadDemoIfEmpty(postgres.knex);
    folder = mkdtempSync(join(inject('runFolder'), 'areas-'));
  });
  afterAll(() => postgres.drop());
  const areas = (...args: string[]) => runCommand(areasCommand, postgres.url, args);
  const file = (name: string, ...lines: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };

  it('shows the provinces', async () => {
    expect((await areas()).out).toMatchInlineSnapshot(`
      "BPS  Kemendagri  level     name   households
      ---  ----------  --------  -----  ----------
      94   91          provinsi  Papua  40"
    `);
  });

  it('shows an area with its place, its codes of all vintages and what is below', async () => {
    expect((await areas('9415')).out).toMatchInlineSnapshot(`
      "9415  Papua > Kabupaten Asmat (kabupaten), 40 households in the prelist
      Kemendagri 9304  Kabupaten Asmat (from 2022-07-25)
      Kemendagri 9118  Kabupaten Asmat (to 2022-07-24)

      BPS      Kemendagri  level      name            households
      -------  ----------  ---------  --------------  ----------
      9415010              kecamatan  Distrik Contoh  40"
    `);
  });

  it('prints for programs', async () => {
    const { code, out } = await areas('9415010001', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      area: { code: '9415010001', level: 'desa', name: 'Kampung Contoh', kemendagri: null, households: 20 },
      above: [
        { code: '94', level: 'provinsi', name: 'Papua', kemendagri: '91' },
        { code: '9415', level: 'kabupaten', name: 'Kabupaten Asmat', kemendagri: '9304' },
        { code: '9415010', level: 'kecamatan', name: 'Distrik Contoh', kemendagri: null },
      ],
      vintages: [],
      below: [],
    });
  });

  const found: [string, string[], string[]][] = [
    ['a name', ['--search', 'asmat'], ['9415']],
    ['a code of now', ['--kemendagri', '93.04'], ['9415']],
    ['a code of before', ['--kemendagri', '9118'], ['9415']],
  ];
  it.each(found)('finds areas by %s', async (_, args, codes) => {
    const { out } = await areas(...args, '--json');
    expect(JSON.parse(out).map((area: { code: string }) => area.code)).toEqual(codes);
  });

  const failures: [string, string[], number, RegExp][] = [
    ['an unknown area', ['9499'], 1, /No area 9499.*--search/],
    ['a name of no area', ['--search', 'Atlantis'], 1, /No area has Atlantis/],
    ['a Kemendagri code as BPS code', ['930401'], 2, /BPS code of 2, 4, 7 or 10 digits/],
    ['a BPS code as Kemendagri code', ['--kemendagri', '9415010'], 2, /2, 4, 6 or 10 digits/],
    ['the BPS code in the other list', ['--kemendagri', '9415'], 1, /had the Kemendagri code 9415/],
    ['two questions at once', ['94', '--search', 'x'], 2, /Give one of/],
    ['two other questions at once', ['--kemendagri', '94', '--search', 'x'], 2, /Give one of/],
    ['no name', ['--search', ' '], 2, /--search takes a name/],
    ['a limit that is none', ['--search', 'x', '--limit', '0'], 2, /--limit takes/],
  ];
  it.each(failures)('says what to do about %s', async (_, args, code, err) => {
    const run = await areas(...args);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toMatch(err);
  });

  it('finds what an import of the bridge brought, the recodes of Papua with it', async () => {
    const bridge = file(
      'bridge.csv',
      'kode_bps,nama_bps,kode_dagri,nama_dagri',
      '9401,MERAUKE,9101,KAB. MERAUKE',
      'x,,,',
    );
    const run = await runCommand(importCommand, postgres.url, ['areas', '--bridge', bridge]);
    expect(run).toMatchObject({
      code: 1,
      out: '2 rows read, 1 written, 1 bad\nline 3: kode_bps must be digits',
    });
    expect((await areas('9401')).out.split('\n').slice(0, 3)).toEqual([
      '9401  Papua > MERAUKE (kabupaten), 0 households in the prelist',
      'Kemendagri 9301  Kabupaten Merauke (from 2022-07-25)',
      'Kemendagri 9101  KAB. MERAUKE (to 2022-07-24)',
    ]);
  });

  const wrongly: [string, string[], RegExp][] = [
    ['both layouts', ['--bridge', '--kemendagri'], /Give one of --bridge and --kemendagri/],
    ['a day of a file that has its own', ['--from', '2020-01-01'], /--from goes with/],
    ['a day that is none', ['--bridge', '--from', '2020-02-30'], /--from takes a day/],
  ];
  it.each(wrongly)('does not import with %s', async (_, args, err) => {
    const list = file('list.csv', 'code,name', '93.04.77,Distrik Baru');
    const run = await runCommand(importCommand, postgres.url, ['areas', ...args, list]);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(err);
  });
});
