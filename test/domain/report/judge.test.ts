import { describe, expect, it } from 'vitest';
import { unpackForm } from '../../../src/domain/instrument/digits.ts';
import { coversHousehold, type JudgeInput, judge } from '../../../src/domain/report/judge.ts';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import { formOf, instrument } from '../../support/instrument.ts';
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

const { answers: visit } = unpackForm(formOf('V'), visitDigits, '2021-11-25');
const { answers: whole } = unpackForm(formOf('RT'), wholeDigits, '2021-11-25');
const visitRow = { ...visit, data_idbdt_double_dengan: null };

function judged(changes: Partial<JudgeInput> = {}) {
  return judge({
    instrument,
    form: formOf('V'),
    idbdt: seven.idbdt,
    answers: visit,
    capped: [],
    remarks: [],
    officer: officerOf(),
    household: householdOf(seven.idbdt),
    partner: null,
    partnerHousehold: undefined,
    hasCheckDigits: true,
    repairs: [],
    isPractice: false,
    receivedAt,
    ...changes,
  });
}

const reported = (record: RecordRow, officerId = 1) => reportedOf(seven.idbdt, record, officerId);
const repair = { kind: 'letter-for-digit', typed: 'O', read: '0' } as const;

describe('judge', () => {
  it.each([
    ['a first report', {}, 'accepted'],
    ['with a repair', { repairs: [repair] }, 'repaired'],
    ['a visit 60 days ago', { answers: { ...visit, tanggal_verivali: '2021-09-26' } }, 'accepted'],
    [
      'with the other household',
      { partner: eight.idbdt, partnerHousehold: householdOf(eight.idbdt) },
      'accepted',
    ],
    [
      'after a report of another form',
      { form: formOf('RT'), answers: whole, household: reported(visitRow) },
      'accepted',
    ],
    ['a change of one answer', { household: reported({ ...visitRow, apakah_mampu: 2 }) }, 'accepted'],
    [
      'a change of half',
      { household: reported({ ...visitRow, apakah_mampu: 2, hasil_verivali: 5 }) },
      'accepted',
    ],
    [
      'practice, whatever is doubtful',
      { isPractice: true, hasCheckDigits: false, household: reported(visitRow, 2) },
      'accepted',
    ],
  ] satisfies [string, Partial<JudgeInput>, string][])('accepts %s', (_, changes, outcome) => {
    expect(judged(changes)).toMatchObject({ outcome, reason: null, questions: [], isUnchanged: false });
  });

  it.each([
    ['a reference without check', { hasCheckDigits: false }, ['reference-without-check']],
    ['another officer’s household', { household: reported(visitRow, 2) }, ['other-officer']],
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
    ['a visit 61 days ago', { answers: { ...visit, tanggal_verivali: '2021-09-25' } }, ['old-date']],
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
      { partner: seven.idbdt, partnerHousehold: householdOf(seven.idbdt) },
      'own-partner',
    ],
    ['an unknown other household', { partner: eight.idbdt }, 'unknown-partner'],
    ['another area in practice', { officer: officerOf({ areas: [] }), isPractice: true }, 'other-area'],
  ] satisfies [string, Partial<JudgeInput>, string][])('refuses %s', (_, changes, reason) => {
    expect(judged(changes)).toMatchObject({ outcome: 'rejected', reason, questions: [] });
  });

  it('counts the day of receipt in the village, not in UTC', () => {
    const answers = { ...visit, tanggal_verivali: '2021-09-26' };
    // 15:30 UTC is half past midnight of the 26th in the east.
    expect(judged({ answers, receivedAt: new Date('2021-11-25T15:30:00Z') }).outcome).toBe('ask');
    expect(judged({ answers, receivedAt: new Date('2021-11-25T14:30:00Z') }).outcome).toBe('accepted');
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
    expect(
      judged({ household: reported({ ...visitRow, data_idbdt_double_dengan: eight.idbdt }) }).isUnchanged,
    ).toBe(false);
  });

  it('passes remarks on', () => {
    const remark = { kind: 'rule', severity: 'warn', rule: 11 } as const;
    expect(judged({ remarks: [remark] })).toMatchObject({ outcome: 'accepted', problems: [remark] });
  });
});

describe('coversHousehold', () => {
  it.each([
    ['the village', ['9415010001'], true],
    ['the sub-district', ['9415010'], true],
    ['the regency among others', ['1101', '9415'], true],
    ['the next village', ['9415010002'], false],
    ['none', [], false],
  ])('%s', (_, areas, covers) => {
    expect(coversHousehold(officerOf({ areas }), seven.idbdt)).toBe(covers);
  });
});
