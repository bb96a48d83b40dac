import { evaluate } from '../instrument/condition.ts';
import { isAsked } from '../instrument/digits.ts';
import type { Form, Instrument, Item } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import { between, type Random, seededRandom } from '../seeded-random.ts';
import type { HouseKinds } from './house-kinds.ts';

/** A day of the houses' year is in the past whenever they are read on it. */
export const houseYear = 2021;
/** How often a house is made up anew; of the shipped instrument the likeliest take a few. */
const maxTries = 400;

/**
 * Makes up a house for a form: what is not asked is NULL, and no rule of the instrument that is written as a condition
 * is broken by it.
 *
 * @param seed the same makes the same house.
 */
export function makeHouse(instrument: Instrument, kinds: HouseKinds, form: Form, seed: number): Answers {
  const random = seededRandom(seed);
  let house = tryHouse(kinds, form, random);
  for (let tries = 1; tries < maxTries && isOdd(instrument, kinds, house); tries += 1) {
    house = tryHouse(kinds, form, random);
  }
  return house;
}

/** Whether a house breaks a rule or is like none. */
function isOdd(instrument: Instrument, { unlikely }: HouseKinds, house: Answers): boolean {
  const broken = [...instrument.cases.values()].flatMap(({ conditions }) => conditions);
  return [...broken, ...unlikely].some((condition) => evaluate(condition, house) === 'holds');
}

function tryHouse(kinds: HouseKinds, form: Form, random: Random): Answers {
  const house: Record<string, Answer> = {};
  for (const item of form.blocks.flatMap(({ items }) => items)) {
    house[item.column] = isAsked(item, house) ? answerTo(kinds, form, item, random) : null;
  }
  return house;
}

function answerTo(kinds: HouseKinds, form: Form, item: Item, random: Random): Answer {
  switch (item.kind) {
    case 'code':
      return pick(random, form.allowed.get(item.column) ?? [...(item.codes?.keys() ?? [])]);
    case 'bitsum':
      return [...(item.codes?.keys() ?? [])].reduce((sum, code) => sum + (random() < 0.4 ? code : 0), 0);
    case 'count':
      return count(kinds, item, random);
    case 'date':
      return `${houseYear}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`;
    case 'identifier':
      return item.areZerosNone ? null : identifier(item.width, random);
    case 'reference':
    case 'text':
      return null;
  }
}

function count({ usual }: HouseKinds, item: Item, random: Random): Answer {
  const [least, most] = usual.get(item.column) ?? item.range ?? [0, 9];
  const value = between(random, least, most);
  return item.storeType.startsWith('varchar') ? String(value) : value;
}

/** Begins with 99, where no province lies, so that it is nobody's. */
function identifier(width: number, random: Random): string {
  const digits = Array.from({ length: width }, () => between(random, 0, 9)).join('');
  return `99${digits}`.slice(0, width);
}

function pick(random: Random, codes: readonly number[]): number {
  return codes[between(random, 0, codes.length - 1)] ?? 0;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
