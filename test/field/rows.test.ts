import { describe, expect, it } from 'vitest';
import { makePlaces, programme } from '../../src/cli/simulate/field/places.ts';
import { type FieldOptions, fieldFiles } from '../../src/cli/simulate/field/rows.ts';
import { isIdbdt } from '../../src/domain/identity/idbdt.ts';
import { isMsisdn } from '../../src/domain/identity/msisdn.ts';

const small: FieldOptions = { enumerators: 60, households: 200, seed: 1, badShare: 0.2 };

function linesOf(options: FieldOptions): Record<string, string[]> {
  return Object.fromEntries(
    fieldFiles(makePlaces(options), options).map(({ name, rows }) => [
      name,
      [...rows].map(({ text, isBad }) => `${isBad ? 'bad ' : ''}${text}`),
    ]),
  );
}

describe('a made-up country', () => {
  it('has as many areas as the programme, each with a code of its own in both lists', () => {
    const places = makePlaces({ enumerators: programme.enumerators, households: 1 });
    const levels = [places.provinces, places.regencies, places.subDistricts, places.villages];
    expect(levels.map((level) => level.length)).toEqual([34, 514, 7_242, 83_395]);
    for (const level of levels) {
      expect(new Set(level.map(({ code }) => code)).size).toBe(level.length);
      expect(new Set(level.map(({ kemendagri }) => kemendagri)).size).toBe(level.length);
    }
    const codes = new Set(places.regencies.map(({ code }) => code));
    const others = places.regencies.filter(
      ({ code, kemendagri }) => code !== kemendagri && codes.has(kemendagri),
    );
    expect(others.length).toBeGreaterThan(166);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(linesOf(small)).toEqual(linesOf(small));
    expect(linesOf({ ...small, seed: 2 })).not.toEqual(linesOf(small));
  });

  it('has the households and officers that it is to have, and bad rows on top', () => {
    const { 'prelist.csv': prelist = [], 'officers.csv': officers = [] } = linesOf(small);
    const good = (lines: string[]) => lines.filter((line) => !line.startsWith('bad '));
    const ids = good(prelist).map((line) => line.split(',')[0] ?? '');
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
    expect(ids.every(isIdbdt)).toBe(true);
    const numbers = good(officers).map((line) => line.split(',')[0] ?? '');
    expect(numbers.every(isMsisdn)).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(good(officers).filter((line) => line.includes(',enumerator,'))).toHaveLength(60);
    expect(good(officers).filter((line) => line.includes(',pengawas,'))).toHaveLength(12);
    expect(prelist.length).toBeGreaterThan(220);
  });

  it('has no bad rows where none are wanted', () => {
    const lines = Object.values(linesOf({ ...small, badShare: 0 })).flat();
    expect(lines.filter((line) => line.startsWith('bad '))).toEqual([]);
  });
});
