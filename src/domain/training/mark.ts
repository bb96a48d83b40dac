import { packBlock, unpackBlock } from '../instrument/digits.ts';
import type { Block, Item } from '../instrument/instrument.ts';
import type { Answer, Problem } from '../instrument/types.ts';
import { houseYear } from './house.ts';
import type { Quiz } from './quiz.ts';

/** What came of one question. */
export interface Mark {
  /** Null for the whole group. */
  readonly item: Item | null;
  /** As typed, without what separates digits. */
  readonly typed: string;
  readonly right: string;
  readonly isRight: boolean;
  /** The first thing that the instrument finds wrong with it; null for digits that can be read. */
  readonly problem: Problem | null;
  /** What the digits say of the item, where they can be read; absent for the whole group. */
  readonly read?: Answer;
}

export interface MarkedQuiz {
  readonly marks: readonly Mark[];
  readonly asked: number;
  readonly right: number;
  /** Columns that were answered wrongly anywhere, in the order of the form. */
  readonly wrong: readonly string[];
}

/** What was typed for a quiz. */
export interface TypedQuiz {
  /** By column. */
  readonly items: Readonly<Record<string, string>>;
  readonly whole: string;
}

const receivedOn = `${houseYear}-12-31`;
const separators = /[\s.,/-]+/g;

/** Marks a quiz by the instrument's own reading of digits, the same that reads reports. */
export function markQuiz(quiz: Quiz, typed: TypedQuiz): MarkedQuiz {
  const single = quiz.items.map((item) => markItem(quiz, item, typed.items[item.column] ?? ''));
  const whole = markWhole(quiz, typed.whole);
  const marks = [...single, whole.mark];
  const wrong = new Set([...single.flatMap(({ item, isRight }) => (isRight ? [] : [item])), ...whole.wrong]);
  return {
    marks,
    asked: marks.length,
    right: marks.filter(({ isRight }) => isRight).length,
    wrong: quiz.lesson.block.items.filter((item) => wrong.has(item)).map(({ column }) => column),
  };
}

function markItem(quiz: Quiz, item: Item, text: string): Mark {
  const typed = text.replace(separators, '');
  const { problems, answers } = readBlock(quiz, oneItem(quiz.lesson.block, item), typed);
  const read = answers[item.column];
  return {
    item,
    typed,
    right: packBlock(oneItem(quiz.lesson.block, item), quiz.house),
    isRight: problems.length === 0 && read === quiz.house[item.column],
    problem: problems[0] ?? null,
    ...(read !== undefined && { read }),
  };
}

function markWhole(quiz: Quiz, text: string): { readonly mark: Mark; readonly wrong: readonly Item[] } {
  const { block } = quiz.lesson;
  const typed = text.replace(separators, '');
  const { problems, answers } = readBlock(quiz, block, typed);
  // Digits that are too few or too many say nothing of any one item.
  const isCut = problems.some(({ column }) => column === undefined);
  const wrong = isCut ? [] : block.items.filter(({ column }) => answers[column] !== quiz.house[column]);
  const isRight = !isCut && wrong.length === 0;
  const mark = {
    item: null,
    typed,
    right: packBlock(block, quiz.house),
    isRight,
    problem: problems[0] ?? null,
  };
  return { mark, wrong };
}

/** Reads digits of a block next to what the house answers elsewhere, which conditions look at. */
function readBlock({ lesson, house }: Quiz, block: Block, typed: string) {
  return unpackBlock(lesson.form, block, typed, receivedOn, house);
}

function oneItem(block: Block, item: Item): Block {
  return { ...block, items: [item], width: item.width };
}
