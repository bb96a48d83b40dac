import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToSeptets, isGsm7, septets, unencodable } from '../../../src/domain/sms/gsm7.ts';

const cases: readonly [label: string, text: string, septets: number, isGsm7: boolean][] = [
  ['nothing', '', 0, true],
  ['plain text', 'Diterima 7-16', 13, true],
  ['extension characters take two', '[]{}\\~^|€', 18, true],
  ['160 brackets', '['.repeat(160), 320, true],
  ['accents of the alphabet', 'éèùìòÇØøÅåÆæßÉÄÖÑÜäöñüà', 23, true],
  ['Greek capitals of the alphabet', 'ΔΦΓΛΩΠΨΣΘΞ', 10, true],
  ['new line', 'a\nb', 3, true],
  ['an accent that GSM-7 lacks', 'á', 1, false],
  ['a backtick', '`', 1, false],
  ['an emoji counts as one sign', '😀', 1, false],
  ['small c with cedilla', 'ç', 1, false],
];

describe('gsm7', () => {
  it.each(cases)('%s', (_, text, expected, encodes) => {
    expect(septets(text)).toBe(expected);
    expect(isGsm7(text)).toBe(encodes);
    expect(unencodable(text).length === 0).toBe(encodes);
  });

  it('has 128 basic characters but the escape, and 10 of the extension', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter(isGsm7);
    expect(all.filter((character) => septets(character) === 1)).toHaveLength(127);
    expect(all.filter((character) => septets(character) === 2)).toHaveLength(10);
  });

  it('names what it lacks once each, in order', () => {
    expect(unencodable('aébç`ç')).toEqual(['ç', '`']);
  });

  it('cuts to the longest beginning that fits and never half a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '[', '€', 'ü') }), fc.nat(40), (text, limit) => {
        const kept = cutToSeptets(text, limit);
        const next = [...text].at([...kept].length) ?? '';
        expect(text.startsWith(kept)).toBe(true);
        expect(septets(kept)).toBeLessThanOrEqual(limit);
        if (kept !== text) expect(septets(kept + next)).toBeGreaterThan(limit);
      }),
    );
  });
});
