import type { Item } from '../instrument/instrument.ts';
import type { Answer, Answers, Language } from '../instrument/types.ts';
import type { Lesson } from './lesson.ts';

/** One thing that is told of a house: the item's name, and what there is, without its code. */
export interface Told {
  readonly item: Item;
  readonly label: string;
  readonly said: string;
}

/** Words of a description that are no item's own. */
export interface DescribeWords {
  /** For an identifier that the person has not. */
  readonly none: string;
  /** `{count}` or more. */
  readonly orMore: (count: number) => string;
  /** The day and month of `YYYY-MM-DD`. */
  readonly day: (day: number, month: number) => string;
}

/** Tells a house in words, as a lesson's items ask for it. What is not asked is not told: that is to be seen. */
export function describeHouse(
  { block }: Lesson,
  house: Answers,
  language: Language,
  words: DescribeWords,
): Told[] {
  return block.items.flatMap((item) => {
    const answer = house[item.column];
    if (answer === undefined || (answer === null && !item.areZerosNone)) return [];
    return [{ item, label: item.label[language], said: sayAnswer(item, answer, language, words) }];
  });
}

/** One answer in words: the text of a code, each text of codes added up, a count, a day. */
export function sayAnswer(item: Item, answer: Answer, language: Language, words: DescribeWords): string {
  if (answer === null) return words.none;
  if (item.kind === 'date') {
    const [, month, day] = String(answer).split('-');
    return words.day(Number(day), Number(month));
  }
  if (item.kind === 'bitsum') return bits(item, Number(answer), language);
  const text = item.codes?.get(Number(answer))?.[language];
  if (text !== undefined) return text;
  return item.cappedAt !== null && answer === item.cappedAt ? words.orMore(item.cappedAt) : String(answer);
}

function bits({ codes }: Item, sum: number, language: Language): string {
  const held = [...(codes ?? [])].filter(([code]) => (sum === 0 ? code === 0 : (sum & code) !== 0));
  return held.map(([, text]) => text[language]).join(', ');
}
