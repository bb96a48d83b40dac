import { isAsked } from '../../instrument/digits.ts';
import type { Instrument, Item } from '../../instrument/instrument.ts';
import type { Answer, Answers, Problem } from '../../instrument/types.ts';
import type { RecordState } from '../../report/record.ts';
import { itemProblem } from './read-answer.ts';
import type { Pair } from './read-pairs.ts';
import { mendableItems, rowOf, type Scope } from './scope.ts';

/** What mending makes of the answers of one household, member or business. */
export interface Mended {
  readonly scope: Scope;
  /** Those mended, and NULL for those no longer asked. */
  readonly answers: Answers;
  readonly capped: readonly string[];
  /** Items whose stored answer is no longer asked. */
  readonly cleared: readonly Item[];
  /** In the order of the instrument. */
  readonly problems: readonly Problem[];
}

/** Reads one pair's answer next to those that stand with it. */
export type ReadPair = (pair: Pair, answers: Answers) => Answer | Problem;

/**
 * Lays the pairs of one scope over what is stored. An item that they no longer have asked is cleared; one that they
 * have asked and that no pair answers is a problem.
 */
export function layPairs(
  instrument: Instrument,
  state: RecordState,
  scope: Scope,
  pairs: readonly Pair[],
  read: ReadPair,
): Mended {
  const items = mendableItems(instrument, scope.of);
  const before = storedAnswers(items, state, scope);
  const after: Record<string, Answer> = { ...before };
  const answers: Record<string, Answer> = {};
  const problems: Problem[] = [];
  const capped: string[] = [];
  const cleared: Item[] = [];
  // A condition looks only at items before it, so that the order of the instrument answers it before it is asked.
  for (const item of items) {
    const { column } = item;
    const pair = pairs.find((one) => one.item === item);
    const answer = pair === undefined ? undefined : read(pair, after);
    if (typeof answer === 'object' && answer !== null) {
      problems.push(answer);
      // Unknown: what hangs on it is not blamed.
      delete after[column];
    } else if (answer !== undefined) {
      after[column] = answer;
      answers[column] = answer;
      if (item.cappedAt !== null && answer === item.cappedAt) capped.push(column);
    } else if (item.askedIf !== null && !isAsked(item, after) && hasAll(item, after)) {
      if (before[column] !== null) cleared.push(item);
      if (before[column] !== null) answers[column] = null;
      after[column] = null;
    } else if (isMissing(instrument, item, before, after)) {
      problems.push(itemProblem(item, 'must-answer', ''));
    }
  }
  return { scope, answers, capped, cleared, problems: problems.map((one) => ({ ...one, ...about(scope) })) };
}

function storedAnswers(items: readonly Item[], state: RecordState, scope: Scope): Answers {
  const row = rowOf(state, scope) ?? {};
  return Object.fromEntries(
    items.map(({ column }) => {
      const value = row[column];
      return [column, typeof value === 'string' || typeof value === 'number' ? value : null];
    }),
  );
}

/** Whether every answer that an item hangs on could be read. */
function hasAll({ askedIf }: Item, answers: Answers): boolean {
  return (askedIf?.terms ?? []).every(({ column }) => answers[column] !== undefined);
}

/** Whether an item that reports ask for is now asked, was not before, and has no answer. */
function isMissing(instrument: Instrument, item: Item, before: Answers, after: Answers): boolean {
  if (item.askedIf === null || !isTyped(instrument, item) || after[item.column] !== null) return false;
  return isAsked(item, after) && !isAsked(item, before);
}

/** Whether a form of digits asks for an item. */
export function isTyped(instrument: Instrument, { column }: Item): boolean {
  return [...instrument.forms.values()].some(
    ({ partner, blocks }) =>
      partner?.column === column || blocks.some(({ items }) => items.some((item) => item.column === column)),
  );
}

function about({ of, number }: Scope): Pick<Problem, 'member'> {
  return of === 'household' ? {} : { member: number };
}
