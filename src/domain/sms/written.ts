import type { Item } from '../instrument/instrument.ts';

/** Why a text is no name of a person. */
export type NameFault = 'no-name' | 'digits-in-name' | 'text-too-long';

/** Columns that hold the name of a person. */
export const nameColumns: ReadonlySet<string> = new Set(['Nama_KRT', 'Nama', 'namagadis_ibukandung']);

/** A household as it is called in words. */
export interface HeadAndAddress {
  readonly head: string;
  /** Null where no slash follows the name. */
  readonly address: string | null;
}

/** Characters that the store's column of a written answer holds. */
export function longestText(item: Item | undefined): number {
  return Number(/\((\d+)\)/.exec(item?.storeType ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
}

/** Why a text can't be stored as the name of a person, or null. A digit in it says that more was typed than a name. */
export function nameFault(text: string, longest: number): NameFault | null {
  if (!/\p{L}/u.test(text)) return 'no-name';
  if (/\p{N}/u.test(text)) return 'digits-in-name';
  return text.length > longest ? 'text-too-long' : null;
}

/** Cuts a text at its first slash: the name of the head, and the address, whose slashes stay. */
export function headAndAddress(text: string): HeadAndAddress {
  const at = text.indexOf('/');
  if (at < 0) return { head: text, address: null };
  return { head: text.slice(0, at).trimEnd(), address: text.slice(at + 1).trimStart() };
}
