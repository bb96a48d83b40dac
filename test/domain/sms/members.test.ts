import { describe, expect, it } from 'vitest';
import {
  householdOf,
  members,
  prelistMembers,
  prelistWith,
  read,
  seven,
  village,
  wholeDigits,
} from '../../support/sms.ts';

const { man, woman } = members;
const first = `01${man.nik}${man.digits}`;
const second = `02${woman.nik}${woman.digits}`;
const households = prelistWith(householdOf(seven.idbdt, { members: prelistMembers(1, 2) }));

describe('ART in many writings', () => {
  it.each([
    ['one member', `ART 7-16 ${first}`, [1]],
    ['two members', `ART 7-16 ${first} ${second}`, [1, 2]],
    ['solid', `ART716${first}${second}`, [1, 2]],
    ['in fours', `art 7-16 ${first.replace(/(....)/g, '$1 ')}`, [1]],
    ['long reference', `ART ${seven.idbdt}-16 ${second}`, [2]],
    ['the second first', `ART 7-16 ${second} ${first}`, [2, 1]],
  ])('%s', (_, text, numbers) => {
    const verdict = read(text, { households });
    expect(verdict).toMatchObject({ command: 'ART', outcome: 'accepted', idbdt: seven.idbdt, problems: [] });
    expect(verdict.report?.members.map(({ number }) => number)).toEqual(numbers);
    expect(verdict.report?.answers).toEqual({});
  });

  it('reads every answer, and none for what is not asked', () => {
    const [member] = read(`ART 7-16 ${first}`, { households }).report?.members ?? [];
    expect(member?.answers).toMatchObject({
      NIK: man.nik,
      Hub_KRT: 1,
      Umur: 40,
      Sta_hamil: null,
      Jumlah_jamkerja: 40,
      Ada_rastra: 2,
    });
    expect(Object.keys(member?.answers ?? {})).toHaveLength(27);
  });

  it('leaves the NIK of a known member as it is', () => {
    const [member] = read(`ART 7-16 01${man.digits}`, { households }).report?.members ?? [];
    expect(member?.answers).not.toHaveProperty('NIK');
  });

  it('stores no NIK for zeros', () => {
    const [member] = read(`ART 7-16 01${'0'.repeat(16)}${man.digits}`).report?.members ?? [];
    expect(member?.answers.NIK).toBeNull();
  });
});

describe('ART is refused', () => {
  const wrong = `${man.digits.slice(0, 3)}9${man.digits.slice(4)}`;
  it.each([
    ['a digit lost', `ART 7-16 ${first.slice(0, -1)}`, 'body-length'],
    ['with and without NIK in one', `ART 7-16 ${first} 02${woman.digits}`, 'wrong-length'],
    ['a code out of its list', `ART 7-16 01${man.nik}${wrong}`, 'invalid-answers'],
    ['number 00', `ART 7-16 00${man.nik}${man.digits}`, 'invalid-answers'],
    ['a member twice', `ART 7-16 ${first} ${first}`, 'invalid-answers'],
    ['a member not known, without NIK', `ART 7-16 03${man.digits}`, 'invalid-answers'],
    ['a NIK that nobody can have', `ART 7-16 01${'9'.repeat(16)}${man.digits}`, 'invalid-answers'],
    ['two with one NIK', `ART 7-16 ${first} 02${man.nik}${woman.digits}`, 'invalid-answers'],
    ['a wrong reference', `ART 7-17 ${first}`, 'wrong-check-digits'],
    ['nothing', 'ART', 'empty-body'],
    ['a reference alone', 'ART 7-16', 'wrong-length'],
    ['as far from the one form as from the other', `ART 7-16 ${first.slice(0, 41)}`, 'wrong-length'],
    ['another command behind', `ART 7-16 ${first} V8-13 10112411`, 'two-commands'],
  ])('%s', (_, text, reason) => {
    expect(read(text, { households })).toMatchObject({ outcome: 'rejected', reason, report: null });
  });

  it.each([
    ['the item and the member', `ART 7-16 ${second} 01${man.nik}${wrong}`, 'ART1 IV.6', 'code-out-of-list'],
    ['the member who is there twice', `ART 7-16 ${second} ${second}`, 'ART2 IV.1', 'twice'],
    ['the NIK', `ART 7-16 01${'9'.repeat(16)}${man.digits}`, 'ART1 IV.2', 'rule'],
  ])('naming %s', (_, text, number, kind) => {
    expect(read(text, { households }).answer?.parts?.problem).toMatchObject({
      key: `problem.${kind}`,
      values: { number },
    });
  });

  it('naming the member whose digits are short, where separators show it', () => {
    const { problems } = read(`ART 7-16 ${first} ${second.slice(0, -1)}`, { households });
    expect(problems).toEqual([{ kind: 'too-short', severity: 'reject', by: 1, block: 'members', member: 2 }]);
  });

  it('naming no member by a number that may itself have lost a digit', () => {
    const { problems } = read(`ART 7-16 1 ${man.nik} ${man.digits}`, { households });
    expect(problems).toEqual([{ kind: 'too-short', severity: 'reject', by: 1, block: 'members' }]);
  });

  it('naming no member where nothing shows it', () => {
    const { problems } = read(`ART 7-16 ${first}${second.slice(0, -1)}`, { households });
    expect(problems).toEqual([{ kind: 'too-short', severity: 'reject', by: 1 }]);
  });
});

