import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BpsCode, parseBpsCode, parseKemendagriCode } from '../../src/domain/identity/area-code.ts';
import { readRecodes } from '../../src/flow-files.ts';
import { findNikAreas, keepNikAreas } from '../../src/store/area-codes.ts';
import {
  findAreas,
  findAreasByKemendagri,
  listAreas,
  listVintages,
  searchAreas,
} from '../../src/store/areas.ts';
import { type AreaImportOptions, importAreas } from '../../src/store/import-areas.ts';
import { query } from '../../src/store/query.ts';
import { noon, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';

const header = 'kode_bps,kode_kemendagri,nama,tingkat';
const recodes = readRecodes();

eachStore('areas', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(() => resetStore(knex));

  const take = (lines: readonly string[], options: Partial<AreaImportOptions> = {}) =>
    importAreas(knex, oneChunk(lines.join('\n')), { strict: false, ...options });
  const inForce = async (code: string) => (await findAreas(knex, [bps(code)])).get(bps(code))?.kemendagri;
  const vintages = async (code: string) =>
    (await listVintages(knex, bps(code))).map(({ kemendagri, validFrom, validTo }) =>
      [kemendagri, validFrom, validTo].join(' '),
    );
  const byKemendagri = async (code: string) => {
    const asked = parseKemendagriCode(code);
    if (asked === null) throw new Error(`${code} is no code`);
    return ((await findAreasByKemendagri(knex, [asked])).get(asked) ?? []).map((area) => area.code);
  };

  describe('vintages of a Kemendagri code', () => {
    it('come with another code for the same area, the last of which is in force', async () => {
      await take([header, '9499,9199,Kabupaten Misal,kabupaten']);
      await take([header, '9499,9399,Kabupaten Misal,kabupaten']);
      expect(await inForce('9499')).toBe('9399');
      expect((await vintages('9499')).sort()).toEqual(['9199  ', '9399  ']);
      expect(await byKemendagri('9199')).toEqual(['9499']);
      expect(await byKemendagri('9399')).toEqual(['9499']);
    });

    it('are told apart by their days, whichever is imported first', async () => {
      const dated = `${header},berlaku_dari,berlaku_sampai`;
      await take([
        dated,
        '9499,9399,Kabupaten Misal,kabupaten,2022-07-25,',
        '9499,9199,Kabupaten Dulu,kabupaten,,2022-07-24',
      ]);
      await take([dated, '9499,9198,Kabupaten Purba,kabupaten,1999-10-04,2002-12-10']);
      expect(await inForce('9499')).toBe('9399');
      expect(await vintages('9499')).toEqual([
        '9399 2022-07-25 ',
        '9199  2022-07-24',
        '9198 1999-10-04 2002-12-10',
      ]);
      expect((await findAreas(knex, [bps('9499')])).get(bps('9499'))?.name).toBe('Kabupaten Misal');
      expect((await listVintages(knex, bps('9499'))).map(({ name }) => name)).toEqual([
        'Kabupaten Misal',
        'Kabupaten Dulu',
        'Kabupaten Purba',
      ]);
    });

    it('stay when an area is imported again, without a code or with the same one', async () => {
      for (const code of ['9304', '', '93.04']) {
        await take([header, `9415,${code},Kabupaten Asmat,kabupaten`]);
        expect(await vintages('9415')).toEqual(['9304 2022-07-25 ', '9118  2022-07-24']);
        expect(await inForce('9415')).toBe('9304');
      }
    });

    it('refuse days that are none or in the wrong order', async () => {
      const { bad } = await take([
        `${header},berlaku_dari,berlaku_sampai`,
        '9499,9399,Kabupaten Misal,kabupaten,25-07-2022,',
        '9499,9399,Kabupaten Misal,kabupaten,2022-07-25,2022-07-24',
      ]);
      expect(bad).toEqual([
        { line: 2, reason: 'berlaku_dari must be a date like 2022-07-25' },
        { line: 3, reason: 'berlaku_sampai is before berlaku_dari' },
      ]);
    });
  });

  describe('the two kinds of codes', () => {
    /** Three regencies in a ring: each has the Kemendagri code that is the BPS code of the next one. */
    const ring = [
      header,
      '9491,9492,Misal Satu,kabupaten',
      '9492,9493,Misal Dua,kabupaten',
      '9493,9491,Misal Tiga,kabupaten',
    ];

    it('lead to one area each where the same digits are a code of both kinds', async () => {
      await take(ring);
      const named = await findAreas(knex, [bps('9491'), bps('9492'), bps('9493')]);
      expect([...named.values()].map(({ code, name }) => `${code} ${name}`).sort()).toEqual([
        '9491 Misal Satu',
        '9492 Misal Dua',
        '9493 Misal Tiga',
      ]);
      expect(await byKemendagri('9492')).toEqual(['9491']);
      expect(await byKemendagri('9493')).toEqual(['9492']);
      expect(await byKemendagri('9491')).toEqual(['9493']);
    });
  });

  describe('the 26 recoded regencies of Papua', () => {
    const regencies = (vintage: 'before' | 'now') => [
      header,
      '91,92,Papua Barat,provinsi',
      ...recodes.map((recode) => `${recode.bps},${recode[vintage]},${recode.name},kabupaten`),
    ];

    it.each(['before', 'now'] as const)(
      'are found by both codes, imported with that of %s',
      async (vintage) => {
        expect(recodes).toHaveLength(26);
        expect(await take(regencies(vintage), { recodes })).toMatchObject({ bad: [] });
        for (const { bps: code, before, now } of recodes) {
          expect(await byKemendagri(before)).toEqual([code]);
          expect(await byKemendagri(now)).toEqual([code]);
          expect(await inForce(code)).toBe(now);
        }
      },
    );

    it('keep days that a file gave, also where they speak against ours', async () => {
      const dated = `${header},berlaku_dari,berlaku_sampai`;
      await take([dated, '9401,9101,Kabupaten Merauke,kabupaten,2023-01-01,'], { recodes });
      expect(await vintages('9401')).toEqual(['9101 2023-01-01 ', '9301 2022-07-25 ']);
    });
  });

  describe('other layouts', () => {
    it('take the bridge of BPS, with both names', async () => {
      const lines = [
        'kode_bps,nama_bps,kode_dagri,nama_dagri',
        '9499,MISAL,91.99,KAB. MISAL',
        '9498,CONTOH,,',
      ];
      expect(await take(lines, { layout: 'bridge', from: '2020-01-01' })).toMatchObject({
        written: 2,
        bad: [],
      });
      expect((await findAreas(knex, [bps('9499')])).get(bps('9499'))).toEqual({
        code: '9499',
        level: 'kabupaten',
        name: 'MISAL',
        kemendagri: '9199',
      });
      expect(await listVintages(knex, bps('9499'))).toEqual([
        { kemendagri: '9199', name: 'KAB. MISAL', validFrom: '2020-01-01', validTo: null },
      ]);
      expect(await listVintages(knex, bps('9498'))).toEqual([]);
    });

    it('refuse rows of the bridge whose codes are of different levels', async () => {
      const lines = [
        'kode_bps,nama_bps,kode_dagri,nama_dagri',
        '9499,MISAL,919901,MISAL',
        '949,MISAL,9199,MISAL',
      ];
      expect((await take(lines, { layout: 'bridge' })).bad).toEqual([
        { line: 2, reason: 'kode_dagri must have 4 digits for a kabupaten' },
        { line: 3, reason: 'kode_bps must have 2, 4, 7 or 10 digits' },
      ]);
    });

    it('take Kemendagri’s own list beside what is known, again without harm', async () => {
      const lines = [
        'code,regency_code,name',
        '93.04.77,93.04,Distrik Baru',
        '93.04,93,Kabupaten Asmat',
        'x,,Misal',
      ];
      for (const _ of ['once', 'again']) {
        expect(await take(lines, { layout: 'kemendagri' })).toEqual({
          read: 3,
          written: 2,
          bad: [{ line: 4, reason: 'code must have 2, 4, 6 or 10 digits, with or without dots' }],
        });
        const rows = await query(knex, 'SELECT kemendagri, name FROM area_codes WHERE area_code IS NULL');
        expect(rows).toEqual([{ kemendagri: '930477', name: 'Distrik Baru' }]);
      }
      await take([header, '9415777,930477,Distrik Baru,kecamatan']);
      expect(await byKemendagri('930477')).toEqual(['9415777']);
      expect(await query(knex, 'SELECT FROM area_codes WHERE area_code IS NULL')).toEqual([]);
    });
  });

  it('refuses an area in a bad one, from any level', async () => {
    const { bad } = await take([
      header,
      '9601010001,,Kampung,desa',
      '9601010,,Distrik,kecamatan',
      '9601,,Kabupaten,kabupaten',
    ]);
    expect(bad).toEqual([
      { line: 2, reason: 'kode_bps lies in 9601010, which is neither in the file nor in the store' },
      { line: 3, reason: 'kode_bps lies in 9601, which is neither in the file nor in the store' },
      { line: 4, reason: 'kode_bps lies in 96, which is neither in the file nor in the store' },
    ]);
  });

  it('puts an import into the audit, an entry a province', async () => {
    await take([
      header,
      '95,,Provinsi Misal,provinsi',
      '9501,,Kabupaten Misal,kabupaten',
      '9499,,Misal,kabupaten',
    ]);
    const rows = await query(
      knex,
      `SELECT target, via, details FROM audit WHERE action = 'import-areas' ORDER BY target`,
    );
    expect(rows).toEqual([
      { target: '94', via: 'command', details: { rows: 1 } },
      { target: '95', via: 'command', details: { rows: 2 } },
    ]);
  });

  it('lists what is right below, and finds names in any case and of any vintage', async () => {
    await take([`${header},berlaku_sampai`, '9415,9117,Kabupaten Rawa,kabupaten,2002-12-10']);
    expect((await listAreas(knex, null)).map(({ code }) => code)).toEqual(['94']);
    expect((await listAreas(knex, bps('9415010'))).map(({ name }) => name)).toEqual([
      'Kampung Contoh',
      'Kampung Misal',
    ]);
    expect((await searchAreas(knex, 'CONTOH', 9)).map(({ code }) => code)).toEqual(['9415010', '9415010001']);
    expect((await searchAreas(knex, 'contoh', 1)).map(({ code }) => code)).toEqual(['9415010']);
    expect((await searchAreas(knex, 'rawa', 9)).map(({ name }) => name)).toEqual(['Kabupaten Asmat']);
    expect(await searchAreas(knex, '%', 9)).toEqual([]);
  });

  it('tells unknown heads of NIKs once the whole country is there, and sees imports after a while', async () => {
    const country = [header, '31,31,Provinsi Misal,provinsi'];
    for (let at = 1; at <= 99; at += 1) country.push(`${3100 + at},${3100 + at},Misal,kabupaten`);
    await take(country);
    let now = noon;
    const kept = keepNikAreas(knex, () => now);
    expect((await kept()).isUnknown('990101')).toBe(false);
    for (const province of ['32', '33', '34', '35', '36']) {
      await take(country.map((line) => line.replace(/^31(\d*),31/, `${province}$1,${province}`)));
    }
    expect((await findNikAreas(knex)).isUnknown('990101')).toBe(true);
    expect((await findNikAreas(knex)).isUnknown('310101')).toBe(false);
    expect((await kept()).isUnknown('990101')).toBe(false);
    now = new Date(noon.getTime() + 5 * 60_000);
    expect((await kept()).isUnknown('990101')).toBe(true);
  });
});

function bps(text: string): BpsCode {
  const code = parseBpsCode(text);
  if (code === null) throw new Error(`${text} is no code`);
  return code;
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}
