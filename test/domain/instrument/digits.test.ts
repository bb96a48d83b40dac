import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAsked,
  packBlock,
  packForm,
  unpackBlock,
  unpackForm,
} from '../../../src/domain/instrument/digits.ts';
import type { Answers, Problem } from '../../../src/domain/instrument/types.ts';
import { arbitraryAnswers, formOf, instrument, receivedOn } from '../../support/instrument.ts';

const rt = formOf('RT');
const v = formOf('V');
const household =
  '1212411041' + // visit, 0
  '11045063206102053128113' + // housing, 10
  '242424241324242' +
  '1' +
  '00250' +
  '4' +
  '02' +
  '00' +
  '00' +
  '99' +
  '00' +
  '2' + // assets, 33
  '141424232'; // programmes, 66

/** The household's digits with some overwritten from a place on. */
function typed(changes: Readonly<Record<number, string>>): string {
  return Object.entries(changes).reduce(
    (digits, [at, piece]) => digits.slice(0, Number(at)) + piece + digits.slice(Number(at) + piece.length),
    household,
  );
}

/** A problem in one line: kind, number on the form, what was typed, what is allowed, rule. */
function inShort({ kind, number, typed: digits, allowed, rule }: Problem): string {
  return `${kind} ${number} ${digits} for ${allowed}${rule === undefined ? '' : ` rule ${rule}`}`;
}

