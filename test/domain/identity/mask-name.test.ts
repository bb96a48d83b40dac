import { describe, expect, it } from 'vitest';
import { maskName } from '../../../src/domain/identity/mask-name.ts';

describe('maskName', () => {
  it.each([
    ['Contoh Satu', 'C*** S***'],
    ['  contoh   satu ', 'C*** S***'],
    ['Contoh Satu Dua Tiga Empat', 'C*** S*** D*** T***'],
    ['\u00c9contoh', 'E***'],
    ["'Contoh 2", 'C***'],
    ['\u4f8b', '?'],
    ['', '?'],
    [null, '?'],
  ])('%s: %s', (name, expected) => {
    expect(maskName(name)).toBe(expected);
    expect(maskName(name).length).toBeLessThanOrEqual(20);
  });
});
