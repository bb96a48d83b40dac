import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOfficerCode } from '../../src/domain/identity/officer-code.ts';
import type { Doer } from '../../src/ports.ts';
import { makeDirectory } from '../../src/store/directory.ts';
import { importOfficers } from '../../src/store/import-officers.ts';
import { listOfficers, readOfficer } from '../../src/store/list-officers.ts';
import { addNumber, replaceNumber } from '../../src/store/officer-numbers.ts';
import { changeOfficer } from '../../src/store/officer-settings.ts';
import { endOfficer, replaceOfficer } from '../../src/store/officer-succession.ts';
import { stopOfficer } from '../../src/store/officers.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';

const pengawas = '+6281200000011';
const korcam = '+6281200000021';
/** Numbers that nobody has yet. */
const [fresh, another] = ['+6281200000071', '+6281200000072'] as const;
const header = 'msisdn,nama,peran,wilayah,atasan,bahasa';

/** Later than the demo area was loaded, whenever that was. */
const doer: Doer = { at: new Date('2100-01-01T00:00:00Z'), officerId: null, via: 'command', inboxId: null };

eachStore('upkeep of officers', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(() => resetStore(knex));

  const found = async (msisdn: string) => (await makeDirectory(knex).findOfficers([msisdn])).get(msisdn);
  const idOf = async (msisdn: string) => {
    const officer = await found(msisdn);
    if (!officer) throw new Error('the number is nobody’s');
    return officer.id;
  };
  const take = async (...rows: string[]) =>
    importOfficers(knex, oneChunk([header, ...rows].join('\n')), {
      strict: false,
      normaliseMsisdn: (raw) => (/^\+\d+$/.test(raw) ? raw : null),
    });
  const actions = async () =>
    (
      await query<{ line: string }>(
        knex,
        `SELECT action || ' ' || target || ' ' || details::text AS line FROM audit ORDER BY id`,
      )
    ).map(({ line }) => line);

  it('gives every officer a code of their own, with its check digit', async () => {
    const codes = (await listOfficers(knex, { withEnded: true, limit: 99 })).map(({ code }) => code);
    expect(codes).toHaveLength(5);
    expect(new Set(codes).size).toBe(5);
    for (const code of codes) expect(isOfficerCode(code)).toBe(true);
    expect((await found(enumerator))?.code).toMatch(/^10000\d\d$/);
  });

  it('knows the superior of an officer', async () => {
    expect((await found(enumerator))?.superiorId).toBe(await idOf(pengawas));
    expect((await found('+6281200000031'))?.superiorId).toBeNull();
  });

  describe('numbers', () => {
    it('may be several: all lead to the officer, the first stays the main one', async () => {
      const id = await idOf(enumerator);
      expect(await addNumber(knex, id, fresh, doer)).toEqual({ id });
      expect(await found(fresh)).toMatchObject({ id, msisdn: enumerator });
      expect(await found(enumerator)).toMatchObject({ id });
      expect(await stopOfficer(knex, fresh)).toBe(true);
      expect(await found(enumerator)).toMatchObject({ isStopped: true });
    });

    it('are one officer’s at a time', async () => {
      const id = await idOf(enumerator);
      expect(await addNumber(knex, id, otherEnumerator, doer)).toBe('number-taken');
      expect(await addNumber(knex, id, enumerator, doer)).toBe('number-taken');
      expect(await replaceNumber(knex, id, { from: enumerator, to: otherEnumerator }, doer)).toBe(
        'number-taken',
      );
      expect(await replaceNumber(knex, id, { from: enumerator, to: enumerator }, doer)).toBe('number-taken');
      await expect(
        query(knex, `INSERT INTO officer_numbers (officer_id, msisdn) VALUES (1, '${enumerator}')`),
      ).rejects.toMatchObject({ constraint: 'officer_numbers_msisdn_key' });
      expect(await actions()).toEqual([]);
    });

    it('are replaced without losing the officer or what was theirs', async () => {
      const id = await idOf(enumerator);
      expect(await replaceNumber(knex, id, { from: enumerator, to: fresh }, doer)).toEqual({ id });
      expect(await found(enumerator)).toBeUndefined();
      expect(await found(fresh)).toMatchObject({ id, msisdn: fresh, areas: ['9415010001'] });
      const { numbers } = (await readOfficer(knex, id)) ?? {};
      expect(numbers?.map(({ msisdn, until }) => [msisdn, until])).toEqual([
        [fresh, null],
        [enumerator, doer.at],
      ]);
      expect(await replaceNumber(knex, id, { from: enumerator, to: another }, doer)).toBe('not-their-number');
      expect(await actions()).toEqual([`replace-sim ${id} {"isMain": true}`]);
    });

    it('may be replaced by one that is theirs already, and the main one stays when another goes', async () => {
      const id = await idOf(enumerator);
      await addNumber(knex, id, fresh, doer);
      await replaceNumber(knex, id, { from: fresh, to: another }, doer);
      expect(await found(another)).toMatchObject({ id, msisdn: enumerator });
      await replaceNumber(knex, id, { from: enumerator, to: another }, doer);
      expect(await found(another)).toMatchObject({ id, msisdn: another });
      expect(await found(enumerator)).toBeUndefined();
    });
  });

  describe('a person who goes', () => {
    it('is found no more, and their number may be given to another', async () => {
      const id = await idOf(enumerator);
      expect(await endOfficer(knex, id, doer)).toEqual({ id, team: 0 });
      expect(await found(enumerator)).toBeUndefined();
      expect(await stopOfficer(knex, enumerator)).toBe(false);
      expect(await endOfficer(knex, id, doer)).toBe('has-ended');
      expect(await addNumber(knex, id, fresh, doer)).toBe('has-ended');
      expect(await addNumber(knex, await idOf(otherEnumerator), enumerator, doer)).toEqual({
        id: await idOf(otherEnumerator),
      });
      expect(await actions()).toEqual([
        `end-officer ${id} {}`,
        `add-number ${await idOf(otherEnumerator)} {}`,
      ]);
    });

    it('tells how many have no superior in post then', async () => {
      expect(await endOfficer(knex, await idOf(pengawas), doer)).toMatchObject({ team: 2 });
    });

    it('is replaced by another, who gets areas, team, superior and role, but not the reports', async () => {
      const old = await idOf(pengawas);
      const person = { msisdn: fresh, name: 'Contoh Pengganti', language: 'en' } as const;
      const done = await replaceOfficer(knex, old, person, doer);
      const now = await found(fresh);
      expect(done).toEqual({ id: now?.id });
      expect(now).toMatchObject({
        name: 'Contoh Pengganti',
        role: 'pengawas',
        language: 'en',
        areas: ['9415010001', '9415010002'],
        superiorId: await idOf(korcam),
      });
      expect(now?.id).not.toBe(old);
      expect((await found(enumerator))?.superiorId).toBe(now?.id);
      const before = await readOfficer(knex, old);
      expect(before).toMatchObject({
        endedAt: doer.at,
        replacedBy: now?.code,
        areas: [],
        team: 0,
        msisdn: pengawas,
      });
      expect(await readOfficer(knex, now?.id ?? 0)).toMatchObject({ replaces: before?.code, team: 2 });
      expect(await replaceOfficer(knex, old, { ...person, msisdn: another }, doer)).toBe('already-replaced');
      expect(await actions()).toEqual([
        `end-officer ${old} {}`,
        `replace-officer ${now?.id} {"replaces": ${old}}`,
      ]);
    });

    it('may leave the phone to the next one, also after they ended', async () => {
      const old = await idOf(enumerator);
      await endOfficer(knex, old, doer);
      const person = { msisdn: enumerator, name: 'Contoh Pengganti', language: 'id' } as const;
      await replaceOfficer(knex, old, person, doer);
      expect(await found(enumerator)).toMatchObject({ name: 'Contoh Pengganti', areas: ['9415010001'] });
    });

    it('is not replaced by somebody with another’s number, nor ended by the attempt', async () => {
      const person = { msisdn: otherEnumerator, name: 'Contoh Pengganti', language: 'id' } as const;
      expect(await replaceOfficer(knex, await idOf(enumerator), person, doer)).toBe('number-taken');
      expect(await found(enumerator)).toBeDefined();
    });
  });

  describe('settings', () => {
    it('change what is named and leave the rest', async () => {
      const id = await idOf(enumerator);
      const areas = ['9415010002', '9415010001', '9415010002'];
      await changeOfficer(knex, id, { language: 'en', isQuiet: true, areas }, doer);
      expect(await found(enumerator)).toMatchObject({
        language: 'en',
        isQuiet: true,
        areas: ['9415010001', '9415010002'],
        superiorId: await idOf(pengawas),
      });
      await changeOfficer(knex, id, { superiorId: null, areas: ['9415010002'] }, doer);
      expect(await found(enumerator)).toMatchObject({
        language: 'en',
        isQuiet: true,
        areas: ['9415010002'],
        superiorId: null,
      });
    });

    const refused: [string, (ids: Record<'above' | 'same' | 'ended', number>) => object, string][] = [
      ['an unknown area', () => ({ areas: ['9415010099'] }), 'unknown-area'],
      ['no area', () => ({ areas: [] }), 'no-area'],
      ['a superior of the same role', ({ same }) => ({ superiorId: same }), 'superior-not-above'],
      ['a superior who has ended', ({ ended }) => ({ superiorId: ended }), 'unknown-superior'],
      ['a superior who is nobody', () => ({ superiorId: 99 }), 'unknown-superior'],
    ];
    it.each(refused)('refuse %s, and change nothing', async (_, changes, fault) => {
      const ids = {
        above: await idOf(pengawas),
        same: await idOf(otherEnumerator),
        ended: await idOf(korcam),
      };
      await endOfficer(knex, ids.ended, doer);
      const before = await found(enumerator);
      const given = { language: 'en', ...changes(ids) } as const;
      expect(await changeOfficer(knex, await idOf(enumerator), given, doer)).toBe(fault);
      expect(await found(enumerator)).toEqual(before);
    });

    it('of nobody are not changed', async () => {
      expect(await changeOfficer(knex, 99, { isQuiet: true }, doer)).toBe('unknown-officer');
    });
  });

  describe('an import', () => {
    const row = (msisdn: string, name: string, superior = pengawas) =>
      `${msisdn},${name},enumerator,9415010001,${superior},`;

    it('puts who is new or changed into the audit, and nobody else', async () => {
      await take(row(fresh, 'Contoh Tujuh'));
      const id = await idOf(fresh);
      const details = `{"role": "enumerator", "areas": "9415010001", "superior": ${await idOf(pengawas)}}`;
      expect(await actions()).toEqual([`add-officer ${id} ${details}`]);
      await take(row(fresh, 'Contoh Tujuh'));
      expect(await actions()).toHaveLength(1);
      await take(row(fresh, 'Contoh Delapan'));
      expect((await actions())[1]).toBe(`change-officer ${id} ${details}`);
    });

    it('uses up no code when it changes nobody, nor when it is refused', async () => {
      for (const _ of ['once', 'again']) await take(row(enumerator, 'Contoh Enumerator'));
      await importOfficers(
        knex,
        oneChunk([header, row(fresh, 'Contoh Tujuh'), row('x', 'Misal')].join('\n')),
        {
          strict: true,
          normaliseMsisdn: (raw) => (/^\+\d+$/.test(raw) ? raw : null),
        },
      );
      await take(row(fresh, 'Contoh Tujuh'));
      expect((await found(fresh))?.code).toMatch(/^100006\d$/);
    });

    it('knows an officer by a second number, and by a former one together with the name', async () => {
      await take(row(enumerator, 'Contoh Enumerator'));
      const id = await idOf(enumerator);
      await addNumber(knex, id, fresh, doer);
      await take(`${fresh},Contoh Enumerator,enumerator,9415010002,${pengawas},`);
      expect(await found(enumerator)).toMatchObject({ id, msisdn: enumerator, areas: ['9415010002'] });
      await replaceNumber(knex, id, { from: enumerator, to: another }, doer);
      await take(row(enumerator, 'Contoh Enumerator'));
      expect(await found(enumerator)).toBeUndefined();
      expect(await found(another)).toMatchObject({ id, areas: ['9415010001'] });
      await take(row(enumerator, 'Orang Lain'));
      expect((await found(enumerator))?.id).not.toBe(id);
    });

    it('of a file from before a person was replaced brings nobody back, and leads the team to the new one', async () => {
      const old = await readOfficer(knex, await idOf(pengawas));
      const person = { msisdn: another, name: 'Contoh Pengganti', language: 'id' } as const;
      await replaceOfficer(knex, old?.id ?? 0, person, doer);
      const result = await take(
        `${pengawas},${old?.name},pengawas,9415010001,${korcam},`,
        row(enumerator, 'Contoh Enumerator'),
      );
      expect(result).toEqual({
        read: 2,
        written: 1,
        bad: [{ line: 2, reason: 'msisdn is of an officer who has ended' }],
      });
      expect((await found(enumerator))?.superiorId).toBe(await idOf(another));
    });

    it('refuses a superior who has ended without anybody after them', async () => {
      await endOfficer(knex, await idOf(pengawas), doer);
      const { bad } = await take(row(fresh, 'Contoh Tujuh'));
      expect(bad).toEqual([{ line: 2, reason: 'atasan is no officer of a higher role' }]);
    });
  });

  describe('the list', () => {
    it('goes from the top, by area and role, without those who have ended', async () => {
      const list = async (filter: object) =>
        (await listOfficers(knex, { withEnded: false, limit: 9, ...filter })).map(({ msisdn }) =>
          msisdn.slice(-2),
        );
      expect(await list({})).toEqual(['31', '21', '11', '01', '02']);
      expect(await list({ area: '9415010001' })).toEqual(['11', '01']);
      expect(await list({ area: '9415010' })).toEqual(['21', '11', '01', '02']);
      expect(await list({ role: 'enumerator', limit: 1 })).toEqual(['01']);
      await endOfficer(knex, await idOf(enumerator), doer);
      expect(await list({ role: 'enumerator' })).toEqual(['02']);
      expect(await list({ role: 'enumerator', withEnded: true })).toEqual(['01', '02']);
    });
  });

  it('is done one change at a time: of two who want a number one gets it', async () => {
    const [one, other] = [await idOf(enumerator), await idOf(otherEnumerator)];
    const results = await Promise.all([
      addNumber(knex, one, fresh, doer),
      addNumber(knex, other, fresh, doer),
    ]);
    expect(results.filter((result) => result === 'number-taken')).toHaveLength(1);
  });
});

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}
