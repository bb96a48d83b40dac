import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAsked, packBlock } from '../../../src/domain/instrument/digits.ts';
import { describeHouse } from '../../../src/domain/training/describe.ts';
import { lessonsOf } from '../../../src/domain/training/lesson.ts';
import { markQuiz } from '../../../src/domain/training/mark.ts';
import { makeQuiz, type Quiz } from '../../../src/domain/training/quiz.ts';
import { instrument } from '../../support/instrument.ts';
import { kinds, quizOf } from './training-fixtures.ts';

const words = {
  none: 'tidak ada',
  orMore: (count: number) => `${count} atau lebih`,
  day: (day: number, month: number) => `${day}/${month}`,
};

/** What somebody types who knows. */
function rightAnswers({ items, house, lesson }: Quiz) {
  return {
    items: Object.fromEntries(
      items.map((item) => [item.column, packBlock({ ...lesson.block, items: [item] }, house)]),
    ),
    whole: packBlock(lesson.block, house),
  };
}

const anyQuiz = fc
  .record({
    lesson: fc.constantFrom(...lessonsOf(instrument)),
    seed: fc.integer({ min: 1, max: 999_999_999 }),
  })
  .map(({ lesson, seed }) => makeQuiz(instrument, kinds, lesson, seed));

describe('a quiz', () => {
  it('is right throughout for who types what the instrument packs', () => {
    fc.assert(
      fc.property(anyQuiz, (quiz) => {
        const { asked, right, wrong } = markQuiz(quiz, rightAnswers(quiz));
        expect({ right, wrong }).toEqual({ right: asked, wrong: [] });
      }),
    );
  });

  it('finds any one wrong digit of the whole, and only there', () => {
    fc.assert(
      fc.property(anyQuiz, fc.nat(), fc.integer({ min: 1, max: 9 }), (quiz, where, by) => {
        const right = rightAnswers(quiz);
        const at = where % right.whole.length;
        const digit = (Number(right.whole[at]) + by) % 10;
        const whole = `${right.whole.slice(0, at)}${digit}${right.whole.slice(at + 1)}`;
        const marked = markQuiz(quiz, { ...right, whole });
        expect(marked.marks.at(-1)).toMatchObject({ item: null, isRight: false });
        expect(marked.right).toBe(marked.asked - 1);
        expect(marked.wrong.length).toBeGreaterThan(0);
      }),
    );
  });

  it('asks one item that is not asked of the house where there is one', () => {
    fc.assert(
      fc.property(anyQuiz, ({ items, house, lesson }) => {
        const unasked = lesson.block.items.filter((item) => !isAsked(item, house));
        expect(items.filter((item) => unasked.includes(item)).length).toBe(Math.min(1, unasked.length));
        expect(items.length).toBe(Math.min(4, lesson.block.items.length));
      }),
    );
  });

  it('tells everything that is asked of the house, and nothing that is not', () => {
    fc.assert(
      fc.property(anyQuiz, ({ lesson, house }) => {
        const told = describeHouse(lesson, house, 'id', words).map(({ item }) => item);
        expect(told).toEqual(lesson.block.items.filter((item) => isAsked(item, house)));
      }),
    );
  });
});

describe('marks', () => {
  const quiz: Quiz = {
    ...quizOf('rt-housing', 1),
    house: { ...quizOf('rt-housing', 1).house, lantai: 6, dinding: 4, kondisi_dinding: null },
    items: ['lantai', 'dinding', 'kondisi_dinding'].flatMap((name) => instrument.items.get(name) ?? []),
  };
  const typed = (items: Record<string, string>) =>
    markQuiz(quiz, { items: { lantai: '06', dinding: '4', kondisi_dinding: '0', ...items }, whole: '' })
      .marks;

  it.each([
    ['the right code', { lantai: '06' }, 0, true, null],
    ['the right code with a space in it', { lantai: '0 6' }, 0, true, null],
    ['another code of the list', { lantai: '02' }, 0, false, null],
    ['a code that is not in the list', { lantai: '11' }, 0, false, 'code-out-of-list'],
    ['too few digits', { lantai: '6' }, 0, false, 'too-short'],
    ['nothing', { lantai: '' }, 0, false, 'too-short'],
    ['words', { lantai: 'semen' }, 0, false, 'not-digits'],
    ['zeros for what is not asked', { kondisi_dinding: '0' }, 2, true, null],
    ['a code for what is not asked', { kondisi_dinding: '1' }, 2, false, 'not-asked'],
    ['zeros for what is asked', { dinding: '0' }, 1, false, 'must-answer'],
  ] as const)('%s', (_, items, at, isRight, problem) => {
    const mark = typed(items)[at];
    expect(mark?.isRight).toBe(isRight);
    expect(mark?.problem?.kind ?? null).toBe(problem);
  });

  it('tell what a wrong code says', () => {
    expect(typed({ lantai: '02' })[0]).toMatchObject({ right: '06', typed: '02', read: 2 });
  });

  it('tell no item of digits that are too few', () => {
    const { wrong, marks } = markQuiz(quiz, {
      items: { lantai: '06', dinding: '4', kondisi_dinding: '0' },
      whole: '123',
    });
    expect(wrong).toEqual([]);
    expect(marks.at(-1)?.problem).toMatchObject({ kind: 'too-short', by: 20 });
  });
});

describe('a house in words', () => {
  const told = (id: string, house: object) =>
    describeHouse(quizOf(id, 1).lesson, { ...quizOf(id, 1).house, ...house }, 'id', words);

  it.each([
    ['a code by its text', 'rt-housing', { lantai: 6 }, 'lantai', 'Semen/bata merah'],
    ['a count', 'rt-housing', { luas_lantai: 45 }, 'luas_lantai', '45'],
    ['a count that is saturated', 'rt-housing', { jumlah_kamar: 99 }, 'jumlah_kamar', '99 atau lebih'],
    ['a day', 'rt-visit', { tanggal_verivali: '2021-11-04' }, 'tanggal_verivali', '4/11'],
    [
      'codes added up',
      'art-members',
      { Ada_kartu_identitas: 5 },
      'Ada_kartu_identitas',
      'Akta kelahiran, KTP',
    ],
    [
      'no code of those added up',
      'art-members',
      { Ada_kartu_identitas: 0 },
      'Ada_kartu_identitas',
      'Tidak memiliki',
    ],
    ['an identifier that there is not', 'art-members', { NIK: null }, 'NIK', 'tidak ada'],
  ])('tells %s', (_, id, house, column, said) => {
    expect(told(id, house).find(({ item }) => item.column === column)?.said).toBe(said);
  });
});
