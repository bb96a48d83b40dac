import type { Instrument, Item } from '../../instrument/instrument.ts';
import type { RecordState } from '../../report/record.ts';
import type { RecordRow } from '../../report/types.ts';

/** Whose answers are mended: the household's, or those of one member or of their business. */
export interface Scope {
  readonly of: 'household' | 'member' | 'business';
  /** Number of the member; 0 for the household. */
  readonly number: number;
}

const tables = { household: 'udrt', member: 'udart', business: 'usaha' } as const;

/** What stands before the items of a member or a business, `ART2`. */
const words = { ART: 'member', USAHA: 'business' } as const satisfies Record<string, Scope['of']>;

/** The scope that a word opens, in any case; undefined for other words. */
export function scopeNamed(word: string): Scope['of'] | undefined {
  return Object.entries(words).find(([known]) => known === word.toUpperCase())?.[1];
}

/** The word that stands before items of a table; null where none does. */
export function scopeWordOf(table: Item['table']): string | null {
  if (table === 'kk') return 'KK';
  return Object.entries(words).find(([, of]) => tables[of] === table)?.[0] ?? null;
}

/**
 * The items that `F` may mend in a scope, in the order of the instrument. Left out: what the store has no column
 * for, what the household's or member's own number says, the number itself.
 */
export function mendableItems(instrument: Instrument, of: Scope['of']): Item[] {
  const table = tables[of];
  const keys = new Set([...instrument.forms.values()].map(({ key }) => key?.column));
  return [...instrument.items.values()].filter((item) => {
    const isOfReference = table === 'udrt' && item.kind === 'identifier';
    return item.table === table && !isOfReference && !keys.has(item.column);
  });
}

/** The row that a scope is about as it stands: undefined where there is none. */
export function rowOf(state: RecordState, { of, number }: Scope): RecordRow | undefined {
  if (of === 'household') return state.household ?? undefined;
  return of === 'member' ? state.members.get(number) : state.businesses.get(number);
}
