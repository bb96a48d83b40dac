import { describe, expect, it } from 'vitest';
import { checkDigits } from '../../../src/domain/identity/check-digits.ts';
import type { HouseholdFacts, HouseholdReport, StoredReport } from '../../../src/domain/report/types.ts';
import { noWork, type ReadFacts, type WorkFacts } from '../../../src/domain/sms/command.ts';
import { explainMessage } from '../../../src/domain/sms/explain.ts';
import { parseMessage } from '../../../src/domain/sms/read.ts';
import type { AreaFacts } from '../../../src/domain/workflow/area-claim.ts';
import type { WaitingCount } from '../../../src/domain/workflow/review.ts';
import {
  members,
  officerOf,
  prelistWith,
  read,
  reportedOf,
  seven,
  storedOf,
  village,
  wholeDigits,
} from '../../support/sms.ts';

const pengawas = officerOf({ id: 3, role: 'pengawas', areas: [village], villages: [village] });
const korkab = officerOf({ id: 8, role: 'korkab', areas: ['9415'], villages: [] });
const korwil = officerOf({ id: 9, role: 'korwil', areas: ['94'], villages: [] });
const long = seven.idbdt + checkDigits(seven.idbdt);

const answers = read(`RT 7-16 ${wholeDigits}`).report?.answers ?? {};
const row = { ...answers, Jumlah_ART: 1, status: '11', foto_tertunda: 0, foto_tersimpan: 9 };
const manAnswers =
  read(`ART 7-16 01${members.man.nik}${members.man.digits}`).report?.members[0]?.answers ?? {};
const man = { no_urut: 1, row_status: 'ACTIVE', revisi: 1, ...manAnswers };
const finished = (changes: Partial<HouseholdFacts> = {}, columns = {}): HouseholdFacts => ({
  ...reportedOf(seven.idbdt, { ...row, ...columns }, 4),
  members: [man],
  ...changes,
});
/** A second head, in a household of one. */
const second: HouseholdReport = {
  ...storedOf().report,
  form: 'ART',
  answers: {},
  members: [{ number: 2, answers: { ...manAnswers, NIK: members.woman.nik }, capped: [] }],
};
const held = (changes: Partial<StoredReport> = {}) =>
  storedOf({ officerId: 4, outcome: 'held', report: second, ...changes });
const flagged = (changes: Partial<StoredReport> = {}) => storedOf({ officerId: 4, ...changes });

const team = new Set([4, 5]);
const withReports = (...reports: readonly StoredReport[]): WorkFacts => ({
  ...noWork,
  team,
  teamReports: new Map([['FGHJK', reports]]),
});
const told = (text: string, work: WorkFacts, changes: Partial<ReadFacts> = {}) =>
  read(text, { officer: pengawas, households: prelistWith(finished()), work, ...changes });

