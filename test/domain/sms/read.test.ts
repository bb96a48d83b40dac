import { describe, expect, it } from 'vitest';
import type { HouseholdFacts, Outcome, Verdict } from '../../../src/domain/report/types.ts';
import {
  eight,
  householdOf,
  members,
  officerOf,
  otherVillage,
  prelistWith,
  read,
  reportedOf,
  seven,
  village,
  visitDigits,
  wholeBlocks,
  wholeDigits,
} from '../../support/sms.ts';

const visitAnswers = {
  status_rumahtangga: 1,
  alasan_tidak_ditemukan: null,
  apakah_mampu: 1,
  hasil_verivali: 1,
  tanggal_verivali: '2021-11-24',
  data_idbdt_double_dengan: null,
};
const { visit, housing, assets, programmes } = wholeBlocks;

describe('a visit result in many writings', () => {
  it.each([
    ['as on the card', 'V 7-16 10112411'],
    ['lower case', 'v 7-16 10112411'],
    ['glued', 'V71610112411'],
    ['glued after the keyword only', 'V7-16 10112411'],
    ['slashes', 'V/7/16/1011/24/11'],
    ['each digit apart', 'V 7 1 6 1 0 1 1 2 4 1 1'],
    ['lines', 'V\n7-16\n1011\n2411'],
    ['all kinds of separators', '(V) 7_16: 1,0,1,1; 24.11#'],
    ['dialled habits', '*V*7*16*10112411#'],
    ['a serial with zeros', 'V 000007-16 10112411'],
    ['a serial with some zeros', 'V 07-16 10112411'],
    ['long', 'V 9415010001000007-16 10112411'],
    ['long in groups', 'V 94.15.010.001 000.007-16 1011 2411'],
    ['long and solid', 'V94150100010000071610112411'],
    ['full-width', 'Ｖ　７－１６　１０１１２４１１'],
    ['Arabic-Indic digits', 'V ٧-١٦ ١٠١١٢٤١١'],
    ['extended Arabic-Indic digits', 'V ۷-۱۶ ۱۰۱۱۲۴۱۱'],
    ['smart dash and no-break space', 'V\u00a07–16\u00a010112411'],
    ['zero-width characters', '\u200bV 7\u200b-16 1011\u200d2411'],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({
      command: 'V',
      outcome: 'accepted',
      idbdt: seven.idbdt,
      repairs: [],
      report: { form: 'V', idbdt: seven.idbdt, answers: visitAnswers },
    });
  });
});

describe('a whole household in many writings', () => {
  it.each([
    ['block by block', `RT 7-16 ${visit} ${housing} ${assets} ${programmes}`],
    ['solid after the reference', `RT 7-16 ${wholeDigits}`],
    ['all solid', `rt716${wholeDigits}`],
    ['in threes', `RT 7-16 ${wholeDigits.replace(/(...)/g, '$1 ')}`],
  ])('%s', (_, text) => {
    const verdict = read(text);
    expect(verdict).toMatchObject({ outcome: 'accepted', problems: [], idbdt: seven.idbdt });
    expect(verdict.report?.answers).toMatchObject({
      Jumlah_ART: 4,
      Jumlah_Keluarga: 1,
      tanggal_verivali: '2021-11-24',
      luas_lantai: 45,
      jumlah_kambing: 2,
      luas_atb: null,
      sta_kur: 2,
    });
  });
});

describe('the other household', () => {
  it.each([
    ['solid', 'V71610142411813'],
    ['apart', 'V 7-16 1014 2411 8-13'],
    ['long', `V 7-16 10142411 ${eight.idbdt}-13`],
  ])('is stored: %s', (_, text) => {
    expect(read(text).report?.answers.data_idbdt_double_dengan).toBe(eight.idbdt);
  });

  it.each([
    ['missing', 'V 7-16 10142411', 'invalid-answers', 'problem.partner-must-answer'],
    ['not asked', 'V 7-16 10112411 8-13', 'invalid-answers', 'problem.partner-not-asked'],
    ['with a wrong check', 'V 7-16 10142411 8-14', 'wrong-check-digits', null],
    ['the household itself', 'V 7-16 10142411 7-16', 'own-partner', null],
    ['in no list', 'V 7-16 10142411 21-71', 'unknown-partner', null],
    ['not where separators say', 'V 7-16 1014 241181 3', 'body-length', 'problem.too-long'],
  ])('is refused: %s', (_, text, reason, problem) => {
    const verdict = read(text);
    expect(verdict).toMatchObject({ outcome: 'rejected', reason, report: null });
    if (problem !== null) expect(verdict.answer?.parts?.problem).toMatchObject({ key: problem });
  });

  it('is named in the answer, so that a wrong one shows', () => {
    const other = householdOf(eight.idbdt, { headName: 'Misal Dua' });
    const { answer } = read('V 7-16 10142411 8-13', { households: prelistWith(other) });
    const partner = { key: 'answer.fact.partner', values: { reference: '8-13', head: 'M*** D***' } };
    expect(answer?.parts?.facts).toContainEqual(expect.objectContaining(partner));
  });

  it('without its check digits is asked back', () => {
    expect(read(`V 7-16 10142411 ${eight.idbdt}`)).toMatchObject({
      outcome: 'ask',
      questions: ['reference-without-check'],
    });
  });
});

