import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, isBroken } from '../../../src/domain/sms/clean.ts';
import { decodeText } from '../../../src/domain/sms/decode.ts';
import { readDigits } from '../../../src/domain/sms/tokens.ts';

describe('cleanText', () => {
  const cases: readonly [label: string, text: string, clean: string][] = [
    ['full-width digits and letters', 'Ｖ　７１６', 'V 716'],
    ['Arabic-Indic digits', '٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['extended Arabic-Indic digits', '۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['zero-width characters', '7\u200b1\u200d6\ufeff', '716'],
    ['direction marks and soft hyphens', '\u202a7\u00ad16\u202c', '716'],
    ['control characters', '7\u00001\u00076', '716'],
    ['a variation selector', '7\ufe0f', '7'],
    ['no-break and other spaces', '7\u00a016\u20091\u3000', '7 16 1'],
    ['lines', 'V\r\n7-16\t1', 'V  7-16 1'],
    ['dashes', '7–16—1−2', '7-16-1-2'],
    ['quotes', '“7’', '"7\''],
    ['the dots a phone joins', '7…16', '7.16'],
    ['a superscript stays what it is', '7²', '7²'],
  ];
  it.each(cases)('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('is settled after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});

describe('readDigits', () => {
  const cases: readonly [
    label: string,
    text: string,
    digits: string,
    breaks: number[],
    stray: string | null,
  ][] = [
    ['nothing', '', '', [], null],
    ['solid', '71610', '71610', [], null],
    [
      'every separator',
      '1 2.3,4:5;6-7/8*9#0+1_2(3)4',
      '12345678901234',
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
      null,
    ],
    ['a run of separators is one', '7 - 16', '716', [1], null],
    ['separators at the ends are none', ' -7-16. ', '716', [1], null],
    ['letters that look like digits', '1O0oIl5S', '10001155', [], null],
    ['a group without digit is no number', '7 OO 16', '716', [1], 'OO'],
    ['a letter among digits', '7 1A6', '7', [], '1A6'],
    ['the first stray is named', '7 aku 16 kamu', '716', [1], 'aku'],
    ['another script’s digit', '7 १6', '7', [], '१6'],
    ['an odd sign separates', '7=16', '716', [1], null],
  ];
  it.each(cases)('%s', (_, text, digits, breaks, stray) => {
    expect(readDigits(text)).toMatchObject({ digits, breaks, stray });
  });

  it('tells every repair once', () => {
    expect(readDigits('1O0O=l2=').repairs).toEqual([
      { kind: 'letter-for-digit', typed: 'O', read: '0' },
      { kind: 'odd-character', typed: '=', read: '' },
      { kind: 'letter-for-digit', typed: 'l', read: '1' },
    ]);
  });

  it('repairs nothing in a group that it refuses', () => {
    expect(readDigits('1OA').repairs).toEqual([]);
  });
});

describe('decodeText', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  it.each([
    ['ASCII', bytes('V 716'), 'V 716', false],
    ['UTF-8', bytes('٧é'), '٧é', false],
    ['a byte order mark', bytes('\ufeffV'), 'V', false],
    ['nothing', new Uint8Array(), '', false],
    ['half a character', Uint8Array.of(0x56, 0xc3), 'V\ufffd', true],
    ['binary junk', Uint8Array.of(0xff, 0x00, 0x80), '\ufffd\u0000\ufffd', true],
  ])('%s', (_, raw, text, broken) => {
    expect(decodeText(raw)).toBe(text);
    expect(isBroken(text)).toBe(broken);
  });

  it('half a surrogate pair is broken, a whole one is not', () => {
    expect(isBroken('V \ud83d')).toBe(true);
    expect(isBroken('V 😀')).toBe(false);
  });
});
