import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/domain/instrument/types.ts';
import { type JudgeInput, judge } from '../../../src/domain/report/judge.ts';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import { instrument } from '../../support/instrument.ts';
import {
  eight,
  householdOf,
  officerOf,
  receivedAt,
  reportedOf,
  seven,
  visitDigits,
  wholeDigits,
} from '../../support/sms.ts';
import { childAnswers, digitsOf, factsAfter, memberOf, reportOf, wholeHousehold } from './household.ts';

const partnerColumn = 'data_idbdt_double_dengan';
const { answers: visit } = digitsOf('V', visitDigits);
const { answers: whole } = digitsOf('RT', wholeDigits);
const visitRow = { ...visit, [partnerColumn]: null };

function judged(changes: Partial<JudgeInput> = {}) {
  return judge({
    instrument,
    report: visitWith(),
    officer: officerOf(),
    household: householdOf(seven.idbdt),
    partnerHousehold: undefined,
    hasCheckDigits: true,
    repairs: [],
    isPractice: false,
    receivedAt,
    ...changes,
  });
}

const visitWith = (changes: Answers = {}) => reportOf({ form: 'V', answers: { ...visitRow, ...changes } });
const members = (...rows: ReturnType<typeof memberOf>[]) => reportOf({ form: 'ART', members: rows });
const reported = (record: RecordRow, officerId = 1) => reportedOf(seven.idbdt, record, officerId);
const repair = { kind: 'letter-for-digit', typed: 'O', read: '0' } as const;
const withHead = factsAfter(wholeHousehold, members(memberOf(1)));

