import { describe, expect, it } from 'vitest';
import { carry, regroup } from '../../../src/domain/sms/carried.ts';
import { lintOutbound } from '../../../src/domain/sms/lint.ts';

describe('lintOutbound', () => {
  it.each([
    ['a good one', 'Diterima ABC2E. V 7-16 C*** S***.', []],
    ['nothing', '', ['empty']],
    ['four digits', 'V 1011', ['more than 3 digits in a row']],
    ['three digits', 'V 101.124', []],
    ['a forbidden word', 'Kirim PIN.', ['the word pin']],
    ['every one of them', 'Selamat, nomor akun', ['the word akun', 'the word selamat', 'the word nomor']],
    ['part of a word', 'pindah, danau, akuntan', []],
    ['a sign outside GSM-7', 'ç😀', ['2 character(s) outside GSM-7']],
    ['two segments', 'a'.repeat(161), ['2 segments']],
    ['80 brackets and one', `${'['.repeat(80)}a`, ['2 segments']],
  ])('%s', (_, text, problems) => {
    expect(lintOutbound(text)).toEqual(problems);
  });

  it.each([
    ['a sign of Latin-1', 'ç', 'latin1', []],
    ['a sign that Latin-1 lacks', '€', 'latin1', ['character(s) outside latin1']],
    ['71 characters in UCS-2', 'a'.repeat(71), 'ucs2', ['2 segments']],
  ] as const)('by the alphabet of a channel: %s', (_, text, alphabet, problems) => {
    expect(lintOutbound(text, [], alphabet)).toEqual(problems);
  });

  it('adds the words of a channel', () => {
    expect(lintOutbound('Hubungi KAMI', ['kami'])).toEqual(['the word kami']);
  });
});

describe('carry', () => {
  it.each([
    ['plain', 'Contoh', 'Contoh'],
    ['accents that GSM-7 lacks', 'Çédríc', 'Çédric'],
    ['other scripts', '你7', '?7'],
    ['lines', 'a\n b', 'a b'],
    ['forbidden words', 'OTP dana-ku pin1', '*** ***-ku pin1'],
  ])('%s', (_, value, carried) => {
    expect(carry(value)).toBe(carried);
  });
});

describe('regroup', () => {
  it.each([
    ['000123-47', '000.123-47'],
    ['1234', '1.234'],
    ['123', '123'],
    ['9415010001000007', '9.415.010.001.000.007'],
    ['24/11', '24/11'],
  ])('%s', (text, grouped) => {
    expect(regroup(text)).toBe(grouped);
  });
});
