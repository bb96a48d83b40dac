import { isAsked } from '../instrument/digits.ts';
import type { Instrument, Item } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import { isBlank } from './same-value.ts';
import type { RecordRow } from './types.ts';

/** What a row answers of the instrument; columns of the store's own and ours left out. */
export function answersIn(instrument: Instrument, table: Item['table'], row: RecordRow): Answers {
  const answers: Record<string, Answer> = {};
  for (const [column, value] of Object.entries(row)) {
    if (instrument.items.get(column)?.table === table && !isList(value)) answers[column] = value;
  }
  return answers;
}

/** Answers with NULL for what they no longer have asked. */
export function withoutUnasked(instrument: Instrument, answers: Answers): Answers {
  const kept: Record<string, Answer> = { ...answers };
  for (const column of Object.keys(kept)) {
    const item = instrument.items.get(column);
    if (item?.askedIf && kept[column] !== null && !isAsked(item, kept)) kept[column] = null;
  }
  return kept;
}

/** Columns that are saturated after a report: those of before that it doesn't answer, and its own. */
export function cappedAfter(
  stored: RecordRow[string] | undefined,
  answers: RecordRow,
  reported: { readonly answers: Answers; readonly capped: readonly string[] },
): readonly string[] {
  const before = isList(stored) ? stored : [];
  const kept = before.filter((column) => !(column in reported.answers) && !isBlank(answers[column]));
  return [...kept, ...reported.capped].sort();
}

function isList(value: RecordRow[string] | undefined): value is readonly string[] {
  return Array.isArray(value);
}
