import { describe, expect, it } from 'vitest';
import { isOneTypo, readKeyword, type Word } from '../../../src/domain/sms/keywords.ts';

const words: readonly Word[] = [
  { keyword: 'V' },
  { keyword: 'RT' },
  { keyword: 'CEK' },
  { keyword: 'BANTU' },
  { keyword: 'STOP' },
  { keyword: 'BATAL' },
  { keyword: 'MULAI' },
  { keyword: 'Y', takesGlued: (rest) => /^[A-HJ-NP-Z2-9]{5}$/.test(rest) },
];

describe('readKeyword', () => {
  const read: readonly [label: string, piece: string, keyword: string, typed: string, isRepaired: boolean][] =
    [
      ['exact', 'RT', 'RT', 'RT', false],
      ['lower case', 'cek', 'CEK', 'cek', false],
      ['glued to digits', 'v716', 'V', 'v', false],
      ['glued to a receipt', 'yab2de', 'Y', 'y', false],
      ['a letter substituted', 'BANTI', 'BANTU', 'BANTI', true],
      ['a digit substituted', 'MULA1', 'MULAI', 'MULA1', true],
      ['a letter lost', 'bntu', 'BANTU', 'bntu', true],
      ['a letter too many', 'MULLAI', 'MULAI', 'MULLAI', true],
      ['neighbours swapped', 'BATNU', 'BANTU', 'BATNU', true],
      ['a typo glued to digits', 'BNTU7', 'BANTU', 'BNTU', true],
    ];
  it.each(read)('%s', (_, piece, keyword, typed, isRepaired) => {
    expect(readKeyword(piece, words)).toEqual({ keyword, typed, isRepaired });
  });

  it.each([
    ['nothing that is known', 'HALO'],
    ['two typos', 'BNTI'],
    ['a typo of a short keyword', 'CEL'],
    ['a letter glued to a short keyword', 'VO716'],
    ['never STOP: substituted', 'STOR'],
    ['never STOP: lost', 'STP'],
    ['never STOP: swapped', 'SOTP'],
    ['never BATAL', 'BATAK'],
    ['one typo from two keywords', 'BATUL'],
    ['a digit first', '7'],
    ['one letter of a keyword', 'B'],
  ])('refuses %s', (_, piece) => {
    const known = piece === 'BATUL' ? [...words, { keyword: 'BANUL' }] : words;
    expect(readKeyword(piece, known)).toBeNull();
  });
});

describe('isOneTypo', () => {
  it.each([
    ['ABCD', 'ABCE', true],
    ['ABCD', 'ABC', true],
    ['ABC', 'ABCD', true],
    ['ABDC', 'ABCD', true],
    ['XABCD', 'ABCD', true],
    ['BCD', 'ABCD', true],
    ['ABCD', 'ABCD', false],
    ['BADC', 'ABCD', false],
    ['ABXY', 'ABCD', false],
    ['CBAD', 'ABCD', false],
    ['', 'ABCD', false],
  ])('%s for %s: %s', (typed, word, expected) => {
    expect(isOneTypo(typed, word)).toBe(expected);
  });
});
