import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importAreas } from '../../src/store/import-areas.ts';
import { ImportError } from '../../src/store/import-error.ts';
import { importOfficers } from '../../src/store/import-officers.ts';
import { importHouseholds, importMembers } from '../../src/store/import-prelist.ts';
import type { ImportResult } from '../../src/store/import-rows.ts';
import { query } from '../../src/store/query.ts';
import { resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';

type Take = (knex: Knex, text: string, strict?: boolean) => Promise<ImportResult>;

const areas: Take = (knex, text, strict = false) => importAreas(knex, bytesOf(text), { strict });
const households: Take = (knex, text, strict = false) => importHouseholds(knex, bytesOf(text), { strict });
const members: Take = (knex, text, strict = false) => importMembers(knex, bytesOf(text), { strict });
/** Stands for the real normaliser: national numbers get their country. */
const normaliseMsisdn = (raw: string) => {
  const msisdn = raw.replace(/^0/, '+62');
  return /^\+\d{8,15}$/.test(msisdn) ? msisdn : null;
};
const officers: Take = (knex, text, strict = false) =>
  importOfficers(knex, bytesOf(text), { strict, normaliseMsisdn });

const areaHeader = 'kode_bps,kode_kemendagri,nama,tingkat';
const officerHeader = 'msisdn,nama,peran,wilayah,atasan,bahasa';
const householdHeader = 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART';
const memberHeader = 'IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT';

function lines(...rows: string[]): string {
  return `${rows.join('\n')}\n`;
}

/** In small pieces, so that rows and characters are cut anywhere. */
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += 7) yield bytes.subarray(from, from + 7);
}