const outcomes: readonly [label: string, text: string, outcome: Outcome, reason: string | null][] = [
  ['nothing', '', 'rejected', 'empty'],
  ['spaces and signs only', ' ..-- !', 'rejected', 'empty'],
  ['2,001 characters', `V ${'7'.repeat(1_999)}`, 'rejected', 'too-long'],
  ['broken characters', 'V 7-1\ufffd 10112411', 'rejected', 'not-text'],
  ['a greeting', 'Halo apa kabar', 'rejected', 'unknown-keyword'],
  ['digits only', '71610112411', 'rejected', 'unknown-keyword'],
  ['a command of other roles', 'LAPOR 9415010001 1 2 3', 'rejected', 'not-allowed'],
  ['a keyword alone', 'V', 'rejected', 'empty-body'],
  ['letters among the digits', 'V 7-16 1011A411', 'rejected', 'not-digits'],
  ['two commands', 'V 7-16 10112411 CEK 8-13', 'rejected', 'two-commands'],
  ['wrong check digits', 'V 7-17 10112411', 'rejected', 'wrong-check-digits'],
  ['swapped check digits', 'V 7-61 10112411', 'rejected', 'wrong-check-digits'],
  ['another serial', 'V 8-16 10112411', 'rejected', 'wrong-check-digits'],
  ['a long reference with a wrong check', 'V 9415010001000007-17 10112411', 'rejected', 'wrong-check-digits'],
  ['no check digits', 'V 7 10112411', 'rejected', 'missing-check-digits'],
  ['no check digits, solid', 'V710112411', 'rejected', 'missing-check-digits'],
  ['long without check digits', 'V 9415010001000007 10112411', 'ask', null],
  ['a digit lost', 'V 7-16 1011241', 'rejected', 'body-length'],
  ['a digit too many', 'V 7-16 101124111', 'rejected', 'body-length'],
  ['no separator after the reference', 'V 7-1610112411', 'rejected', 'misplaced-separator'],
  ['digits of no use', 'V 12', 'rejected', 'wrong-length'],
  ['in no list', 'V 21-71 10112411', 'rejected', 'unknown-household'],
  ['another village', `V ${otherVillage}000001-50 10112411`, 'rejected', 'other-area'],
  ['a code out of its list', 'V 7-16 10192411', 'rejected', 'invalid-answers'],
  ['a day that is none', 'V 7-16 10113102', 'rejected', 'invalid-answers'],
  ['O for 0', 'V 7-16 1O112411', 'repaired', null],
  ['l for 1 in the reference', 'V 7-l6 10112411', 'repaired', null],
  ['an odd sign', 'V 7=16 10112411', 'repaired', null],
  ['in quotes', '"V 7-16 10112411"', 'repaired', null],
  ['a visit of September', 'V 7-16 10112009', 'ask', null],
  ['help', 'BANTU', 'accepted', null],
  ['help with a typo', 'BNTU', 'repaired', null],
  ['no typo of STOP', 'STP', 'rejected', 'unknown-keyword'],
  ['STOP', 'Stop.', 'accepted', null],
  ['STOP with more', 'STOP RT', 'rejected', 'extra-text'],
  ['counts', 'CEK', 'accepted', null],
  ['a household', 'CEK 7-16', 'accepted', null],
  ['a household, glued', 'cek716', 'accepted', null],
  ['a household without check digits', 'CEK 7', 'rejected', 'missing-check-digits'],
  ['letters after CEK', 'CEK rumah', 'rejected', 'not-digits'],
];

