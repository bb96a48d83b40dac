import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { searchWords } from '../../src/domain/search/words.ts';
import type { AuditEntry, Doer } from '../../src/ports.ts';
import { makeAreaList } from '../../src/store/area-list.ts';
import { writeAudit } from '../../src/store/audit.ts';
import { makeAuditReader } from '../../src/store/list-audit.ts';
import { makePrelistList } from '../../src/store/prelist-list.ts';
import { query } from '../../src/store/query.ts';
import { makeStaff } from '../../src/store/staff.ts';
import { household, noon, resetStore } from './store-fixtures.ts';

const everywhere = [''];
/** Later than the demo area was loaded, whenever that was. */
const doer: Doer = { at: new Date('2100-01-01T00:00:00Z'), officerId: null, via: 'command', inboxId: null };

/** What every store keeps of the ports that lists are read by: `Staff`, `AreaList`, `PrelistList`, `AuditReader`. */
export function listsContract(knexOf: () => Knex): void {
  beforeEach(() => resetStore(knexOf()));

  describe('officers', () => {
    const search = async (wanted: object) => {
      const found = await makeStaff(knexOf()).search({
        scope: everywhere,
        withEnded: false,
        limit: 50,
        ...wanted,
      });
      return found.map(({ msisdn }) => msisdn.slice(-2));
    };

    it.each<[string, object, string[]]>([
      ['all, by code', {}, ['01', '02', '11', '21', '31']],
      ['a village', { scope: ['9415010002'] }, ['02', '11']],
      ['a sub-district', { scope: ['9415010'] }, ['01', '02', '11', '21']],
      ['two villages', { scope: ['9415010001', '9415010002'] }, ['01', '02', '11']],
      ['another regency', { scope: ['9401'] }, []],
      ['no area', { scope: [] }, []],
      ['a role', { role: 'korcam' }, ['21']],
      ['a role elsewhere', { role: 'korkab', scope: ['9415010001'] }, []],
      ['a number', { key: '+6281200000011' }, ['11']],
      ['a number out of scope', { key: '+6281200000031', scope: ['9415010001'] }, []],
      ['an unknown number', { key: '+6281299999999' }, []],
    ])('finds %s', async (_, wanted, expected) => {
      expect((await search(wanted)).sort()).toEqual(expected);
    });

    it('finds names by the beginnings of their words, in any letter case and order', async () => {
      await query(
        knexOf(),
        `UPDATE officers SET name = 'Contoh Ma''ruf-Dua' WHERE msisdn = '+6281200000002'`,
      );
      for (const text of ['maruf', "MA'RUF contoh", 'dua con', 'ruf'])
        expect([text, await search({ words: searchWords(text) })]).toEqual([
          text,
          text === 'maruf' ? [] : ['02'],
        ]);
    });

    it.each([["a'b"], ['a & !b'], [`\\'); --`], ['<b>:*'], ['|'], ['é漢字']])(
      'takes whatever is looked for as words: %s',
      async (text) => {
        expect(await search({ words: searchWords(text) })).toHaveLength(
          searchWords(text).length === 0 ? 5 : 0,
        );
        expect(await search({ words: [`${text}x`] })).toEqual([]);
      },
    );

    it('pages by code, and shows who has ended only when asked', async () => {
      const staff = makeStaff(knexOf());
      const first = await staff.search({ scope: everywhere, withEnded: false, limit: 3 });
      const after = first.at(-1)?.code;
      const rest = await staff.search({ scope: everywhere, withEnded: false, limit: 3, after });
      expect(new Set([...first, ...rest].map(({ code }) => code)).size).toBe(5);
      await staff.end(first[0]?.id ?? 0, doer);
      expect(await search({})).toHaveLength(4);
      expect(await search({ withEnded: true })).toHaveLength(5);
    });

    it('tells the superior’s number, which import files name superiors by', async () => {
      const found = await makeStaff(knexOf()).search({
        scope: ['9415010001'],
        role: 'enumerator',
        withEnded: false,
        limit: 1,
      });
      expect(found).toMatchObject([{ superiorMsisdn: '+6281200000011', language: 'id' }]);
    });
  });

  describe('areas', () => {
    const search = async (wanted: object) =>
      (await makeAreaList(knexOf()).search({ scope: everywhere, words: [], limit: 50, ...wanted })).map(
        ({ code }) => code,
      );

    it('lists all in order of their codes, and those in a scope', async () => {
      const all = await search({});
      expect(all).toEqual([...all].sort());
      expect(all).toContain('94');
      expect(await search({ scope: ['9415010001'] })).toEqual(['9415010001']);
      expect(await search({ after: all[1], limit: 2 })).toEqual(all.slice(2, 4));
    });

    it('finds names of now and of before, the larger area first', async () => {
      await query(knexOf(), `UPDATE areas SET name = 'Percobaan Baru' WHERE code IN ('9415010001', '9415')`);
      await query(
        knexOf(),
        `INSERT INTO area_codes (area_code, kemendagri, name, source) VALUES ('9415010002', '9118011999', 'Percobaan Lama', 'import')`,
      );
      expect(await search({ words: ['per'] })).toEqual(['9415', '9415010001', '9415010002']);
      expect(await search({ words: ['per'], after: '9415', limit: 1 })).toEqual(['9415010001']);
      expect(await search({ words: ['lama', 'per'] })).toEqual(['9415010002']);
      expect(await search({ words: ['per'], scope: ['9415010001'] })).toEqual(['9415010001']);
    });

    it('knows areas by either code', async () => {
      const list = makeAreaList(knexOf());
      expect(await list.findByCodes(['9415', 'x', '99'])).toMatchObject([
        { code: '9415', level: 'kabupaten' },
      ]);
      await query(
        knexOf(),
        `INSERT INTO area_codes (area_code, kemendagri, name, source) VALUES ('9415010001', '9118011999', 'Lama', 'import')`,
      );
      const kemendagri = '9118011999';
      expect(await list.findByKemendagri(kemendagri)).toMatchObject([{ code: '9415010001' }]);
      expect(await list.listVintages('9415010001')).toMatchObject([{ kemendagri }]);
      expect([await list.findByKemendagri('1'), await list.listVintages('1')]).toEqual([[], []]);
    });
  });

  describe('the prelist', () => {
    const search = (wanted: object) =>
      makePrelistList(knexOf()).searchHouseholds({ scope: everywhere, words: [], limit: 50, ...wanted });

    it('lists households of a village a page at a time', async () => {
      const first = await search({ scope: ['9415010001'], limit: 15 });
      const rest = await search({ scope: ['9415010001'], limit: 15, after: first.at(-1)?.idbdt });
      expect([first.length, rest.length]).toEqual([15, 5]);
      expect(await search({})).toHaveLength(40);
      expect(await search({ scope: ['9415010001', '9415010002'] })).toHaveLength(40);
      expect(await search({ scope: ['9401'] })).toEqual([]);
    });

    it('shows what is known of a household, and where it stands', async () => {
      expect(await search({ scope: ['9415010001'], words: ['tujuh'], limit: 1 })).toEqual([
        {
          idbdt: household,
          headName: 'Contoh Tujuh',
          address: 'Jalan Contoh 7',
          slsName: 'RT Contoh 2',
          noKk: null,
          memberCount: 3,
          status: null,
        },
      ]);
    });

    it('lists members in order, from any place on', async () => {
      const list = makePrelistList(knexOf());
      const members = await list.listMembers([household], null, 50);
      expect(members.map(({ number, name }) => [number, name])).toEqual([
        [1, 'Contoh Tujuh'],
        [2, 'Anggota Dua'],
        [3, 'Anggota Tiga'],
      ]);
      expect(await list.listMembers([household], { idbdt: household, number: 2 }, 50)).toEqual(
        members.slice(2),
      );
    });
  });

  describe('the audit', () => {
    const entry = (targetKind: AuditEntry['targetKind'], target: string): AuditEntry => ({
      at: noon,
      officerId: null,
      via: 'console',
      action: 'try-it',
      targetKind,
      target,
      inboxId: null,
      details: {},
    });
    const list = async (wanted: object) =>
      (await makeAuditReader(knexOf()).list({ limit: 50, action: 'try-it', ...wanted })).map(
        ({ targetKind, target }) => `${targetKind} ${target}`,
      );

    it('knows in which area a thing was done, of whatever kind', async () => {
      const idOf = async (msisdn: string) => String(await makeStaff(knexOf()).findId(msisdn));
      const [enumerator, supervisor, regency] = await Promise.all(
        ['+6281200000001', '+6281200000011', '+6281200000031'].map(idOf),
      );
      await writeAudit(knexOf(), [
        entry('household', household),
        entry('area', '9415010'),
        entry('officer', enumerator ?? ''),
        entry('officer', supervisor ?? ''),
        entry('officer', regency ?? ''),
        entry('household', '1101010001000001'),
      ]);
      const village = [`officer ${enumerator}`, `household ${household}`];
      // The supervisor has two villages, and so is where both lie.
      const subDistrict = [`officer ${supervisor}`, village[0], 'area 9415010', village[1]];
      expect(await list({ scope: ['9415010001'] })).toEqual(village);
      expect(await list({ scope: ['9415010'] })).toEqual(subDistrict);
      expect(await list({ scope: ['9415'] })).toEqual([`officer ${regency}`, ...subDistrict]);
      expect(await list({ scope: ['11'] })).toEqual(['household 1101010001000001']);
      expect(await list({ scope: [] })).toEqual([]);
      expect(await list({})).toHaveLength(6);
    });

    it('goes on before an entry', async () => {
      await writeAudit(
        knexOf(),
        ['1', '2', '3'].map((at) => entry('area', `941501000${at}`)),
      );
      const [newest] = await makeAuditReader(knexOf()).list({ limit: 1 });
      expect(await list({ before: newest?.id, limit: 1 })).toEqual(['area 9415010002']);
    });
  });
}
