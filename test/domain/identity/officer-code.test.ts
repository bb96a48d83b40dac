import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dammDigit, isOfficerCode } from '../../../src/domain/identity/officer-code.ts';

describe('the code of an officer', () => {
  it('has the check digit of the example in the literature', () => {
    expect(dammDigit('572')).toBe('4');
  });

  const cases: [string, string, boolean][] = [
    ['the first code', `100001${dammDigit('100001')}`, true],
    ['a wrong check digit', `100001${(Number(dammDigit('100001')) + 1) % 10}`, false],
    ['six digits', '100001', false],
    ['a zero in front', `012345${dammDigit('012345')}`, false],
    ['letters', 'ABCDEFG', false],
    ['spaces', ` 100001${dammDigit('100001')}`, false],
  ];
  it.each(cases)('%s', (_, text, isCode) => {
    expect(isOfficerCode(text)).toBe(isCode);
  });

  const code = fc
    .integer({ min: 100_001, max: 999_999 })
    .map((serial) => `${serial}${dammDigit(String(serial))}`);

  it('shows every wrong digit', () => {
    fc.assert(
      fc.property(code, fc.nat(6), fc.integer({ min: 1, max: 9 }), (right, at, by) => {
        const digit = (Number(right[at]) + by) % 10;
        expect(isOfficerCode(right.slice(0, at) + digit + right.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('shows every swap of two neighbours', () => {
    fc.assert(
      fc.property(code, fc.nat(5), (right, at) => {
        const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
        expect(isOfficerCode(swapped)).toBe(swapped === right);
      }),
    );
  });
});