describe('outcomes', () => {
  it.each(outcomes)('%s', (_, text, outcome, reason) => {
    const verdict = read(text);
    expect(verdict).toMatchObject({ outcome, reason });
    expect(verdict.answer).not.toBeNull();
    expect(verdict.report === null).toBe(outcome === 'rejected' || verdict.command !== 'V');
  });

  it('refuses a 100 kB message as too long', () => {
    expect(read('V 7-16 '.repeat(15_000))).toMatchObject({ outcome: 'rejected', reason: 'too-long' });
  });
});

describe('which block is short or long', () => {
  const rt = (...blocks: string[]) => read(`RT 7-16 ${blocks.join(' ')}`);
  const lost = (digits: string) => digits.slice(1);
  it.each([
    [
      'visit short',
      rt(lost(visit), housing, assets, programmes),
      { kind: 'too-short', by: 1, block: 'visit' },
    ],
    [
      'housing short',
      rt(visit, lost(housing), assets, programmes),
      { kind: 'too-short', by: 1, block: 'housing' },
    ],
    [
      'assets long',
      rt(visit, housing, `${assets}12`, programmes),
      { kind: 'too-long', by: 2, block: 'assets' },
    ],
    ['programmes missing', rt(visit, housing, assets), { kind: 'too-short', by: 9, block: 'programmes' }],
    ['solid: no block is named', rt(lost(wholeDigits)), { kind: 'too-short', by: 1 }],
    [
      'two blocks: none is named',
      rt(lost(visit), lost(housing), assets, programmes),
      { kind: 'too-short', by: 2 },
    ],
  ] satisfies [string, Verdict, object][])('%s', (_, verdict, problem) => {
    expect(verdict).toMatchObject({ outcome: 'rejected', reason: 'body-length', idbdt: seven.idbdt });
    expect(verdict.problems).toEqual([{ severity: 'reject', ...problem }]);
  });
});

describe('who sends', () => {
  const twoVillages = officerOf({ areas: [village, otherVillage], villages: [village, otherVillage] });
  const onlyHere = new Map([[seven.idbdt, householdOf(seven.idbdt)]]);

  it('a number that is not registered is told so, whatever it sends', () => {
    for (const text of ['V 7-16 10112411', 'STOP', 'halo', '']) {
      expect(read(text, { officer: null })).toMatchObject({
        outcome: 'rejected',
        reason: 'unknown-sender',
        officerChange: null,
        answer: { key: 'answer.unknown-sender' },
      });
    }
  });

  it('a supervisor reports nothing', () => {
    const officer = officerOf({ role: 'pengawas' });
    expect(read('V 7-16 10112411', { officer }).reason).toBe('not-allowed');
    expect(read('CEK 7-16', { officer }).outcome).toBe('accepted');
  });

  it('an officer of several villages may use a serial that only one of them has', () => {
    expect(read('V 7-16 10112411', { officer: twoVillages, households: onlyHere })).toMatchObject({
      outcome: 'accepted',
      idbdt: seven.idbdt,
    });
  });

  it('a serial that two of their villages have calls nobody', () => {
    expect(read('V 7-16 10112411', { officer: twoVillages }).reason).toBe('long-reference-needed');
    expect(read(`V ${seven.idbdt}16 10112411`, { officer: twoVillages }).outcome).toBe('accepted');
  });

  it('an officer of a sub-district uses the long reference', () => {
    const officer = officerOf({ role: 'korcam', areas: ['9415010'], villages: [] });
    expect(read('CEK 7-16', { officer }).reason).toBe('long-reference-needed');
    expect(read(`CEK ${seven.idbdt}-16`, { officer })).toMatchObject({
      outcome: 'accepted',
      idbdt: seven.idbdt,
    });
    expect(read(`CEK ${seven.idbdt}`, { officer }).outcome).toBe('accepted');
  });
});

