import { isAsked } from '../instrument/digits.ts';
import type { Block, Form, Item } from '../instrument/instrument.ts';
import { readItem } from '../instrument/read-item.ts';
import type { Answer, Answers } from '../instrument/types.ts';

type Digits = Readonly<Record<string, string>>;

/** An item that was asked and answered, and where its digits stand. */
export interface Passed {
  readonly block: Block;
  readonly item: Item;
  /** Digits of the block before it. */
  readonly offset: number;
}

/** How far a form is answered, item by item. */
export interface Walk {
  readonly answers: Answers;
  readonly passed: readonly Passed[];
  /** The first item that is asked and has no right answer; null when there is none. */
  readonly next: Passed | null;
  /** Digits by block up to `next`, zeros for what is not asked included. */
  readonly digits: Digits;
}

/**
 * Walks through a form in the order of its items, over the digits typed so far, to the first item that they do not
 * answer. What was typed behind it is left out.
 *
 * @param receivedOn `YYYY-MM-DD`.
 */
export function walk(form: Form, typed: Digits, receivedOn: string): Walk {
  const answers: Record<string, Answer> = {};
  const passed: Passed[] = [];
  const digits: Record<string, string> = {};
  for (const block of form.blocks) {
    let offset = 0;
    for (const item of block.items) {
      const place = { block, item, offset };
      const asked = isAsked(item, answers);
      const own = asked
        ? (typed[block.name] ?? '').slice(offset, offset + item.width)
        : '0'.repeat(item.width);
      const answer = asked ? answerIn(form, block, item, own, receivedOn) : null;
      if (answer === undefined) return { answers, passed, next: place, digits };
      answers[item.column] = answer;
      digits[block.name] = (digits[block.name] ?? '') + own;
      if (asked) passed.push(place);
      offset += item.width;
    }
  }
  return { answers, passed, next: null, digits };
}

/** The digits as they were before an answer was given. */
export function digitsBefore(form: Form, digits: Digits, { block, offset }: Passed): Digits {
  const kept = form.blocks.slice(0, form.blocks.indexOf(block) + 1).map(({ name }) => {
    const typed = digits[name] ?? '';
    return [name, name === block.name ? typed.slice(0, offset) : typed] as const;
  });
  return Object.fromEntries(kept.filter(([, typed]) => typed !== ''));
}

/** Undefined where the digits are not there or not right. */
function answerIn(
  form: Form,
  block: Block,
  item: Item,
  digits: string,
  receivedOn: string,
): Answer | undefined {
  if (digits.length < item.width) return undefined;
  const read = readItem({ form, block: block.name, receivedOn }, item, digits, 'holds');
  return typeof read === 'object' && read !== null ? undefined : read;
}
