import { isAsked } from '../instrument/digits.ts';
import type { Instrument, Item } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import type { RecordRow } from '../report/types.ts';
import { mendableItems, rowOf, type Scope } from '../sms/mend/scope.ts';
import { recordsOf } from './household-of.ts';
import type { View } from './node-type.ts';
import type { OpenForm } from './state.ts';

/** Items of a block that may be mended, in its order. */
export function itemsToMend(instrument: Instrument, block: string, except: readonly string[]): Item[] {
  const items = new Set(instrument.blocks.get(block)?.items ?? []);
  return mendableItems(instrument, kindOf(instrument, block)).filter(
    (item) => items.has(item) && !except.includes(item.column),
  );
}

/** Whether a block is about one member or their business, whose number is then asked. */
export function isOfMember(instrument: Instrument, block: string): boolean {
  return kindOf(instrument, block) !== 'household';
}

export function scopeOf(instrument: Instrument, { block = '', unit }: OpenForm): Scope {
  return { of: kindOf(instrument, block), number: Number(unit ?? 0) };
}

function kindOf(instrument: Instrument, block: string): Scope['of'] {
  const table = instrument.blocks.get(block)?.items.find((item) => item.table !== null)?.table;
  if (table === 'udart') return 'member';
  return table === 'usaha' ? 'business' : 'household';
}

/** What is stored of the household, member or business that an open form mends. */
export function storedRow(view: View, open: OpenForm): RecordRow | undefined {
  return rowOf(recordsOf(view), scopeOf(view.instrument, open));
}

/** The stored answer to an item. */
export function storedAnswer(row: RecordRow | undefined, { column }: Item): Answer {
  const value = row?.[column] ?? null;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** Whether the stored answers have an item asked. */
export function isAskedIn(row: RecordRow | undefined, item: Item): boolean {
  const terms = item.askedIf?.terms ?? [];
  const answers: Answers = Object.fromEntries(
    terms.map(({ column }) => {
      const value = row?.[column];
      return [column, typeof value === 'number' ? value : null] as const;
    }),
  );
  return isAsked(item, answers);
}

/** Items of an open form in the order of the instrument: those answered, and those still to be. */
export function pairsIn(instrument: Instrument, { digits }: OpenForm) {
  const items = [...instrument.items.values()].filter(({ column }) => digits[column] !== undefined);
  return {
    answered: items.filter(({ column }) => digits[column] !== ''),
    asked: items.filter(({ column }) => digits[column] === ''),
  };
}
