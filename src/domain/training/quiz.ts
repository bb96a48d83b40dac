import { isAsked } from '../instrument/digits.ts';
import type { Instrument, Item } from '../instrument/instrument.ts';
import type { Answers } from '../instrument/types.ts';
import { type Random, seededRandom } from '../seeded-random.ts';
import { makeHouse } from './house.ts';
import type { HouseKinds } from './house-kinds.ts';
import type { Lesson } from './lesson.ts';

/** Questions about one house: some items one by one, then the digits of the whole group. */
export interface Quiz {
  readonly lesson: Lesson;
  readonly seed: number;
  readonly house: Answers;
  /** Asked one by one, in the order of the form. */
  readonly items: readonly Item[];
}

const oneByOne = 4;
/** Seeds are whole numbers from 1 to this. */
export const maxSeed = 999_999_999;

/**
 * Makes the quiz of a lesson. Where something is not asked of the house, one question is about such an item: its zeros
 * are what is forgotten most easily.
 *
 * @param seed the same makes the same quiz.
 */
export function makeQuiz(instrument: Instrument, kinds: HouseKinds, lesson: Lesson, seed: number): Quiz {
  const house = makeHouse(instrument, kinds, lesson.form, seed);
  const random = seededRandom(seed + 1);
  const { items } = lesson.block;
  const unasked = shuffled(
    random,
    items.filter((item) => !isAsked(item, house)),
  ).slice(0, 1);
  const asked = shuffled(
    random,
    items.filter((item) => isAsked(item, house)),
  );
  const drawn = new Set([...unasked, ...asked].slice(0, oneByOne));
  return { lesson, seed, house, items: items.filter((item) => drawn.has(item)) };
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
