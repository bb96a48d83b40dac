import { describe, expect, it } from 'vitest';
import { type KemendagriCode, parseKemendagriCode } from '../../../src/domain/identity/area-code.ts';
import { makeNikAreas } from '../../../src/domain/identity/nik-areas.ts';

function codesOf(...texts: string[]): KemendagriCode[] {
  return texts.flatMap((text) => parseKemendagriCode(text) ?? []);
}

/** 514 regencies, 1001 to 1514. */
const regencies = codesOf(...Array.from({ length: 514 }, (_, at) => String(1001 + at)));
/** 7,242 sub-districts of them, the first 15 or 14 of each. */
const subDistricts = codesOf(
  ...Array.from(
    { length: 7_242 },
    (_, at) => `${1001 + (at % 514)}${String(1 + Math.floor(at / 514)).padStart(2, '0')}`,
  ),
);

const cases: [string, KemendagriCode[], string, boolean][] = [
  ['nothing is known', [], '999901', false],
  ['one regency is known, not this one', codesOf('1001'), '999901', false],
  ['a regency is missing', regencies.slice(1), '999901', false],
  ['all regencies are known, not this one', regencies, '999901', true],
  ['all regencies are known, this one too', regencies, '100199', false],
  ['all regencies and some sub-districts are known', [...regencies, ...codesOf('100101')], '100199', false],
  ['a sub-district is missing', [...regencies, ...subDistricts.slice(1)], '100299', false],
  ['all sub-districts are known, not this one', [...regencies, ...subDistricts], '100199', true],
  ['all sub-districts are known, this one too', [...regencies, ...subDistricts], '100101', false],
  [
    'all sub-districts are known, none by the new code of their regency',
    [...regencies, ...subDistricts, ...codesOf('9304')],
    '930477',
    false,
  ],
  ['all sub-districts are known, no such regency', [...regencies, ...subDistricts], '999901', true],
  ['provinces and villages alone say nothing', codesOf('99', '9999012001'), '999801', false],
];

describe('the area of a NIK', () => {
  it.each(cases)('%s', (_, codes, area, isUnknown) => {
    expect(makeNikAreas(codes).isUnknown(area)).toBe(isUnknown);
  });
});
