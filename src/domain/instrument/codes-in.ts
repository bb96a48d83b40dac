import type { Form, Item } from './instrument.ts';
import type { Text } from './types.ts';

/** The codes of an item, those only that the form takes. */
export function codesIn(form: Form | null, item: Item): (readonly [number, Text])[] {
  const allowed = form?.allowed.get(item.column);
  return [...(item.codes ?? [])].filter(([code]) => allowed === undefined || allowed.includes(code));
}
