import { serialOf } from '../identity/idbdt.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Item } from '../instrument/instrument.ts';
import type { Answer, Language } from '../instrument/types.ts';
import { formatMessage } from '../messages.ts';
import type { View } from './node-type.ts';
import { shortened } from './typed.ts';

/** Longest value of one item on a screen. */
const valueSeptets = 17;

/** A message in the language of the dialogue. */
export function say(view: View, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return formatMessage(view.messages, view.state.language, key, values);
}

/** Which household this is: `7-16 C*** S***`; of one that has no number yet the head alone. */
export function householdLine(household: { readonly idbdt: string; readonly head: string }): string {
  const { idbdt, head } = household;
  return serialOf(idbdt) === 0 ? head : `${shortReference(idbdt)} ${head}`;
}

/** One answer as a person reads it: a code with its label, a date as DD/MM. */
export function answerText(item: Item, answer: Answer, language: Language): string {
  if (answer === null) return '-';
  if (item.kind === 'date') return dayMonth(String(answer));
  const label = typeof answer === 'number' ? item.codes?.get(answer)?.[language] : undefined;
  return shortened(label ? `${answer} ${label}` : String(answer), valueSeptets);
}

/** `2021-11-24` as `24/11`. */
export function dayMonth(date: string): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}

/** The longest text that {@link answerText} can make of an item. */
export function longestAnswer(item: Item, language: Language): string {
  if (item.kind === 'date') return '88/88';
  const texts = [...(item.codes?.keys() ?? [])].map((code) => answerText(item, code, language));
  return longest([...texts, '8'.repeat(item.width)]);
}

export function longest(texts: readonly string[]): string {
  return texts.reduce((left, right) => (right.length > left.length ? right : left), '');
}
