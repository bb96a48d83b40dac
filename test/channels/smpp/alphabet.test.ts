import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codingOf, decodeBytes, encodeText } from '../../../src/channels/smpp/alphabet.ts';

describe('codings', () => {
  it.each([
    ['default', 0, 'gsm7', [0x00, 0x41, 0x1b, 0x65], '@A€'],
    ['default, Latin-1', 0, 'latin1', [0x40, 0xe9], '@é'],
    ['ASCII', 1, 'gsm7', [0x41, 0x40], 'A@'],
    ['Latin-1', 3, 'gsm7', [0xe9], 'é'],
    ['UCS-2', 8, 'gsm7', [0x00, 0x41, 0xd8, 0x3d, 0xde, 0x00], 'A\u{1f600}'],
    ['flash message', 0xf0, 'gsm7', [0x00], '@'],
    ['flash message in UCS-2', 0x18, 'gsm7', [0x00, 0x41], 'A'],
    ['lone escape', 0, 'gsm7', [0x41, 0x1b], 'A '],
    ['binary', 4, 'gsm7', [0x41, 0x00], 'A\ufffd'],
  ] as const)('reads %s', (_label, dataCoding, byDefault, bytes, text) => {
    expect(decodeBytes(Uint8Array.from(bytes), codingOf(dataCoding, byDefault))).toBe(text);
  });

  it('reads back whatever it writes, in parts that fit', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ9@€[]é{\n'), minLength: 1, maxLength: 500 });
    const any = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(text, any), fc.constantFrom('gsm7', 'latin1'), (written, byDefault) => {
        const { dataCoding, parts } = encodeText(written, byDefault);
        const coding = codingOf(dataCoding, byDefault);
        expect(parts.map((part) => decodeBytes(part, coding)).join('')).toBe(written);
        const most = coding === 'gsm7' ? [160, 153] : [140, 134];
        for (const part of parts)
          expect(part.length).toBeLessThanOrEqual(most[parts.length > 1 ? 1 : 0] ?? 0);
      }),
    );
  });
});
