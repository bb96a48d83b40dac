import type { Term } from './condition.ts';
import type { Form, Instrument, Item } from './instrument.ts';
import type { Language } from './types.ts';

/** What joins the parts of a condition in words, blanks included. */
export interface ConditionJoints {
  readonly and: string;
  readonly or: string;
}

/**
 * When an item is asked, in words: `III.4a Dinding = 1-3`; several joined by "and".
 *
 * @returns null where it always is, within the form because its codes are narrowed to those that ask it.
 */
export function conditionWords(
  instrument: Instrument,
  form: Form | null,
  item: Item,
  language: Language,
  joints: ConditionJoints,
): string | null {
  const terms = (item.askedIf?.terms ?? []).filter((term) => !isGiven(form, term));
  if (terms.length === 0) return null;
  return terms.map((term) => termText(instrument, term, language, joints)).join(joints.and);
}

/** Whether the form takes no other answer than those that the term wants. */
function isGiven(form: Form | null, { column, spans }: Term): boolean {
  const allowed = form?.allowed.get(column);
  return allowed?.every((code) => spans.some(([from, to]) => code >= from && code <= to)) ?? false;
}

function termText(
  instrument: Instrument,
  { column, spans }: Term,
  language: Language,
  { or }: ConditionJoints,
): string {
  const item = instrument.items.get(column);
  const values = spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  const name = item === undefined ? column : `${item.number} ${item.short[language]}`;
  return `${name} = ${values.join(or)}`;
}