describe('digits that two readings fit', () => {
  // 108 digits: serial 1, its check and three members without NIK, or serial 1600 and two members with it.
  it('are refused', () => {
    const digits = `134${`01${man.digits}`.repeat(3)}`;
    expect(digits).toHaveLength(108);
    expect(read(`ART ${digits}`).outcome).toBe('rejected');
  });
});

describe('what is still to come', () => {
  const whole = read(`RT 7-16 ${wholeDigits}`).report?.answers ?? {};
  const reported = householdOf(seven.idbdt, {
    record: whole,
    members: prelistMembers(1, 2),
    lastOfficerId: 1,
  });
  it('is told with the members that came', () => {
    const { answer } = read(`ART 7-16 ${first}`, { households: prelistWith(reported) });
    expect(answer?.parts?.facts).toMatchObject([
      { key: 'answer.fact.members-in', values: { list: '1' } },
      { key: 'answer.fact.members-short', values: { count: 3 } },
    ]);
  });

  it('holds members beyond Jumlah_ART, and says which rule is in the way', () => {
    const one = { ...reported, record: { ...whole, Jumlah_ART: 1 } };
    const verdict = read(`ART 7-16 ${first} ${second}`, { households: prelistWith(one) });
    expect(verdict).toMatchObject({ outcome: 'held', reason: null, answer: { key: 'answer.held' } });
    expect(verdict.report?.members).toHaveLength(2);
    expect(verdict.problems[0]).toMatchObject({ kind: 'rule', severity: 'hold', rule: 8 });
  });

  it('tells one remark', () => {
    const child = `01${'0'.repeat(16)}${man.digits.slice(0, 4)}12${man.digits.slice(6)}`;
    const { answer, outcome } = read(`ART 7-16 ${child}`, { households: prelistWith(reported) });
    expect(outcome).toBe('accepted');
    expect(answer?.parts?.facts).toContainEqual(expect.objectContaining({ key: 'answer.fact.remark' }));
  });
});

describe('KK', () => {
  const card = '9999990101010001';
  it.each([
    ['one family', `KK 7-16 1 ${card}`, [[1, card]]],
    [
      'two families',
      `KK 7-16 1${card} 2 9999990101010002`,
      [
        [1, card],
        [2, '9999990101010002'],
      ],
    ],
    ['solid', `kk7161${card}`, [[1, card]]],
  ])('%s', (_, text, families) => {
    const verdict = read(text);
    expect(verdict.outcome).toBe('accepted');
    expect(verdict.report?.families.map(({ nuk, noKk }) => [nuk, noKk])).toEqual(families);
  });

  it.each([
    ['zeros', `KK 7-16 1${'0'.repeat(16)}`],
    ['family 0', `KK 7-16 0${card}`],
    ['a family twice', `KK 7-16 1${card} 1${card}`],
    ['a digit lost', `KK 7-16 1${card.slice(1)}`],
  ])('is refused: %s', (_, text) => {
    expect(read(text)).toMatchObject({ outcome: 'rejected', report: null });
  });
});

describe('USAHA', () => {
  it.each([
    ['one business', 'USAHA 7-16 02 12 03 1 2'],
    ['solid', 'usaha71602120312'],
  ])('%s', (_, text) => {
    const verdict = read(text, { households });
    expect(verdict.outcome).toBe('accepted');
    expect(verdict.report?.businesses).toEqual([
      {
        member: 2,
        answers: { kode_lapangan_usaha: 12, jumlah_pekerja: 3, lokasi_usaha: 1, omset_usaha: 2 },
      },
    ]);
  });

  it.each([
    ['a member not known', 'USAHA 7-16 03120312', 'no-such-member'],
    ['a code out of its list', 'USAHA 7-16 02220312', 'code-out-of-list'],
    ['number 00', 'USAHA 7-16 00120312', 'must-answer'],
  ])('is refused: %s', (_, text, kind) => {
    const verdict = read(text, { households });
    expect(verdict).toMatchObject({ outcome: 'rejected', report: null });
    expect(verdict.problems[0]?.kind).toBe(kind);
  });

  it('is of the village of the sender', () => {
    expect(read(`USAHA ${village.replace('01', '02')}000001`).outcome).toBe('rejected');
  });
});