eachStore('imports', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(() => resetStore(knex));

  const oneHousehold = () =>
    query(
      knex,
      `SELECT head_name, address, member_count FROM prelist_households WHERE idbdt = '9415010001000101'`,
    );

  describe('the form of a file', () => {
    const row = '9415010001000101,Contoh Satu,Jalan Contoh 1,RT Contoh 1,,3';
    const good: [string, string][] = [
      ['LF', lines(householdHeader, row)],
      ['CRLF', `${householdHeader}\r\n${row}\r\n`],
      ['no newline at the end', `${householdHeader}\n${row}`],
      ['a byte order mark', `\uFEFF${lines(householdHeader, row)}`],
      ['semicolons', lines(householdHeader, row).replaceAll(',', ';')],
      ['empty lines', lines('', householdHeader, '', '  ', row, '')],
      ['spaces around cells', lines(householdHeader.replaceAll(',', ' , '), row.replaceAll(',', ' , '))],
      [
        'quotes',
        lines(
          householdHeader,
          row
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
        ),
      ],
      [
        'another order of columns',
        lines('Jumlah_ART,NOKK,Nama_SLS,Alamat,Nama_KRT,IDBDT', row.split(',').reverse().join(',')),
      ],
    ];
    it.each(good)('is read with %s', async (_, text) => {
      expect(await households(knex, text)).toEqual({ read: 1, written: 1, bad: [] });
      expect(await oneHousehold()).toEqual([
        { head_name: 'Contoh Satu', address: 'Jalan Contoh 1', member_count: 3 },
      ]);
    });

    it('keeps separators and quotes within quotes', async () => {
      await households(knex, lines(householdHeader, '9415010001000101,"Contoh ""Satu""","Jalan, Contoh",,,'));
      expect(await oneHousehold()).toEqual([
        { head_name: 'Contoh "Satu"', address: 'Jalan, Contoh', member_count: null },
      ]);
    });

    const refused: [string, string, RegExp][] = [
      ['nothing', '', /^The file is empty; its first line must be IDBDT,/],
      [
        'a missing column',
        'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK',
        /^The header lacks Jumlah_ART; it must be IDBDT,/,
      ],
      ['an unknown column', `${householdHeader},Catatan`, /^The header has the unknown Catatan; it must be/],
      ['a column twice', `${householdHeader},IDBDT`, /^The header has IDBDT twice; it must be/],
      ['another letter case', householdHeader.toLowerCase(), /^The header lacks IDBDT, lacks Nama_KRT/],
      [
        'one endless line',
        `${householdHeader}\n${'9'.repeat(70_000)}`,
        /^The file has a line of over 65,536/,
      ],
    ];
    it.each(refused)('is refused with %s', async (_, text, message) => {
      const error = await households(knex, text).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ImportError);
      expect(error).toHaveProperty('message', expect.stringMatching(message));
    });

    it('is refused when it is not UTF-8', async () => {
      const latin1 = Buffer.from(`${householdHeader}\n9415010001000101,Andr\xe9,,,,\n`, 'latin1');
      const stream = (async function* () {
        yield latin1;
      })();
      await expect(importHouseholds(knex, stream, { strict: false })).rejects.toThrow(
        /^The file is not UTF-8/,
      );
    });
  });

  describe('bad rows', () => {
    const cases: [string, Take, string, string, string][] = [
      [
        'too few cells',
        households,
        householdHeader,
        '9415010001000101,Contoh',
        'has 2 cells where the header has 6',
      ],
      [
        'an open quote',
        households,
        householdHeader,
        '9415010001000101,"Contoh,,,,',
        'a quote is opened or closed in the wrong place',
      ],
      [
        'a cut IDBDT',
        households,
        householdHeader,
        '9.41501E+15,Contoh,,,,',
        'IDBDT must have 16 digits; a spreadsheet cuts long numbers, keep the column as text',
      ],
      [
        'no IDBDT',
        households,
        householdHeader,
        ',Contoh,,,,',
        'IDBDT must have 16 digits; a spreadsheet cuts long numbers, keep the column as text',
      ],
      [
        'an unknown village',
        households,
        householdHeader,
        '9415010009000101,Contoh,,,,',
        'IDBDT lies in village 9415010009, which is no known area',
      ],
      [
        'a No KK of 15 digits',
        households,
        householdHeader,
        '9415010001000101,,,,941501000100000,',
        'NOKK must have 16 digits; a spreadsheet cuts long numbers, keep the column as text',
      ],
      [
        'no member',
        households,
        householdHeader,
        '9415010001000101,,,,,0',
        'Jumlah_ART must be a whole number from 1 to 99',
      ],
      [
        'a hundred members',
        households,
        householdHeader,
        '9415010001000101,,,,,100',
        'Jumlah_ART must be a whole number from 1 to 99',
      ],
      [
        'a long name',
        households,
        householdHeader,
        `9415010001000101,${'a'.repeat(101)},,,,`,
        'Nama_KRT must have at most 100 characters',
      ],
      [
        'a null character',
        households,
        householdHeader,
        '9415010001000101,a\0b,,,,',
        'Nama_KRT has a null character',
      ],
      [
        'a member of no household',
        members,
        memberHeader,
        '9415010001000999,1,,,,,',
        'IDBDT is no household of the prelist',
      ],
      [
        'a member without number',
        members,
        memberHeader,
        '9415010001000001,,,,,,',
        'no_urut must be a whole number from 1 to 99',
      ],
      [
        'a NIK of 17 digits',
        members,
        memberHeader,
        '9415010001000001,1,,94150101019000012,,,',
        'NIK must have 16 digits; a spreadsheet cuts long numbers, keep the column as text',
      ],
      [
        'an unknown sex',
        members,
        memberHeader,
        '9415010001000001,1,,,3,,',
        'JnsKel must be a whole number from 1 to 2',
      ],
      [
        'an impossible date',
        members,
        memberHeader,
        '9415010001000001,1,,,,2021-02-30,',
        'TglLahir must be a date like 1990-12-31',
      ],
      [
        'a date in another form',
        members,
        memberHeader,
        '9415010001000001,1,,,,31/12/1990,',
        'TglLahir must be a date like 1990-12-31',
      ],
      [
        'a code that does not fit its level',
        areas,
        areaHeader,
        '941501,,Contoh,kecamatan',
        'kode_bps must have 7 digits for a kecamatan',
      ],
      [
        'a Kemendagri code of another level',
        areas,
        areaHeader,
        '9415020,93.04,Contoh,kecamatan',
        'kode_kemendagri must have 6 digits for a kecamatan',
      ],
      [
        'an unknown level',
        areas,
        areaHeader,
        '9415020,,Contoh,distrik',
        'tingkat must be one of provinsi, kabupaten, kecamatan, desa',
      ],
      ['an area without name', areas, areaHeader, '9415020,,,kecamatan', 'nama is missing'],
      [
        'an area without parent',
        areas,
        areaHeader,
        '9416020,,Contoh,kecamatan',
        'kode_bps lies in 9416, which is neither in the file nor in the store',
      ],
      [
        'no telephone number',
        officers,
        officerHeader,
        'x,Contoh,enumerator,9415010001,,',
        'msisdn is no telephone number',
      ],
      [
        'an unknown role',
        officers,
        officerHeader,
        '081200000055,Contoh,lurah,9415010001,,',
        'peran must be one of enumerator, pengawas, korcam, korkab, korwil, pusat',
      ],
      [
        'an unknown area',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,9415010001|9415010009,,',
        'wilayah has the unknown area 9415010009',
      ],
      [
        'an area that is no code',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,Kampung,,',
        'wilayah must be BPS codes',
      ],
      ['no area', officers, officerHeader, '081200000055,Contoh,enumerator,,,', 'wilayah is missing'],
      [
        'an unknown superior',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,9415010001,081200000099,',
        'atasan is no officer of a higher role',
      ],
      [
        'themselves as superior',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,9415010001,081200000055,',
        'atasan must have a higher role',
      ],
      [
        'a superior of the same role',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,9415010001,081200000001,',
        'atasan must have a higher role',
      ],
      [
        'an unknown language',
        officers,
        officerHeader,
        '081200000055,Contoh,enumerator,9415010001,,jv',
        'bahasa must be id or en',
      ],
    ];
    it.each(cases)('%s', async (_, take, header, row, reason) => {
      expect(await take(knex, lines(header, row))).toEqual({
        read: 1,
        written: 0,
        bad: [{ line: 2, reason }],
      });
    });

    const mixed = lines(
      householdHeader,
      '9415010001000101,Contoh Satu,,,,3',
      '941501000100010,"Contoh,,,,',
      '',
      '9415010001000103,Contoh Tiga,,,,x',
      '9415010001000104,Contoh Empat,,,,1',
    );

    it('are told with their lines, and the good ones are taken', async () => {
      const { read, written, bad } = await households(knex, mixed);
      expect({ read, written, lines: bad.map(({ line }) => line) }).toEqual({
        read: 4,
        written: 2,
        lines: [3, 5],
      });
      expect(await oneHousehold()).toHaveLength(1);
    });

    it('leave out all with strict', async () => {
      const { read, written, bad } = await households(knex, mixed, true);
      expect({ read, written, lines: bad.map(({ line }) => line) }).toEqual({
        read: 4,
        written: 0,
        lines: [3, 5],
      });
      expect(await oneHousehold()).toEqual([]);
    });
  });

  it('takes a whole good file with strict', async () => {
    const text = lines(householdHeader, '9415010001000101,Contoh Satu,,,,3');
    expect(await households(knex, text, true)).toEqual({ read: 1, written: 1, bad: [] });
    expect(await oneHousehold()).toHaveLength(1);
  });

  it('takes files of several batches, and tells how far it is', async () => {
    const rows = Array.from(
      { length: 2_500 },
      (_, at) => `9415010001${String(1_000 + at).padStart(6, '0')},,,,,1`,
    );
    const progress: number[] = [];
    const result = await importHouseholds(knex, bytesOf(lines(householdHeader, ...rows)), {
      strict: false,
      onProgress: (read) => progress.push(read),
    });
    expect(result).toEqual({ read: 2_500, written: 2_500, bad: [] });
    expect(progress).toEqual([1_000, 2_000, 2_500]);
  });

  it('takes the last of repeated rows, and imports again without harm', async () => {
    const text = lines(householdHeader, '9415010001000101,Lama,,,,3', '9415010001000101,Baru,,,,4');
    for (const _ of ['once', 'again']) {
      await households(knex, text);
      expect(await oneHousehold()).toEqual([{ head_name: 'Baru', address: null, member_count: 4 }]);
    }
  });

  it('takes areas in any order, with Kemendagri codes with or without dots', async () => {
    const text = lines(
      areaHeader,
      '9416010001,93.05.01.2001,Kampung Misal,desa',
      '9416010,930501,Distrik Misal,Kecamatan',
      '9416,93.05,Kabupaten Misal,kabupaten',
      '9415,,Kabupaten Asmat Baru,kabupaten',
    );
    expect(await areas(knex, text)).toEqual({ read: 4, written: 4, bad: [] });
    expect(
      await query(
        knex,
        `SELECT code, level, parent, name, kemendagri FROM areas WHERE code LIKE '9416%' OR code = '9415' ORDER BY code`,
      ),
    ).toEqual([
      { code: '9415', level: 'kabupaten', parent: '94', name: 'Kabupaten Asmat Baru', kemendagri: '9304' },
      { code: '9416', level: 'kabupaten', parent: '94', name: 'Kabupaten Misal', kemendagri: '9305' },
      { code: '9416010', level: 'kecamatan', parent: '9416', name: 'Distrik Misal', kemendagri: '930501' },
      {
        code: '9416010001',
        level: 'desa',
        parent: '9416010',
        name: 'Kampung Misal',
        kemendagri: '9305012001',
      },
    ]);
  });

  it('takes members with all they have', async () => {
    const text = lines(memberHeader, '9415010001000001,7,Contoh Tujuh,1234567890123456,2,1990-12-31,3');
    expect(await members(knex, text)).toEqual({ read: 1, written: 1, bad: [] });
    expect(
      await query(knex, 'SELECT name, nik, sex, birth_date, relation FROM prelist_members WHERE number = 7'),
    ).toEqual([
      { name: 'Contoh Tujuh', nik: '1234567890123456', sex: 2, birth_date: '1990-12-31', relation: 3 },
    ]);
  });

  describe('officers', () => {
    const text = lines(
      officerHeader,
      '081200000055,Contoh Lima,enumerator,9415010001 | 9415010002,081200000056,en',
      '081200000056,Contoh Enam,Pengawas,9415010,+6281200000021,',
      '081200000057,Contoh Pusat,pusat,,,id',
    );
    const stored = () =>
      query(
        knex,
        `SELECT officers.msisdn, officers.role, officers.language, superiors.msisdn AS superior,
           ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY 1) AS areas
         FROM officers LEFT JOIN officers AS superiors ON superiors.id = officers.superior_id
         WHERE officers.msisdn LIKE '+628120000005%' ORDER BY officers.msisdn`,
      );
    const expected = [
      {
        msisdn: '+6281200000055',
        role: 'enumerator',
        language: 'en',
        superior: '+6281200000056',
        areas: ['9415010001', '9415010002'],
      },
      {
        msisdn: '+6281200000056',
        role: 'pengawas',
        language: 'id',
        superior: '+6281200000021',
        areas: ['9415010'],
      },
      { msisdn: '+6281200000057', role: 'pusat', language: 'id', superior: null, areas: [] },
    ];

    it('come with superiors from anywhere in the file or the store, again without harm', async () => {
      for (const _ of ['once', 'again']) {
        expect(await officers(knex, text)).toEqual({ read: 3, written: 3, bad: [] });
        expect(await stored()).toEqual(expected);
      }
    });

    it('get the areas and the superior of the newest file, and keep the language they chose', async () => {
      await officers(knex, text);
      await knex.raw(`UPDATE officers SET language = 'id' WHERE msisdn = '+6281200000055'`);
      await officers(knex, lines(officerHeader, '081200000055,Contoh Lima,enumerator,9415010002,,en'));
      expect((await stored())[0]).toEqual({
        ...expected[0],
        language: 'id',
        superior: null,
        areas: ['9415010002'],
      });
    });

    it('are left out when their superior is', async () => {
      const { bad } = await officers(knex, text.replace('9415010,+', '9419999,+'));
      expect(bad).toEqual([
        { line: 2, reason: 'atasan is no officer of a higher role' },
        { line: 3, reason: 'wilayah has the unknown area 9419999' },
      ]);
    });
  });
});