describe('a report by its receipt', () => {
  it('that was held goes to the records with what holds it as a remark', () => {
    const verdict = told('SETUJU FGHJK', withReports(held()));
    expect(verdict).toMatchObject({
      outcome: 'accepted',
      idbdt: seven.idbdt,
      review: { review: 'approved', stored: { id: '5' }, reason: null },
      answer: { key: 'answer.report-released' },
    });
    expect(verdict.report?.remarks[0]).toMatchObject({ severity: 'hold' });
    expect(verdict.review?.released).toBe(verdict.report);
    expect(verdict.step).toBeUndefined();
  });

  it('that breaks a rule which rejects stays out', () => {
    const twice = { ...second, members: [{ number: 2, answers: { NIK: members.man.nik }, capped: [] }] };
    const households = prelistWith(finished({ members: [{ ...man, NIK: members.man.nik }] }));
    const verdict = told('SETUJU FGHJK', withReports(held({ report: twice })), { households });
    expect(verdict).toMatchObject({ outcome: 'rejected', reason: 'still-wrong' });
    expect(verdict.review).toBeUndefined();
  });

  it('that was flagged is seen, and its household stays where it is', () => {
    const verdict = told('SETUJU FGHJK', withReports(flagged()));
    expect(verdict).toMatchObject({ review: { review: 'approved', released: null }, report: null });
    expect(verdict.step).toBeUndefined();
  });

  it('that was held is sent back, with the reason and what is to mend', () => {
    expect(told('TOLAK FGHJK kepala ada dua', withReports(held()))).toMatchObject({
      outcome: 'accepted',
      review: { review: 'returned', reason: 'kepala ada dua' },
      notices: [
        {
          officerId: 4,
          message: {
            key: 'notice.report-returned',
            values: { form: 'ART', reference: '7-16', receipt: 'FGHJK', reason: 'kepala ada dua' },
            parts: { facts: [{ key: 'problem.rule' }] },
          },
        },
      ],
    });
  });

  it('that is in the records takes its household back with it', () => {
    expect(told('TOLAK FGHJK lantai salah', withReports(flagged()))).toMatchObject({
      review: { review: 'returned' },
      step: { review: 'returned', columns: { status: '10a' } },
    });
    const further = prelistWith(finished({}, { status: '13', approved_by: 3 }));
    expect(told('TOLAK FGHJK lantai salah', withReports(flagged()), { households: further })).toMatchObject({
      outcome: 'rejected',
      reason: 'other-step',
    });
  });

  it.each<[string, string, readonly StoredReport[], string]>([
    ['is of nobody in the team', 'SETUJU FGHJK', [], 'no-team-report'],
    ['was refused', 'SETUJU FGHJK', [held({ outcome: 'rejected' })], 'no-team-report'],
    ['two in the team have', 'SETUJU FGHJK', [held(), held({ id: '6', officerId: 5 })], 'several-reports'],
    ['was withdrawn', 'SETUJU FGHJK', [held({ isWithdrawn: true })], 'already-withdrawn'],
    [
      'was approved',
      'TOLAK FGHJK salah',
      [held({ review: 'approved', outcome: 'accepted' })],
      'already-reviewed',
    ],
    [
      'was sent back',
      'SETUJU FGHJK',
      [held({ review: 'returned', outcome: 'rejected' })],
      'already-reviewed',
    ],
    ['waits for its officer', 'SETUJU FGHJK', [held({ outcome: 'ask' })], 'still-asked'],
    ['a newer one came after', 'SETUJU FGHJK', [held({ isSuperseded: true })], 'superseded'],
    ['is their own', 'SETUJU FGHJK', [held({ officerId: 3 })], 'own-report'],
  ])('that %s is not reviewed', (_, text, reports, reason) => {
    expect(told(text, withReports(...reports))).toMatchObject({ outcome: 'rejected', reason });
  });

  it('is for the supervisor alone', () => {
    expect(told('SETUJU FGHJK', withReports(held()), { officer: korkab })).toMatchObject({
      reason: 'not-allowed',
    });
  });

  it('of a household that is final stays out', () => {
    const households = prelistWith(finished({}, { status: '14' }));
    expect(told('SETUJU FGHJK', withReports(held()), { households })).toMatchObject({ reason: 'final' });
  });

  it('may be glued to the keyword, in any case', () => {
    expect(told('setujufghjk', withReports(held()))).toMatchObject({ review: { review: 'approved' } });
  });

  it('is practised without effect', () => {
    const verdict = told('LATIH SETUJU FGHJK', withReports(held()));
    expect(verdict).toMatchObject({ outcome: 'accepted', isPractice: true, report: null });
    expect(verdict.review).toBeUndefined();
    expect(told('LATIH TOLAK FGHJK salah', withReports(held())).notices).toBeUndefined();
  });
});

