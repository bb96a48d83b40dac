import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGsm7, septets } from '../../../src/domain/sms/gsm7.ts';
import { segmentCount } from '../../../src/domain/sms/segments.ts';

const cases: readonly [label: string, text: string, segments: number][] = [
  ['nothing', '', 1],
  ['160 septets', 'a'.repeat(160), 1],
  ['161 septets', 'a'.repeat(161), 2],
  ['two full parts', 'a'.repeat(306), 2],
  ['one more than two full parts', 'a'.repeat(307), 3],
  ['160 brackets are 320 septets', '['.repeat(160), 3],
  ['80 brackets', '['.repeat(80), 1],
  ['an escape pair goes whole to the next part', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 3],
  ['70 UCS-2 units', 'ç'.repeat(70), 1],
  ['71 UCS-2 units', 'ç'.repeat(71), 2],
  ['134 UCS-2 units', 'ç'.repeat(134), 2],
  ['135 UCS-2 units', 'ç'.repeat(135), 3],
  ['a surrogate pair goes whole to the next part', `${'ç'.repeat(66)}😀${'ç'.repeat(66)}`, 3],
];

describe('segmentCount', () => {
  it.each(cases)('%s', (_, text, expected) => {
    expect(segmentCount(text)).toBe(expected);
  });

  it.each([
    ['140 of Latin-1', 'é'.repeat(140), 'latin1', 1],
    ['141 of Latin-1', 'é'.repeat(141), 'latin1', 2],
    ['269 of Latin-1', 'é'.repeat(269), 'latin1', 3],
    ['71 that Latin-1 lacks', '€'.repeat(71), 'latin1', 2],
    ['70 where there is UCS-2 alone', 'a'.repeat(70), 'ucs2', 1],
    ['71 where there is UCS-2 alone', 'a'.repeat(71), 'ucs2', 2],
  ] as const)('%s', (_, text, alphabet, expected) => {
    expect(segmentCount(text, alphabet)).toBe(expected);
  });

  it('lies between what the units need and what a lost unit a part costs', () => {
    const units = fc.string({ unit: fc.constantFrom('a', '[', '€', '7', ' '), maxLength: 700 });
    fc.assert(
      fc.property(units, (text) => {
        const count = segmentCount(text);
        expect(isGsm7(text)).toBe(true);
        const isOne = septets(text) <= 160;
        expect(count).toBeGreaterThanOrEqual(isOne ? 1 : Math.ceil(septets(text) / 153));
        expect(count).toBeLessThanOrEqual(isOne ? 1 : Math.ceil(septets(text) / 152));
      }),
    );
  });
});
