import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/domain/instrument/condition.ts';
import { packForm, unpackForm } from '../../../src/domain/instrument/digits.ts';
import { makeHouse } from '../../../src/domain/training/house.ts';
import { parseHouseKinds } from '../../../src/domain/training/house-kinds.ts';
import { lessonsOf } from '../../../src/domain/training/lesson.ts';
import { instrument } from '../../support/instrument.ts';
import { kinds } from './training-fixtures.ts';

const forms = [...new Set(lessonsOf(instrument).map(({ form }) => form))];
const odd = [...[...instrument.cases.values()].flatMap(({ conditions }) => conditions), ...kinds.unlikely];
const seeds = fc.integer({ min: 1, max: 999_999_999 });

describe.each(forms.map((form) => [form.name, form] as const))('made-up houses of %s', (_, form) => {
  it('are typed in digits that the instrument reads as the same answers', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const house = makeHouse(instrument, kinds, form, seed);
        const { answers, problems } = unpackForm(form, packForm(form, house), '2021-12-31');
        expect(problems).toEqual([]);
        expect(answers).toEqual(house);
      }),
    );
  });

  it('break no rule and are not unlikely', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const house = makeHouse(instrument, kinds, form, seed);
        expect(odd.filter((condition) => evaluate(condition, house) === 'holds')).toEqual([]);
      }),
    );
  });

  it('are the same for the same seed, and mostly others for others', () => {
    const made = Array.from({ length: 50 }, (_, seed) =>
      packForm(form, makeHouse(instrument, kinds, form, seed)),
    );
    expect(packForm(form, makeHouse(instrument, kinds, form, 7))).toBe(made[7]);
    expect(new Set(made).size).toBeGreaterThan(30);
  });
});

describe('what houses look like', () => {
  it.each([
    ['a column that is not there', { usual: { Tinggi_rumah: [1, 2] }, unlikely: [] }, 'usual Tinggi_rumah'],
    ['a span beyond the range', { usual: { Umur: [0, 99] }, unlikely: [] }, 'usual Umur'],
    ['a span from more to less', { usual: { Umur: [9, 8] }, unlikely: [] }, 'usual Umur'],
    ['a condition that cannot be read', { usual: {}, unlikely: ['Umur > 9'] }, 'Umur > 9'],
    ['a condition on what is not there', { usual: {}, unlikely: ['Tinggi_rumah=1'] }, 'Tinggi_rumah=1'],
  ])('is refused for %s', (_, file, problem) => {
    expect(() => parseHouseKinds(file, instrument)).toThrow(problem);
  });
});