describe('CEK', () => {
  it('tells a household that nobody reported', () => {
    expect(read('CEK 7-16').answer).toMatchObject({
      key: 'answer.household-unreported',
      values: { reference: '7-16', head: 'C*** S***', members: 4 },
    });
  });

  it('tells what is stored', () => {
    const record = { ...visitAnswers, luas_lantai: 45, Jumlah_ART: 4, Jumlah_Keluarga: 1 };
    const { answer } = read('CEK 7-16', { households: prelistWith(reportedOf(seven.idbdt, record)) });
    expect(answer?.key).toBe('answer.household');
    expect(answer?.parts?.facts).toMatchObject([
      { key: 'answer.fact.members-missing', values: { list: '1,2,3,4' } },
      { id: 'Ditemukan' },
      { id: 'Selesai dicacah' },
      { values: { date: '24/11' } },
      { values: { count: '4' } },
      { values: { count: '1' } },
      { key: 'answer.fact.whole' },
    ]);
  });

  it('says that nothing is missing', () => {
    const whole = read(`RT 7-16 ${wholeDigits}`).report?.answers ?? {};
    const [man] = read(`ART 7-16 01${members.man.nik}${members.man.digits}`).report?.members ?? [];
    const record = { ...whole, Jumlah_ART: 1 };
    const member = { no_urut: 1, ...man?.answers, report_id: '1' };
    const complete = householdOf(seven.idbdt, { record, members: [member] });
    const facts = (household: HouseholdFacts) =>
      read('CEK 7-16', { households: prelistWith(household) }).answer?.parts?.facts;
    expect(facts(complete)).toContainEqual(expect.objectContaining({ key: 'answer.fact.complete' }));
    const headless = { ...complete, members: [{ ...member, Hub_KRT: 2 }] };
    expect(facts(headless)).toContainEqual(expect.objectContaining({ key: 'answer.fact.head-missing' }));
    const noFamilyHead = { ...complete, members: [{ ...member, Hubkel: 2 }] };
    expect(facts(noFamilyHead)).toContainEqual(
      expect.objectContaining({ key: 'answer.fact.family-head-missing', values: { family: 1 } }),
    );
  });

  it('counts repaired reports among the accepted', () => {
    expect(read('CEK').answer?.values).toEqual({ accepted: 4, asked: 1, held: 0, rejected: 2 });
  });
});

describe('settings', () => {
  it.each([
    ['STOP', { isStopped: true }],
    ['MULAI', { isStopped: false }],
    ['EN', { language: 'en' }],
    ['ID', { language: 'id' }],
  ])('%s', (text, officerChange) => {
    expect(read(text)).toMatchObject({ outcome: 'accepted', officerChange });
    expect(read(`LATIH ${text}`)).toMatchObject({ outcome: 'accepted', officerChange: null });
  });
});

describe('practice', () => {
  it.each([
    ['apart', 'LATIH V 7-16 10112411', 'accepted'],
    ['glued', 'latihv71610112411', 'accepted'],
    ['with a typo', 'LATHI V 7-16 10112411', 'repaired'],
    ['never asked back', 'LATIH V 9415010001000007 10112009', 'accepted'],
    ['refused all the same', 'LATIH V 7-17 10112411', 'rejected'],
    ['alone', 'LATIH', 'accepted'],
  ])('%s', (_, text, outcome) => {
    expect(read(text)).toMatchObject({ outcome, isPractice: true, answer: { key: 'answer.practice' } });
  });

  it('is read just as the message without it', () => {
    const text = `RT 7-16 ${wholeDigits}`;
    expect(read(`LATIH ${text}`).report).toEqual(read(text).report);
  });
});

describe('help', () => {
  it.each([
    ['BANTU', 'help.enumerator'],
    ['BANTU rt', 'help.RT'],
    ['BANTU apa', 'help.enumerator'],
  ])('%s', (text, key) => {
    expect(read(text).answer?.key).toBe(key);
  });

  it('is by role', () => {
    const officer = officerOf({ role: 'korkab' });
    expect(read('BANTU', { officer }).answer?.key).toBe('help.korkab');
    expect(read('BANTU RT', { officer }).answer?.key).toBe('help.korkab');
    expect(read('BANTU CEK', { officer }).answer?.key).toBe('help.CEK');
  });
});

describe('what the answer names', () => {
  it('the first wrong item by its number, and how many more there are', () => {
    const wrong = visitDigits.replace('101', '919');
    expect(read(`V 7-16 ${wrong}`).answer).toMatchObject({
      key: 'answer.rejected',
      values: { form: 'V', reference: '7-16' },
      parts: {
        problem: { key: 'problem.code-out-of-list', values: { number: 'P.10', typed: '9', allowed: '1-4' } },
        more: [{ values: { count: expect.any(Number) } }],
      },
    });
  });

  it('what was repaired', () => {
    expect(read('V 7-16 1O112411').answer).toMatchObject({
      key: 'answer.repaired',
      parts: { repairs: [{ values: { typed: 'O', read: '0' } }] },
    });
  });
});
