import type { Instrument, Item } from '../../instrument/instrument.ts';
import { findItem, type ItemCodes, itemCodes } from './item-codes.ts';
import { mendableItems, type Scope, scopeNamed } from './scope.ts';
import { type TypedValue, takeValue } from './take-value.ts';
import { type MendText, nextWord, type Word, wordsOf } from './words.ts';

/** One answer to mend: the item, and what was typed for it. */
export interface Pair {
  readonly scope: Scope;
  readonly item: Item;
  readonly value: TypedValue;
}

/** Why pairs can't be read, and the piece that it is about. */
export interface PairsFault {
  readonly reason:
    | 'empty-body'
    | 'unknown-item'
    | 'ambiguous-item'
    | 'no-value'
    | 'item-twice'
    | 'text-not-alone';
  readonly typed: string;
  /** The items that the code could mean. */
  readonly several: readonly Item[];
}

export type PairsReading =
  | { readonly pairs: readonly Pair[]; readonly fault: null }
  | { readonly pairs: null; readonly fault: PairsFault };

/**
 * Reads the pairs of item code and answer of an `F` behind its reference. `ART2` or `ART 2` before a pair says
 * that it and those after it are of that member. Linear.
 */
export function readPairs(instrument: Instrument, text: string): PairsReading {
  const pairs: Pair[] = [];
  let rest: MendText = wordsOf(text);
  let scope: Scope = { of: 'household', number: 0 };
  let codes = itemCodes(mendableItems(instrument, scope.of));
  for (let word = nextWord(rest); word !== null; word = nextWord(rest)) {
    const scoped = takeScope(rest);
    if (scoped !== null) {
      if (scoped.scope.of !== scope.of) codes = itemCodes(mendableItems(instrument, scoped.scope.of));
      ({ scope, rest } = scoped);
      continue;
    }
    const found = takeItem(rest, word, codes);
    if ('reason' in found) return { pairs: null, fault: found };
    const { item } = found;
    const taken = takeValue(item, found.rest);
    if (taken === null) return fault('no-value', word.text);
    if (pairs.some((pair) => pair.item === item && pair.scope.number === scope.number)) {
      return fault('item-twice', word.text);
    }
    if (item.kind === 'text' && holdsPair(codes, taken.value.text))
      return fault('text-not-alone', item.number);
    pairs.push({ scope, item, value: taken.value });
    rest = taken.rest;
  }
  return pairs.length > 0 ? { pairs, fault: null } : fault('empty-body', '');
}

function fault(reason: PairsFault['reason'], typed: string): PairsReading {
  return { pairs: null, fault: { reason, typed, several: [] } };
}

/** `ART2`, or `ART` and then the number. */
function takeScope(text: MendText): { readonly scope: Scope; readonly rest: MendText } | null {
  const [word, next] = text.words;
  const [, name = '', glued = ''] = /^([a-z]+)(\d{0,2})$/i.exec(word?.text ?? '') ?? [];
  const of = scopeNamed(name);
  const digits = glued === '' ? (next?.text ?? '') : glued;
  if (of === undefined || !/^\d{1,2}$/.test(digits) || Number(digits) === 0) return null;
  const words = text.words.slice(glued === '' ? 2 : 1);
  return { scope: { of, number: Number(digits) }, rest: { ...text, words } };
}

/** Characters beyond which a word is no code; no column is as long. */
const longestCode = 40;

/** The item that the next word names; what is glued to it by a dot or a dash goes to the value. */
function takeItem(
  text: MendText,
  word: Word,
  codes: ItemCodes,
): { readonly item: Item; readonly rest: MendText } | PairsFault {
  const others = text.words.slice(1);
  const inner = [...word.text.slice(0, longestCode).matchAll(/[.-]/g)].map(({ index }) => index);
  // A bare number ends at no dot: `3.7` is sooner half of `3.7a` than item 3 and its answer 7.
  const named = inner.filter((end) => !/^\d+$/.test(word.text.slice(0, end)));
  const ends = [word.text.length, ...named.reverse()];
  for (const end of ends) {
    const found = findItem(codes, word.text.slice(0, end));
    if (found.item !== null) {
      const glued = { text: word.text.slice(end + 1), start: word.start + end + 1 };
      return { item: found.item, rest: { ...text, words: glued.text === '' ? others : [glued, ...others] } };
    }
    if (found.several.length > 0) {
      return { reason: 'ambiguous-item', typed: word.text.slice(0, end), several: found.several };
    }
  }
  return { reason: 'unknown-item', typed: word.text, several: [] };
}

/** Whether a text goes on as a pair would: a code, and digits that could be its answer. */
function holdsPair(codes: ItemCodes, text: string): boolean {
  const { words } = wordsOf(text);
  return words.some((word, index) => {
    const next = words[index + 1]?.text ?? '';
    const { item } = findItem(codes, word.text);
    return item !== null && /^\d+$/.test(next) && next.length <= item.width;
  });
}