describe('a household by its reference', () => {
  const work = { ...noWork, team };

  it('is taken on or sent back', () => {
    expect(told('SETUJU 7-16', work)).toMatchObject({
      step: { review: 'approved', idbdt: seven.idbdt, columns: { status: '12', approved_by: 3 } },
      answer: { key: 'answer.step-approved' },
    });
    expect(told(`TOLAK ${long} tanya lagi`, work)).toMatchObject({
      step: { review: 'returned', columns: { status: '10a', approved_by: null }, reason: 'tanya lagi' },
      notices: [{ officerId: 4, message: { key: 'notice.household-returned' } }],
    });
  });

  it('may be approved before its photos', () => {
    const households = prelistWith(finished({}, { status: '10', foto_tertunda: 9, foto_tersimpan: 0 }));
    expect(told('SETUJU 7-16', work, { households })).toMatchObject({
      step: { columns: { status: '10', approved_by: 3 } },
      answer: { key: 'answer.step-approved-early' },
    });
  });

  it.each([
    ['of another team', 'SETUJU 7-16', { lastOfficerId: 7 }, 'other-team'],
    ['that nobody visited', 'SETUJU 7-16', { record: null, lastOfficerId: null }, 'not-visited'],
    ['that lacks a member', 'SETUJU 7-16', { members: [] }, 'not-complete'],
  ])('%s is not taken on', (_, text, changes, reason) => {
    const households = prelistWith(finished(changes));
    expect(told(text, work, { households })).toMatchObject({ outcome: 'rejected', reason });
  });

  it.each([
    ['outside the areas', 'SETUJU 110101000100000718', 'wrong-check-digits'],
    ['that is in no list', `SETUJU 9415010001000099${checkDigits('9415010001000099')}`, 'unknown-household'],
    ['without its check digits', `SETUJU ${seven.idbdt}`, 'missing-check-digits'],
    ['with nothing but the keyword', 'SETUJU', 'empty-body'],
    ['with a text', 'SETUJU 7-16 bagus', 'extra-text'],
    ['without a reason', 'TOLAK 7-16', 'no-reason'],
    ['with digits for a reason', 'TOLAK 7-16 3', 'no-reason'],
    ['with a reason too long', `TOLAK 7-16 ${'salah '.repeat(30)}`, 'text-too-long'],
    ['with another command', 'TOLAK 7-16 salah V 8-13 10112411', 'two-commands'],
  ])('%s is refused', (_, text, reason) => {
    expect(told(text, work)).toMatchObject({ outcome: 'rejected', reason });
  });

  it('may be named by an item that is to mend', () => {
    expect(told('TOLAK 7-16 3.3 lantai salah', work)).toMatchObject({ step: { reason: '3.3 lantai salah' } });
  });
});

describe('an area by its code', () => {
  const area: AreaFacts = {
    code: '9415010',
    name: 'Distrik Contoh',
    target: 40,
    byResult: {},
    claims: new Map(),
  };
  const waiting: readonly WaitingCount[] = [
    { status: '11', reporterId: 4, count: 9 },
    { status: '12', reporterId: 4, count: 3 },
    { status: '12', reporterId: 5, count: 2 },
    { status: '13a', reporterId: 4, count: 1 },
    { status: '13', reporterId: 4, count: 7 },
  ];
  const work: WorkFacts = {
    ...noWork,
    areas: new Map([[area.code, area]]),
    waiting: new Map([[area.code, waiting]]),
  };

  it('goes on with all that wait for the step', () => {
    expect(told('SETUJU 9415010', work, { officer: korkab })).toMatchObject({
      areaStep: { from: ['12', '13a'], columns: { status: '13', confirmed_by: 8 }, count: 6, reason: null },
      answer: { key: 'answer.area-approved', values: { count: 6 } },
    });
    expect(told('SETUJU 9.415.010', work, { officer: korwil })).toMatchObject({
      areaStep: { from: ['13', '13b'], columns: { status: '14' }, count: 7 },
    });
  });

  it('goes back with all that wait, and each enumerator is told how many are theirs', () => {
    const verdict = told('TOLAK 9415010 data beda', work, { officer: korkab });
    expect(verdict).toMatchObject({
      areaStep: {
        from: ['12', '13a'],
        columns: { status: '12a', approved_by: null },
        count: 6,
        reason: 'data beda',
      },
    });
    expect(verdict.notices?.map(({ officerId, message }) => [officerId, message.values.count])).toEqual([
      [4, 4],
      [5, 2],
    ]);
  });

  it.each([
    ['where nothing waits', 'SETUJU 9415010', { ...work, waiting: new Map() }, 'nothing-waits'],
    ['that is not there', 'SETUJU 9415099', work, 'unknown-area'],
    ['that is not theirs', 'SETUJU 9171', work, 'other-area'],
    ['of a whole province', 'SETUJU 94', work, 'missing-check-digits'],
  ])('%s is refused', (_, text, facts, reason) => {
    expect(told(text, facts, { officer: korkab })).toMatchObject({ outcome: 'rejected', reason });
  });

  it('is no area for a supervisor, who reads it as a reference', () => {
    expect(told('SETUJU 9415010', work)).toMatchObject({ outcome: 'rejected' });
    expect(told('SETUJU 9415010', work).areaStep).toBeUndefined();
  });
});

