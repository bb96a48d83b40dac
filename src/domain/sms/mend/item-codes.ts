import type { Item } from '../../instrument/instrument.ts';

/** The item that a code names, or why it names none. */
export type ItemReading =
  | { readonly item: Item }
  /** The items that share the number typed; empty where nothing has it. */
  | { readonly item: null; readonly several: readonly Item[] };

const romans = ['', 'I', 'II', 'III', 'IV', 'V'];

/** The items that each code names, in lower case. */
export type ItemCodes = ReadonlyMap<string, readonly Item[]>;

/**
 * The codes of the items that may be mended: column, number with the block (`III.7a`, `3.7a`), number alone (`7a`).
 * A code that is a column is no number too, and one with the block no bare one.
 */
export function itemCodes(items: readonly Item[]): ItemCodes {
  const codes = new Map<string, readonly Item[]>();
  const kinds = [({ column }: Item) => [column], ({ number }: Item) => numbersOf(number), bareOf];
  for (const codesOfKind of kinds) {
    const ofKind = new Map<string, Item[]>();
    for (const item of items) {
      for (const code of codesOfKind(item).map((text) => text.toLowerCase())) {
        ofKind.set(code, [...(ofKind.get(code) ?? []), item]);
      }
    }
    for (const [code, named] of ofKind) if (!codes.has(code)) codes.set(code, named);
  }
  return codes;
}

/** Finds the item that a code names. Case doesn't matter. */
export function findItem(codes: ItemCodes, code: string): ItemReading {
  const found = codes.get(code.toLowerCase()) ?? [];
  const [only] = found;
  return only !== undefined && found.length === 1 ? { item: only } : { item: null, several: found };
}

/** The shortest code that says which item it is wherever it stands: its number with the block, else its column. */
export function codeOf(items: readonly Item[], item: Item): string {
  const sharers = items.filter(({ number }) => number === item.number);
  return sharers.length > 1 ? item.column : item.number;
}

/** `III.7a` as it may be typed, with the block in Roman or in Arabic digits. */
function numbersOf(number: string): string[] {
  const at = number.indexOf('.');
  const block = romans.indexOf(number.slice(0, at));
  return block > 0 ? [number, `${block}${number.slice(at)}`] : [number];
}

/** `III.7a` without its block. */
function bareOf({ number }: Item): string[] {
  return [number.slice(number.indexOf('.') + 1)];
}
