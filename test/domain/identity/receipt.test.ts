import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptCode } from '../../../src/domain/identity/receipt.ts';

describe('receiptCode', () => {
  it('is the same for the same seed and attempt', () => {
    expect(receiptCode('at/123', 0)).toBe(receiptCode('at/123', 0));
    expect(receiptCode('at/123', 1)).not.toBe(receiptCode('at/123', 0));
  });

  it('has five clear signs, never three digits in a row and none of the forbidden words', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (seed, attempt) => {
        const code = receiptCode(seed, attempt);
        expect(code).toMatch(/^[ABCDEFGHJKLMNPQRSTUVWXYZ23456789]{5}$/);
        expect(code).not.toMatch(/\d{3}|DANA|JUTA|AKUN/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is well spread over seeds that count up', () => {
    const codes = Array.from({ length: 20_000 }, (_, index) => receiptCode(String(index), 0));
    // 20,000 of 33 million by chance alone share about 6 codes.
    expect(codes.length - new Set(codes).size).toBeLessThan(20);
    for (let place = 0; place < 5; place += 1) {
      expect(new Set(codes.map((code) => code[place])).size).toBe(32);
    }
  });
});