describe('PERIKSA', () => {
  const check = {
    ...{ idbdt: seven.idbdt, officerId: 4, isDone: false },
    ...{ items: ['lantai', 'atap', 'sta_pkh'], reported: { lantai: 6, atap: 6, sta_pkh: 1 } },
  };
  const work = (changes: Partial<typeof check> = {}): WorkFacts => ({
    ...noWork,
    team,
    backChecks: new Map([[seven.idbdt, { ...check, ...changes }]]),
  });

  it('compares item by item and stores nothing in the records', () => {
    const verdict = told('PERIKSA 7-16 lantai 06 atap 1 sta_pkh 1', work());
    expect(verdict).toMatchObject({
      outcome: 'accepted',
      report: null,
      backCheck: { given: { lantai: 6, atap: 1, sta_pkh: 1 }, agreed: [true, false, true] },
      answer: { values: { same: 2, all: 3 } },
    });
    expect(told('LATIH PERIKSA 7-16 lantai 06 atap 1 sta_pkh 1', work()).backCheck).toBeUndefined();
  });

  it.each([
    ['in another order, by number', 'PERIKSA 7-16 3.5a 6 lantai 6 sta_pkh 2', null],
    ['one missing', 'PERIKSA 7-16 lantai 6 atap 6', 'items-missing'],
    ['one more', 'PERIKSA 7-16 lantai 6 atap 6 sta_pkh 1 dinding 3', 'other-items'],
    ["a member's", 'PERIKSA 7-16 lantai 6 atap 6 ART1 8 2', 'other-items'],
    ['a code that is none', 'PERIKSA 7-16 lantai 66 atap 6 sta_pkh 1', 'invalid-answers'],
    ['an item that is none', 'PERIKSA 7-16 lantay 6 atap 6 sta_pkh 1', 'unknown-item'],
    ['no items', 'PERIKSA 7-16', 'empty-body'],
    ['no check digits', `PERIKSA ${seven.idbdt} lantai 6 atap 6 sta_pkh 1`, 'missing-check-digits'],
  ])('%s: %s', (_, text, reason) => {
    expect(told(text, work()).reason).toBe(reason);
  });

  it.each([
    ['was not drawn', noWork, 'not-drawn'],
    ['was asked already', work({ isDone: true }), 'back-check-done'],
    ['is of another team', work({ officerId: 7 }), 'other-team'],
  ])('a household that %s', (_, facts, reason) => {
    const given = { ...facts, team };
    expect(told('PERIKSA 7-16 lantai 6 atap 6 sta_pkh 1', given)).toMatchObject({
      outcome: 'rejected',
      reason,
    });
  });
});

it('is explained', () => {
  const explain = (text: string, work: WorkFacts, changes: Partial<ReadFacts> = {}) =>
    explainMessage(parseMessage(text), told(text, work, changes), '');
  const work = { ...noWork, team };
  expect(explain('TOLAK FGHJK dua kepala', withReports(held())).review).toEqual({
    review: 'returned',
    of: 'report',
    reason: 'dua kepala',
    status: null,
  });
  expect(explain('SETUJU 7-16', work).review).toEqual({
    review: 'approved',
    of: 'household',
    reason: null,
    status: '12',
  });
  expect(explain('CEK 7-16', work)).toMatchObject({ review: null, claim: null, backCheck: null });
});
