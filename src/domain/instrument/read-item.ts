import { allowedTextIn } from './allowed-text.ts';
import { newestDate } from './calendar.ts';
import type { Holding } from './condition.ts';
import type { Form, Item } from './instrument.ts';
import type { Answer, Problem, ProblemKind } from './types.ts';

/** Where an item is read: its form narrows codes, the block's name goes into problems, the day dates DDMM. */
export interface Reading {
  readonly form: Form;
  readonly block: string;
  /** Local day of receipt, `YYYY-MM-DD`. */
  readonly receivedOn: string;
}

/**
 * Reads the digits of one item.
 *
 * @param typed exactly the item's width of digits.
 * @param asked whether it is asked; `unknown` after an answer that could not be read, so that one slip makes
 *   one problem: zeros are then let pass, anything else is read as an answer.
 */
export function readItem(reading: Reading, item: Item, typed: string, asked: Holding): Answer | Problem {
  if (isZeros(typed)) {
    if (item.areZerosNone || asked === 'fails' || (asked === 'unknown' && item.askedIf)) return null;
    if (!isZeroAnAnswer(item)) return problemOf(reading, item, typed, 'must-answer', null);
  } else if (asked === 'fails') return problemOf(reading, item, typed, 'not-asked', item.rule);
  switch (item.kind) {
    case 'code':
      return readCode(reading, item, typed);
    case 'count':
    case 'bitsum':
      return readNumber(reading, item, typed);
    case 'date':
      return readDate(reading, item, typed);
    case 'identifier':
    case 'reference':
    case 'text':
      return typed;
  }
}

function readCode(reading: Reading, item: Item, typed: string): Answer | Problem {
  const code = Number(typed);
  if (!item.codes?.has(code)) {
    const kind = item.otherPair?.has(code) ? 'wrong-pair' : 'code-out-of-list';
    return problemOf(reading, item, typed, kind, item.codesRule);
  }
  const allowed = reading.form.allowed.get(item.column);
  if (allowed && !allowed.includes(code)) return problemOf(reading, item, typed, 'fixed-value', null);
  return code;
}

function readNumber(reading: Reading, item: Item, typed: string): Answer | Problem {
  const value = Number(typed);
  const [least, most] = item.range ?? [0, value];
  if (value < least || value > most) return problemOf(reading, item, typed, 'out-of-range', null);
  return item.storeType.startsWith('varchar') ? String(value) : value;
}

function readDate(reading: Reading, item: Item, typed: string): Answer | Problem {
  const date = newestDate(Number(typed.slice(2)), Number(typed.slice(0, 2)), reading.receivedOn);
  return date ?? problemOf(reading, item, typed, 'not-a-date', null);
}

function isZeroAnAnswer(item: Item): boolean {
  if (item.range) return item.range[0] === 0;
  return item.codes?.has(0) ?? false;
}

function isZeros(typed: string): boolean {
  for (let index = 0; index < typed.length; index += 1) {
    if (typed.charCodeAt(index) !== 48) return false;
  }
  return true;
}

function problemOf(
  reading: Reading,
  item: Item,
  typed: string,
  kind: ProblemKind,
  rule: number | null,
): Problem {
  return {
    kind,
    severity: 'reject',
    ...(rule === null ? {} : { rule }),
    column: item.column,
    number: item.number,
    typed,
    allowed: kind === 'not-asked' ? '0'.repeat(item.width) : allowedTextIn(reading.form, item),
    block: reading.block,
  };
}
