import type { Instrument } from '../instrument/instrument.ts';
import type { Text } from '../instrument/types.ts';
import type { MessageCall, MessagePart, RecordRow } from '../report/types.ts';

/** Columns of the instrument that answers are told by. */
const columns = {
  status: 'status_rumahtangga',
  result: 'hasil_verivali',
  date: 'tanggal_verivali',
  members: 'Jumlah_ART',
  families: 'Jumlah_Keluarga',
} as const;

/** A column that a whole household answers and a visit result does not. */
const wholeHouseholdColumn = 'luas_lantai';

/** What a report of the household itself says: its size, else its result; and its day. */
export function householdFacts(instrument: Instrument, answers: RecordRow): MessagePart[] {
  const size = sizeOf(answers);
  const what = size.length > 0 ? size : codeLabel(instrument, answers, columns.result);
  return [...what, ...dateOf(answers)];
}

/** What is stored of a household, in the order in which it matters. */
export function recordFacts(instrument: Instrument, record: RecordRow, isComplete: boolean): MessagePart[] {
  const isWhole = isThere(record[wholeHouseholdColumn]);
  return [
    ...codeLabel(instrument, record, columns.status),
    ...codeLabel(instrument, record, columns.result),
    ...dateOf(record),
    ...(isWhole ? sizeOf(record) : []),
    ...(isWhole ? [{ key: 'answer.fact.whole', values: {} }] : []),
    // A visit that closed the household is all there is to report.
    ...(isWhole || isComplete ? [] : [{ key: 'answer.fact.visit-only', values: {} }]),
  ];
}

function sizeOf(row: RecordRow): MessageCall[] {
  return [
    ...countOf(row[columns.members], 'answer.fact.members'),
    ...countOf(row[columns.families], 'answer.fact.families'),
  ];
}

function countOf(value: RecordRow[string] | undefined, key: string): MessageCall[] {
  return isThere(value) ? [{ key, values: { count: String(value) } }] : [];
}

function dateOf(row: RecordRow): MessageCall[] {
  const value = row[columns.date];
  return typeof value === 'string' ? [{ key: 'answer.fact.date', values: { date: dayText(value) } }] : [];
}

/** A day as it is typed, `24/11`. */
export function dayText(date: string): string {
  const [, month = '', day = ''] = date.split('-');
  return `${day}/${month}`;
}

function codeLabel(instrument: Instrument, row: RecordRow, column: string): Text[] {
  const label = instrument.items.get(column)?.codes?.get(Number(row[column]));
  return label === undefined ? [] : [label];
}

function isThere(value: RecordRow[string] | undefined): boolean {
  return value !== undefined && value !== null;
}
