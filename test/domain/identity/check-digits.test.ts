import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigits, isCheckRight } from '../../../src/domain/identity/check-digits.ts';

const idbdts = fc
  .array(fc.constantFrom(...'0123456789'), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.join(''));

/** The rule as the standard words it, in numbers of any size. */
function byTheStandard(idbdt: string): string {
  return String(98n - ((BigInt(idbdt) * 100n) % 97n)).padStart(2, '0');
}

describe('checkDigits', () => {
  it.each([
    ['9415010001000001', '34'],
    ['9415010001000007', '16'],
    ['0000000000000000', '98'],
  ])('%s has %s', (idbdt, check) => {
    expect(checkDigits(idbdt)).toBe(check);
    expect(isCheckRight(idbdt, check)).toBe(true);
  });

  it('is ISO 7064 MOD 97-10', () => {
    fc.assert(
      fc.property(idbdts, (idbdt) => {
        expect(checkDigits(idbdt)).toBe(byTheStandard(idbdt));
      }),
    );
  });

  it('catches every single-digit error in reference and check', () => {
    fc.assert(
      fc.property(idbdts, fc.nat(17), fc.integer({ min: 1, max: 9 }), (idbdt, at, by) => {
        const right = idbdt + checkDigits(idbdt);
        const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(isCheckRight(wrong.slice(0, 16), wrong.slice(16))).toBe(false);
      }),
    );
  });

  it('catches every swap of unlike neighbours', () => {
    fc.assert(
      fc.property(idbdts, fc.nat(16), (idbdt, at) => {
        const right = idbdt + checkDigits(idbdt);
        const swapped = right.slice(0, at) + (right[at + 1] ?? '') + (right[at] ?? '') + right.slice(at + 2);
        fc.pre(swapped !== right);
        expect(isCheckRight(swapped.slice(0, 16), swapped.slice(16))).toBe(false);
      }),
    );
  });

  it('passes one check alone of a hundred, for a whole village', () => {
    for (let serial = 1; serial <= 500; serial += 1) {
      const idbdt = `9415010001${String(serial).padStart(6, '0')}`;
      const passing = Array.from({ length: 100 }, (_, check) => String(check).padStart(2, '0')).filter(
        (check) => isCheckRight(idbdt, check),
      );
      expect(passing).toEqual([byTheStandard(idbdt)]);
    }
  });

  it('does not take 00 for 97 or 01 for 98, which leave the same remainder', () => {
    const ending = (check: string) =>
      Array.from({ length: 200 }, (_, serial) => `9415010001${String(serial).padStart(6, '0')}`).find(
        (idbdt) => checkDigits(idbdt) === check,
      ) ?? '';
    expect(isCheckRight(ending('97'), '00')).toBe(false);
    expect(isCheckRight(ending('98'), '01')).toBe(false);
    expect(isCheckRight(ending('97'), '97')).toBe(true);
  });
});
