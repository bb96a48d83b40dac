import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { officersCommand } from '../../src/cli/officers.ts';
import { isPinOf } from '../../src/store/pin-hash.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { runCommand } from '../support/command.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

describe('kentongan officers', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await freshPostgres();
  });
  afterAll(() => postgres.drop());
  beforeEach(() => resetStore(postgres.knex));
  const officers = (...args: string[]) => runCommand(officersCommand, postgres.url, args);
  const show = async (key: string) => JSON.parse((await officers('show', key, '--json')).out);
  const audited = () =>
    query(postgres.knex, 'SELECT via, officer_id, action, target_kind, details FROM audit ORDER BY id');

  it('lists them from the top', async () => {
    expect((await officers('list')).out).toMatchInlineSnapshot(`
      "code     number          name               role        areas                  superior  ended
      -------  --------------  -----------------  ----------  ---------------------  --------  -----
      1000015  +6281200000031  Contoh Korkab      korkab      9415
      1000028  +6281200000021  Contoh Korcam      korcam      9415010                1000015
      1000031  +6281200000011  Contoh Pengawas    pengawas    9415010001 9415010002  1000028
      1000044  +6281200000001  Contoh Enumerator  enumerator  9415010001             1000031
      1000053  +6281200000002  Misal Enumerator   enumerator  9415010002             1000031"
    `);
  });

  it('says that there are more than it lists', async () => {
    const run = await officers('list', '--limit', '2', '--json');
    expect(JSON.parse(run.out)).toHaveLength(2);
    expect(run).toMatchObject({ code: 0, err: 'Only the first 2; see more with --limit.' });
  });

  it('shows one by number and by code, with team and numbers', async () => {
    const officer = await show('081200000011');
    expect(officer).toMatchObject({ role: 'pengawas', team: 2, areas: ['9415010001', '9415010002'] });
    expect(await show(officer.code)).toEqual(officer);
    const { out } = await officers('show', officer.code);
    expect(out).toContain('name        Contoh Pengawas');
    expect(out).toContain('+6281200000011');
  });

  it('adds a number, replaces a SIM and ends an officer, all of it audited without number or name', async () => {
    expect(await officers('add-number', enumerator, '081200000071')).toMatchObject({ code: 0, err: '' });
    const { code } = await show(enumerator);
    expect((await officers('replace-sim', enumerator, '+6281200000072')).out).toBe(
      `Officer ${code} (enumerator) has the new number in place of the old one.`,
    );
    expect(await officers('end', code)).toMatchObject({
      code: 0,
      out: `Officer ${code} (enumerator) has ended.`,
    });
    const ended = await show(enumerator);
    expect(ended).toMatchObject({ code, endedAt: expect.any(String) });
    expect(ended.numbers.map(({ msisdn }: { msisdn: string }) => msisdn).sort()).toEqual([
      enumerator,
      '+6281200000071',
      '+6281200000072',
    ]);
    const by = { via: 'command', officer_id: null, target_kind: 'officer' };
    expect(await audited()).toEqual([
      { ...by, action: 'add-number', details: {} },
      { ...by, action: 'replace-sim', details: { isMain: true } },
      { ...by, action: 'end-officer', details: {} },
    ]);
  });

  it('puts another person into a post', async () => {
    const old = await show('+6281200000011');
    const args = ['--msisdn', '+6281200000073', '--name', 'Contoh Pengganti'];
    expect(await officers('replace-person', old.code, ...args)).toMatchObject({ code: 0, err: '' });
    const now = await show('+6281200000073');
    expect(now).toMatchObject({ name: 'Contoh Pengganti', replaces: old.code, team: 2, role: 'pengawas' });
    expect((await show(enumerator)).superior).toBe(now.code);
    expect((await officers('list', '--ended', '--json')).out).toContain(old.code);
    expect((await officers('list', '--json')).out).not.toContain(old.code);
  });

  it('tells of a team that an end leaves alone', async () => {
    expect((await officers('end', '+6281200000011')).out).toContain('2 officers have no superior in post');
  });

  it('sets language, quiet, superior and areas', async () => {
    const args = [
      '--language',
      'en',
      '--quiet',
      'on',
      '--superior',
      '+6281200000021',
      '--areas',
      '9415010002|9415010001',
    ];
    expect(await officers('set', enumerator, ...args)).toMatchObject({ code: 0, err: '' });
    expect(await show(enumerator)).toMatchObject({
      language: 'en',
      isQuiet: true,
      areas: ['9415010001', '9415010002'],
      superior: (await show('+6281200000021')).code,
    });
    await officers('set', enumerator, '--superior', 'none', '--quiet', 'off');
    expect(await show(enumerator)).toMatchObject({ language: 'en', isQuiet: false, superior: null });
  });

  const failures: [string, string[], number, RegExp][] = [
    ['nobody’s number', ['show', '+6281200000099'], 1, /No officer has this code or number/],
    ['a mistyped code', ['show', '1000010'], 2, /check digit/],
    ['what is neither', ['show', 'Contoh'], 2, /code of 7 digits or a telephone number/],
    [
      'a number that is taken',
      ['add-number', enumerator, otherEnumerator],
      1,
      /Another officer has this number/,
    ],
    ['an area that is none', ['list', '--area', '941'], 2, /--area takes a BPS code/],
    ['a role that is none', ['list', '--role', 'camat'], 2, /^$/],
    ['nothing to set', ['set', enumerator], 2, /Give at least one of/],
    ['an unknown area', ['set', enumerator, '--areas', '9415010099'], 1, /not in the store/],
    ['no area', ['set', enumerator, '--areas', ''], 1, /needs an area/],
    ['a superior below', ['set', '+6281200000011', '--superior', enumerator], 1, /higher role/],
    [
      'a person without a name',
      ['replace-person', enumerator, '--msisdn', '081200000074', '--name', ' '],
      2,
      /takes a name/,
    ],
  ];
  it.each(failures)('says what to do about %s, and changes nothing', async (_, args, code, err) => {
    const run = await officers(...args);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toMatch(err);
    expect(await audited()).toEqual([]);
  });

  it('gives a temporary PIN, told once and audited', async () => {
    const { code } = await show(enumerator);
    const run = await officers('reset-pin', code);
    expect(run).toMatchObject({ code: 0, err: '' });
    const [line, told] = run.out.split('\n');
    expect(line).toBe(`Officer ${code} (enumerator) has a new temporary PIN.`);
    expect(told).toMatch(/^PIN \d{6}$/);
    const again = JSON.parse((await officers('reset-pin', enumerator, '--json')).out);
    expect(again.pin).toMatch(/^\d{6}$/);
    const [kept] = await query<{ hash: string; is_temporary: boolean }>(
      postgres.knex,
      'SELECT hash, is_temporary FROM officer_pins WHERE officer_id = :id',
      { id: again.id },
    );
    expect(kept?.is_temporary).toBe(true);
    expect(await isPinOf(kept?.hash ?? '', again.pin)).toBe(true);
    expect(await audited()).toMatchObject([
      { action: 'reset-pin' },
      { action: 'reset-pin', officer_id: null },
    ]);
  });

  it('gives none to who has ended', async () => {
    const { code } = await show(enumerator);
    await officers('end', code);
    const run = await officers('reset-pin', code);
    expect(run.code).toBe(1);
    expect(run.err).toContain('has ended');
    expect(run.out).toBe('');
  });
});
