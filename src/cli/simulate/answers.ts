import { formatDay } from '../../domain/instrument/calendar.ts';
import { isAsked } from '../../domain/instrument/digits.ts';
import type { Form, Item } from '../../domain/instrument/instrument.ts';
import type { Answer, Answers } from '../../domain/instrument/types.ts';
import type { Random } from './random.ts';

const dayMs = 86_400_000;
/** Visits are of the last days: an older one would be asked back. */
const visitDays = 30;
/** Most households have few of the things that are asked for. */
const shareOfNo = 0.7;

/** Where reports are made: what chooses, and the day on which they come. */
export interface Making {
  readonly random: Random;
  readonly receivedAt: Date;
}

/** Answers to a form, those given kept; what they don't have asked is NULL. Rules across items may be broken. */
export function makeAnswers({ random, receivedAt }: Making, form: Form, given: Answers = {}): Answers {
  const answers: Record<string, Answer> = {};
  for (const item of form.blocks.flatMap(({ items }) => items)) {
    const answer = given[item.column] ?? makeAnswer(random, form, item, receivedAt);
    answers[item.column] = isAsked(item, answers) ? answer : null;
  }
  return answers;
}

/** A number of a made-up area that goes with a sex and an age. */
export function makeNik({ random, receivedAt }: Making, sex: number, age: number): string {
  const born = receivedAt.getUTCFullYear() - age - 1;
  const day = random.integer(1, 28) + (sex === 2 ? 40 : 0);
  const date = [day, random.integer(1, 12), born % 100].map((part) => String(part).padStart(2, '0'));
  return `999999${date.join('')}${String(random.integer(1, 9_999)).padStart(4, '0')}`;
}

/** Random digits, the first of them no zero. */
export function makeDigits(random: Random, width: number): string {
  const digits = Array.from({ length: width }, (_, at) => random.integer(at === 0 ? 1 : 0, 9));
  return digits.join('');
}

/** One answer that the item alone allows. Small counts are the likely ones. */
export function makeAnswer(random: Random, form: Form, item: Item, receivedAt: Date): Answer {
  if (item.kind === 'date') return dayBefore(receivedAt, random.integer(0, visitDays));
  if (item.kind === 'identifier') return makeDigits(random, item.width);
  if (item.range !== null) {
    const count = skewed(random, ...item.range);
    return item.storeType.startsWith('varchar') ? String(count) : count;
  }
  const codes = [...(form.allowed.get(item.column) ?? item.codes?.keys() ?? [])];
  const [yes, no] = codes;
  if (yes !== undefined && no !== undefined && codes.length === 2) {
    return random.unit() < shareOfNo ? no : yes;
  }
  return random.pick(codes);
}

function skewed(random: Random, min: number, max: number): number {
  const power = max > 99 ? 3 : 5;
  return min + Math.floor((max - min + 1) * random.unit() ** power);
}

function dayBefore(receivedAt: Date, days: number): string {
  const day = new Date(receivedAt.getTime() - days * dayMs);
  return formatDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}