describe('unpackForm', () => {
  it('reads a whole household', () => {
    const { answers, capped, problems } = unpackForm(rt, household, receivedOn);
    expect(problems).toEqual([]);
    expect(capped).toEqual(['jumlah_babi']);
    expect(answers).toMatchObject({
      status_rumahtangga: 1,
      apakah_mampu: 2,
      hasil_verivali: 1,
      tanggal_verivali: '2021-11-24',
      Jumlah_ART: 4,
      luas_lantai: 45,
      lantai: 6,
      kondisi_dinding: 2,
      sumber_airminum: 5,
      daya: 2,
      ada_lemari_es: 4,
      luas_atb: '250',
      jumlah_sapi: 2,
      jumlah_kerbau: 0,
      jumlah_babi: 99,
      sta_kur: 2,
    });
    expect(Object.keys(answers)).toHaveLength(56);
  });

  it.each<[string, Readonly<Record<number, string>>, string[]]>([
    ['code out of list', { 15: '11' }, ['code-out-of-list III.3 11 for 1-10 rule 1']],
    ['an answer left at zeros', { 15: '00' }, ['must-answer III.3 00 for 1-10']],
    ['a count under its range', { 12: '000' }, ['must-answer III.2 000 for 001-999']],
    ['3/4 where 1/2 belongs', { 33: '4' }, ['wrong-pair V.1a 4 for 1/2 rule 1']],
    ['1/2 where 3/4 belongs', { 34: '1' }, ['wrong-pair V.1b 1 for 3/4 rule 1']],
    ['neither pair', { 34: '5' }, ['code-out-of-list V.1b 5 for 3/4 rule 1']],
    ['wall condition for bamboo', { 17: '6' }, ['not-asked III.4b 2 for 0 rule 2']],
    ['no wall condition for wood', { 18: '0' }, ['must-answer III.4b 0 for 1/2']],
    ['roof condition for thatch', { 19: '09' }, ['not-asked III.5b 1 for 0 rule 2']],
    ['power without PLN', { 27: '3' }, ['not-asked III.9b 2 for 0 rule 3']],
    ['bowl without toilet', { 30: '4' }, ['not-asked III.11b 1 for 0 rule 3']],
    ['land area without land', { 48: '2' }, ['not-asked V.2a 00250 for 00000 rule 4']],
    ['land without area', { 49: '00000' }, ['must-answer V.2a 00000 for 00001-99999']],
    ['not a date', { 3: '3104' }, ['not-a-date II.1 3104 for DDMM']],
    ['no date', { 3: '0000' }, ['must-answer II.1 0000 for DDMM']],
    ['a status that the form has not', { 0: '3' }, ['fixed-value P.10 3 for 1/4']],
    ['a result that the form has not', { 2: '5' }, ['fixed-value II.5 5 for 1']],
    ['a status that nobody has', { 0: '7' }, ['code-out-of-list P.10 7 for 1/4 rule 1']],
    [
      'several, in the order of the form',
      { 66: '3', 15: '00', 2: '2' },
      ['fixed-value II.5 2 for 1', 'must-answer III.3 00 for 1-10', 'wrong-pair V.5a 3 for 1/2 rule 1'],
    ],
  ])('finds %s', (_, changes, expected) => {
    const { problems } = unpackForm(rt, typed(changes), receivedOn);
    expect(problems.map(inShort)).toEqual(expected);
    expect(problems.every((problem) => problem.severity === 'reject')).toBe(true);
  });

  it.each<[string, string, string[]]>([
    ['found and well off', '10112411', []],
    ['not found, moved', '21022411', []],
    ['a reason for who was found', '11112411', ['not-asked P.11 1 for 0 rule 7']],
    ['no reason for who was not', '20022411', ['must-answer P.11 0 for 1-4']],
    ['well off though not found', '21122411', ['not-asked P.12 1 for 0 rule 7']],
    ['the other pair for well off', '10312411', ['wrong-pair P.12 3 for 1/2 rule 1']],
    ['no status', '01112411', ['must-answer P.10 0 for 1-4']],
    ['a result out of the list', '10172411', ['code-out-of-list II.5 7 for 1-6 rule 1']],
  ])('reads a visit: %s', (_, digits, expected) => {
    expect(unpackForm(v, digits, receivedOn).problems.map(inShort)).toEqual(expected);
  });

  it('makes one problem of one slip: what hangs on it is not blamed', () => {
    const withCondition = unpackForm(rt, typed({ 17: '9' }), receivedOn);
    const without = unpackForm(rt, typed({ 17: '90' }), receivedOn);
    expect(withCondition.problems.map(inShort)).toEqual(['code-out-of-list III.4a 9 for 1-7 rule 1']);
    expect(without.problems.map(inShort)).toEqual(['code-out-of-list III.4a 9 for 1-7 rule 1']);
    expect(without.answers).not.toHaveProperty('dinding');
  });

  it('stores what is not asked as NULL, and zero where zero is an answer', () => {
    const { answers, problems } = unpackForm(rt, typed({ 17: '60', 22: '00', 30: '40' }), receivedOn);
    expect(problems).toEqual([]);
    expect(answers).toMatchObject({ kondisi_dinding: null, kloset: null, jumlah_kamar: 0 });
  });

  it.each([
    ['one digit short', household.slice(1), { kind: 'too-short', severity: 'reject', by: 1 }],
    ['empty', '', { kind: 'too-short', severity: 'reject', by: 75 }],
    ['three digits long', `${household}123`, { kind: 'too-long', severity: 'reject', by: 3 }],
    ['a letter', `O${household.slice(1)}`, { kind: 'not-digits', severity: 'reject' }],
  ])('says only what is wrong with the length: %s', (_, digits, problem) => {
    expect(unpackForm(rt, digits, receivedOn)).toEqual({ answers: {}, capped: [], problems: [problem] });
  });

  it('gives a date the newest year that is not after the day of receipt', () => {
    const date = (ddmm: string, day: string) => unpackForm(v, `1011${ddmm}`, day).answers.tanggal_verivali;
    expect(date('3112', '2022-01-01')).toBe('2021-12-31');
    expect(date('0101', '2022-01-01')).toBe('2022-01-01');
    expect(date('2902', '2022-01-01')).toBe('2020-02-29');
  });

  it.each([
    ['first', 'JnsKel=2, 10 years, widowed', '2104', '1', []],
    ['last', '49 years, divorced', '2493', '1', []],
    ['too old', '50 years', '2502', '1', ['not-asked IV.12 1 for 0 rule 5']],
    ['a man', 'married', '1302', '1', ['not-asked IV.12 1 for 0 rule 5']],
    ['never married', '30 years', '2301', '1', ['not-asked IV.12 1 for 0 rule 5']],
    ['not answered', '30 years, married', '2302', '0', ['must-answer IV.12 0 for 1/2']],
  ])('asks for pregnancy as rule 5 says: %s (%s)', (_, __, sexAgeMarried, pregnant, expected) => {
    const certificate = '23'.includes(sexAgeMarried.slice(-1)) ? '1' : '0';
    const digits = `111${sexAgeMarried}${certificate}104${pregnant}000000002000000122222`;
    const { problems } = unpackForm(formOf('ART_PRELIST'), digits, receivedOn);
    expect(problems.map(inShort)).toEqual(expected);
  });
});

