import type { Form, Item } from '../instrument/instrument.ts';
import { readItem } from '../instrument/read-item.ts';
import type { Problem } from '../instrument/types.ts';
import { type Navigation, navigationBeside } from './navigation.ts';
import { digitsOf } from './typed.ts';

/** Whether the screen of an item asks for its full width: where zeros are an answer, and where digits have places. */
export function isFullWidth(item: Item): boolean {
  if (item.kind === 'date' || item.kind === 'identifier' || item.kind === 'reference') return true;
  return item.range ? item.range[0] === 0 : (item.codes?.has(0) ?? false);
}

/**
 * The digits of an item as a block holds them, from what was typed on a screen that asks for nothing else. Zeros
 * in front may be left out where none of them is an answer.
 */
export function typedItem(item: Item, token: string): string | Problem {
  const digits = digitsOf(token);
  if (digits === null) return { kind: 'not-digits', severity: 'reject' };
  const by = Math.abs(digits.length - item.width);
  if (digits.length > item.width) return { kind: 'too-long', severity: 'reject', by };
  if (digits.length < item.width && isFullWidth(item)) return { kind: 'too-short', severity: 'reject', by };
  return digits.padStart(item.width, '0');
}

/** The digits of an item as a block holds them where what was typed can be its answer, else what is wrong. */
export function rightDigits(form: Form, item: Item, token: string, receivedOn: string): string | Problem {
  const digits = typedItem(item, token);
  if (typeof digits !== 'string') return digits;
  const read = readItem({ form, block: '', receivedOn }, item, digits, 'holds');
  return typeof read === 'object' && read !== null ? read : digits;
}

/** The tokens that lead away from the screen of an item: none of them could be its answer. */
export function navigationOfItem(form: Form, item: Item): Navigation {
  return navigationBeside((token) => couldAnswerItem(form, item, token));
}

/** Whether a token could answer an item, on whatever day. */
export function couldAnswerItem(form: Form, item: Item, token: string): boolean {
  return typeof rightDigits(form, item, token, '9999-12-31') === 'string';
}
