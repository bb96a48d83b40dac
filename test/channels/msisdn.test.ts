import { describe, expect, it } from 'vitest';
import { normaliseMsisdn } from '../../src/channels/msisdn.ts';

describe('normaliseMsisdn', () => {
  it.each([
    ['E.164', '+6281200000001'],
    ['no plus', '6281200000001'],
    ['a plus that was not percent-encoded', ' 6281200000001'],
    ['national', '081200000001'],
    ['national without the zero', '81200000001'],
    ['spaces', '+62 812 0000 0001'],
    ['dashes', '0812-0000-0001'],
    ['brackets and dots', '(0812) 0000.0001'],
    ['an en dash', '0812\u20130000\u20130001'],
    ['no-break and zero-width spaces', '\u200b0812\u00a00000\u00a00001'],
    ['direction marks', '\u202a+6281200000001\u202c'],
    ['full-width digits', '\uff10\uff18\uff11\uff12\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11'],
    ['full-width plus', '\uff0b6281200000001'],
    ['a line end', '081200000001\n'],
    ['a stray space before a national number', ' 081200000001'],
  ])('%s', (_, raw) => {
    expect(normaliseMsisdn(raw)).toBe('+6281200000001');
  });

  it.each([
    ['a US number', '+12025550100', '+12025550100'],
    ['a Kenyan number', '+254711000111', '+254711000111'],
    ['a Kenyan number with its plus lost', ' 254711000111', '+254711000111'],
    ['a Kenyan number without plus', '254711000111', '+254711000111'],
    ['a landline', '021 5550 1000', '+622155501000'],
    ['a mobile of 10 digits', '0812555010', '+62812555010'],
    ['a mobile of 13 digits', '0812555010010', '+62812555010010'],
  ])('%s', (_, raw, expected) => {
    expect(normaliseMsisdn(raw)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a sender name', 'TELKOMSEL'],
    ['a short code', '3636'],
    ['too long', '+62812000000012345'],
    ['a letter inside', '0812O0000001'],
    ['two pluses', '++6281200000001'],
    ['an extension', '081200000001#7'],
  ])('refuses %s', (_, raw) => {
    expect(normaliseMsisdn(raw)).toBeNull();
  });
});