describe('unpackBlock', () => {
  const [visit, housing] = rt.blocks;
  if (!visit || !housing) throw new Error('RT has lost its blocks');

  it('reads one block and answers for it alone', () => {
    const before = unpackBlock(rt, visit, household.slice(0, 10), receivedOn, {});
    const after = unpackBlock(rt, housing, household.slice(10, 33), receivedOn, before.answers);
    expect(Object.keys(before.answers)).toHaveLength(6);
    expect(Object.keys(after.answers)).toHaveLength(17);
    expect([...before.problems, ...after.problems]).toEqual([]);
  });

  it('names the block whose length is wrong', () => {
    expect(unpackBlock(rt, housing, '123', receivedOn, {}).problems).toEqual([
      { kind: 'too-short', severity: 'reject', by: 20, block: 'housing' },
    ]);
  });

  it('looks back at the blocks before, and never at an earlier try of its own', () => {
    const block = {
      ...housing,
      items: housing.items.filter((item) => item.column === 'kondisi_dinding'),
      width: 1,
    };
    const read = (before: Answers) => unpackBlock(rt, block, '1', receivedOn, before).problems.length;
    expect(read({ dinding: 1 })).toBe(0);
    expect(read({ dinding: 6 })).toBe(1);
    const retried = unpackBlock(rt, housing, household.slice(10, 33), receivedOn, { lantai: 1, dinding: 6 });
    expect(retried.answers).toMatchObject({ lantai: 6, dinding: 3 });
  });
});

describe('packForm', () => {
  it.each([...instrument.forms.keys()])('writes %s so that unpackForm reads it back', (name) => {
    const form = formOf(name);
    fc.assert(
      fc.property(arbitraryAnswers(form), (answers) => {
        const digits = packForm(form, answers);
        const unpacked = unpackForm(form, digits, receivedOn);
        expect(digits).toHaveLength(form.width);
        expect(unpacked.problems).toEqual([]);
        expect(unpacked.answers).toEqual(answers);
      }),
    );
  });

  it('writes block by block what unpackBlock reads back', () => {
    fc.assert(
      fc.property(arbitraryAnswers(rt), (answers) => {
        const read: Record<string, Answers[string]> = {};
        for (const block of rt.blocks) {
          Object.assign(read, unpackBlock(rt, block, packBlock(block, answers), receivedOn, read).answers);
        }
        expect(read).toEqual(answers);
      }),
    );
  });

  it('never lets a slip of one digit through as the same answers', () => {
    const place = fc.record({ at: fc.nat(74), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(arbitraryAnswers(rt), place, (answers, { at, by }) => {
        const digits = packForm(rt, answers);
        const slipped = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
        const unpacked = unpackForm(rt, slipped, receivedOn);
        expect(unpacked.problems.length > 0 || packForm(rt, unpacked.answers) === slipped).toBe(true);
      }),
    );
  });

  it.each<[string, Answers, string]>([
    ['an absent answer', {}, 'no answer to nuk'],
    ['an answer too wide', { nuk: 10, nokk: '1' }, 'more than 1 digits'],
  ])('throws for %s', (_, answers, message) => {
    expect(() => packForm(formOf('KK'), answers)).toThrow(message);
  });
});

describe('isAsked', () => {
  it.each<[string, Answers, boolean]>([
    ['lantai', {}, true],
    ['daya', { sumber_penerangan: 1 }, true],
    ['daya', { sumber_penerangan: 2 }, false],
    ['daya', { sumber_penerangan: null }, false],
    ['daya', {}, false],
  ])('%s after %j: %s', (column, answers, expected) => {
    const item = instrument.items.get(column);
    expect(item && isAsked(item, answers)).toBe(expected);
  });
});
