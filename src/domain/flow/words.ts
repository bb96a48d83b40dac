import { serialOf } from '../identity/idbdt.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Item } from '../instrument/instrument.ts';
import type { Answer, Language } from '../instrument/types.ts';
import { formatMessage } from '../messages.ts';
import type { MessageCall, MessagePart } from '../report/types.ts';
import type { View } from './node-type.ts';
import { shortened } from './typed.ts';

/** Longest value of one item on a screen. */
const valueSeptets = 17;

/** A message in the language of the dialogue. */
export function say(view: View, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return formatMessage(view.messages, view.state.language, key, values);
}

/** A message that carries others, in the language of the dialogue. */
export function sayCall(view: View, { key, values, parts = {} }: MessageCall): string {
  const textOf = (part: MessagePart) => ('key' in part ? sayCall(view, part) : part[view.state.language]);
  const carried = Object.entries(parts).map(([name, part]) => {
    const list = 'length' in part ? part : [part];
    return [name, list.map(textOf).join(', ')] as const;
  });
  return say(view, key, { ...values, ...Object.fromEntries(carried) });
}

/** What a form is about, short: `7-16`; of an area, and of a household that has no number yet, the name alone. */
export function referenceText({ idbdt, head }: { readonly idbdt: string; readonly head: string }): string {
  return serialOf(idbdt) === 0 ? head : shortReference(idbdt);
}

/** Which household this is: `7-16 C*** S***`; of one that has no number yet the head alone, and so of an area. */
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
