import { describe, expect, it } from 'vitest';
import { textSize } from '../../../src/domain/sms/text-size.ts';

describe('the size of a text', () => {
  it.each([
    ['plain letters', 'abc', 160, { alphabet: 'GSM-7', units: 3, limit: 160 }],
    ['signs of two septets', '[€]', 160, { alphabet: 'GSM-7', units: 6, limit: 160 }],
    ['160 octets of letters', 'a', 182, { alphabet: 'GSM-7', units: 1, limit: 182 }],
    ['a letter that GSM-7 lacks', 'aş', 160, { alphabet: 'UCS-2', units: 2, limit: 70 }],
    ['160 octets with such a letter', 'ş', 183, { alphabet: 'UCS-2', units: 1, limit: 80 }],
    ['a surrogate pair', '🏠', 160, { alphabet: 'UCS-2', units: 2, limit: 70 }],
    ['nothing', '', 160, { alphabet: 'GSM-7', units: 0, limit: 160 }],
  ] as const)('%s', (_, text, limit, size) => {
    expect(textSize(text, limit)).toEqual(size);
  });
});
