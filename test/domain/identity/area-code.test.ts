import { describe, expect, it } from 'vitest';
import {
  type BpsCode,
  type KemendagriCode,
  levelOfBps,
  parentOfBps,
  parseBpsCode,
  parseKemendagriCode,
} from '../../../src/domain/identity/area-code.ts';

describe('codes of areas', () => {
  const bps: [string, string, string | null, string | null][] = [
    ['a province', '94', 'provinsi', null],
    ['a regency', '9415', 'kabupaten', '94'],
    ['a sub-district', '9415010', 'kecamatan', '9415'],
    ['a village', '9415010001', 'desa', '9415010'],
    ['a Kemendagri sub-district', '930401', null, null],
    ['dots', '94.15', null, null],
    ['letters', '94AB', null, null],
    ['nothing', '', null, null],
  ];
  it.each(bps)('by BPS: %s', (_, text, level, parent) => {
    const code = parseBpsCode(text);
    expect(code).toBe(level === null ? null : text);
    if (code === null) return;
    expect(levelOfBps(code)).toBe(level);
    expect(parentOfBps(code)).toBe(parent);
  });

  const kemendagri: [string, string, string | null][] = [
    ['a province', '91', '91'],
    ['a regency with dots', '93.04', '9304'],
    ['a sub-district with dots', '93.04.01', '930401'],
    ['a village with dots', '93.04.01.2001', '9304012001'],
    ['a BPS sub-district', '9415010', null],
    ['nothing', '', null],
  ];
  it.each(kemendagri)('by Kemendagri: %s', (_, text, digits) => {
    expect(parseKemendagriCode(text)).toBe(digits);
  });

  it('of the two kinds are never taken for each other', () => {
    const ofBps = parseBpsCode('9401');
    const ofKemendagri = parseKemendagriCode('9401');
    if (ofBps === null || ofKemendagri === null) throw new Error('9401 is a code of both kinds');
    // @ts-expect-error a Kemendagri code is no BPS code
    const wrong: BpsCode = ofKemendagri;
    // @ts-expect-error a BPS code is no Kemendagri code
    const wrongToo: KemendagriCode = ofBps;
    // @ts-expect-error a text is no code before it is parsed
    const neither: BpsCode = '9401';
    // Alike in everything but their types, which is why the types are there.
    expect([wrong, wrongToo, neither]).toEqual(['9401', '9401', '9401']);
  });
});