describe('judge', () => {
  it.each([
    ['a first report', {}, 'accepted'],
    ['with a repair', { repairs: [repair] }, 'repaired'],
    ['a visit 60 days ago', { report: visitWith({ tanggal_verivali: '2021-09-26' }) }, 'accepted'],
    [
      'with the other household',
      {
        report: visitWith({ [partnerColumn]: eight.idbdt }),
        partnerHousehold: householdOf(eight.idbdt),
      },
      'accepted',
    ],
    ['after a report of another form', { report: wholeHousehold, household: reported(visitRow) }, 'accepted'],
    ['a change of one answer', { household: reported({ ...visitRow, apakah_mampu: 2 }) }, 'accepted'],
    [
      'a change of half',
      { household: reported({ ...visitRow, apakah_mampu: 2, hasil_verivali: 5 }) },
      'accepted',
    ],
    ['a member of a household not reported yet', { report: members(memberOf(1)) }, 'accepted'],
    ['another member', { report: members(memberOf(2, childAnswers)), household: withHead }, 'accepted'],
    [
      'practice, whatever is doubtful',
      { isPractice: true, hasCheckDigits: false, household: reported(visitRow, 2) },
      'accepted',
    ],
    [
      'one answer mended, however few the household has',
      {
        report: reportOf({ answers: { apakah_mampu: 2 } }),
        household: reported({ status_rumahtangga: 1, apakah_mampu: 1 }),
      },
      'accepted',
    ],
  ] satisfies [string, Partial<JudgeInput>, string][])('accepts %s', (_, changes, outcome) => {
    expect(judged(changes)).toMatchObject({ outcome, reason: null, questions: [], isUnchanged: false });
  });

  it.each([
    ['a reference without check', { hasCheckDigits: false }, ['reference-without-check']],
    ['another officer’s household', { household: reported(visitRow, 2) }, ['other-officer']],
    [
      'members of another officer’s household',
      { report: members(memberOf(2, childAnswers)), household: { ...withHead, lastOfficerId: 2 } },
      ['other-officer'],
    ],
    [
      'a family card of another officer’s household',
      {
        report: reportOf({ form: 'KK', families: [{ nuk: 1, noKk: '9999990101900001' }] }),
        household: { ...withHead, lastOfficerId: 2 },
      },
      ['other-officer'],
    ],
    [
      'a large change',
      { household: reported({ ...visitRow, status_rumahtangga: 4, apakah_mampu: 2, hasil_verivali: 5 }) },
      ['large-change'],
    ],
    [
      'answers that fall away count as changed',
      {
        household: reported({
          ...whole,
          status_rumahtangga: 3,
          apakah_mampu: null,
          hasil_verivali: 6,
          tanggal_verivali: '2021-11-01',
        }),
      },
      ['large-change'],
    ],
    [
      'a member who becomes somebody else',
      {
        report: members(memberOf(1, { ...childAnswers, JnsKel: 2, Ada_pkh: 1, Ada_kip: 1, Umur: 11 })),
        household: withHead,
      },
      ['large-change'],
    ],
    ['a visit 61 days ago', { report: visitWith({ tanggal_verivali: '2021-09-25' }) }, ['old-date']],
    [
      'several doubts',
      { hasCheckDigits: false, household: reported(visitRow, 2) },
      ['reference-without-check', 'other-officer'],
    ],
  ] satisfies [string, Partial<JudgeInput>, string[]][])('asks back %s', (_, changes, questions) => {
    expect(judged(changes)).toMatchObject({ outcome: 'ask', reason: null, questions });
  });

  it.each([
    ['another area', { officer: officerOf({ areas: ['9415010002'] }) }, 'other-area'],
    ['an unknown household', { household: undefined }, 'unknown-household'],
    [
      'itself as the other household',
      {
        report: visitWith({ [partnerColumn]: seven.idbdt }),
        partnerHousehold: householdOf(seven.idbdt),
      },
      'own-partner',
    ],
    [
      'an unknown other household',
      { report: visitWith({ [partnerColumn]: eight.idbdt }) },
      'unknown-partner',
    ],
    ['another area in practice', { officer: officerOf({ areas: [] }), isPractice: true }, 'other-area'],
    [
      'a NIK that is nobody’s',
      { report: members(memberOf(1, { NIK: '9999991301810000' })) },
      'invalid-answers',
    ],
  ] satisfies [string, Partial<JudgeInput>, string][])('refuses %s', (_, changes, reason) => {
    expect(judged(changes)).toMatchObject({ outcome: 'rejected', reason, questions: [] });
  });

  it('holds a report that breaks a hold rule, practice too, and says what is in the way', () => {
    const second = members(memberOf(2, { NUK: 2 }));
    for (const isPractice of [false, true]) {
      const judgement = judged({ report: second, household: withHead, isPractice, hasCheckDigits: false });
      expect(judgement).toMatchObject({ outcome: 'held', reason: null, questions: [], problems: [] });
      expect(judgement.holds.map((hold) => [hold.case, hold.number, hold.member])).toEqual([
        ['family-over', 'IV.4', 2],
        ['second-head', 'IV.3', 2],
      ]);
    }
  });

  it('counts the day of receipt in the village, not in UTC', () => {
    const report = visitWith({ tanggal_verivali: '2021-09-26' });
    // 15:30 UTC is half past midnight of the 26th in the east.
    expect(judged({ report, receivedAt: new Date('2021-11-25T15:30:00Z') }).outcome).toBe('ask');
    expect(judged({ report, receivedAt: new Date('2021-11-25T14:30:00Z') }).outcome).toBe('accepted');
  });

  it('knows a repeated report of the same officer', () => {
    expect(judged({ household: reported(visitRow) })).toMatchObject({
      outcome: 'accepted',
      isUnchanged: true,
    });
    const asText = Object.fromEntries(
      Object.entries(visitRow).map(([key, value]) => [key, value === null ? null : `${value}`]),
    );
    expect(judged({ household: reported(asText) }).isUnchanged).toBe(true);
    expect(judged({ household: reported({ ...visitRow, [partnerColumn]: eight.idbdt }) }).isUnchanged).toBe(
      false,
    );
  });

  it.each([
    ['a member', members(memberOf(1)), true],
    ['one member of two', members(memberOf(1), memberOf(2, childAnswers)), false],
    ['a family card', reportOf({ form: 'KK', families: [{ nuk: 1, noKk: '9999990101900001' }] }), false],
    ['one answer', reportOf({ answers: { lantai: whole.lantai ?? null } }), true],
    ['one answer that was not', reportOf({ answers: { lantai: 9 } }), false],
  ])('knows whether %s was reported just so', (_, report, isUnchanged) => {
    expect(judged({ report, household: withHead })).toMatchObject({ outcome: 'accepted', isUnchanged });
  });

  it('doesn’t take the copy of the prelist for a report', () => {
    const copy = { no_urut: 1, Nama: 'CONTOH SATU', row_status: 'COPY' };
    const named = { number: 1, answers: { Nama: 'CONTOH SATU' }, capped: [] };
    const household = { ...factsAfter(wholeHousehold), members: [copy] };
    expect(judged({ report: members(named), household }).isUnchanged).toBe(false);
  });

  it('remarks on what the household breaks after it, and accepts', () => {
    const { answers } = wholeHousehold;
    const report = reportOf({
      form: 'RT',
      answers: { ...answers, sumber_airminum: 2, cara_peroleh_airminum: 3 },
    });
    expect(judged({ report })).toMatchObject({
      outcome: 'accepted',
      problems: [],
      remarks: [{ kind: 'rule', severity: 'warn', rule: 11, number: 'III.8' }],
    });
  });
});
