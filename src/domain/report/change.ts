import type { Instrument } from '../instrument/instrument.ts';
import type { Answers } from '../instrument/types.ts';
import type { Content } from './lay-report.ts';
import { isStored, type RecordState } from './record.ts';
import { isBlank, isSame } from './same-value.ts';
import type { RecordRow } from './types.ts';

/** Forms that answer whole blocks: only these can change most of what is stored by a slip. */
const wholeForms = new Set(['V', 'RT', 'ART']);

/** Answers of a report on one row, and the row as it is stored. */
interface Comparison {
  readonly answers: Answers;
  readonly row: RecordRow | null;
}

/**
 * Whether more than half of the answers, old and new, differ from what was reported before: of the household, or of
 * one of the members.
 */
export function isLargeChange(instrument: Instrument, report: Content, state: RecordState): boolean {
  if (!wholeForms.has(report.form)) return false;
  return comparisons(report, state).some(({ answers, row }) => {
    if (row === null || !wasReported(instrument, answers, row)) return false;
    const columns = Object.keys(answers).filter(
      (column) => instrument.items.get(column)?.kind !== 'reference',
    );
    const answered = columns.filter((column) => !isBlank(answers[column]) || !isBlank(row[column]));
    return answered.filter((column) => !isSame(answers[column], row[column])).length * 2 > answered.length;
  });
}

/** Whether a report says only what is stored already. */
export function isUnchanged(instrument: Instrument, report: Content, state: RecordState): boolean {
  return comparisons(report, state).every(
    ({ answers, row }) =>
      row !== null &&
      (!wholeForms.has(report.form) || wasReported(instrument, answers, row)) &&
      Object.entries(answers).every(([column, answer]) => isSame(answer, row[column])),
  );
}

function comparisons(report: Content, state: RecordState): Comparison[] {
  const stored = (row: RecordRow | undefined) => (isStored(row) ? row : null);
  const ofHousehold = Object.keys(report.answers).length > 0;
  return [
    ...(ofHousehold ? [{ answers: report.answers, row: state.household }] : []),
    ...report.members.map(({ number, answers }) => ({ answers, row: stored(state.members.get(number)) })),
    ...report.families.map(({ nuk, noKk }) => ({
      answers: { nokk: noKk },
      row: stored(state.families.get(nuk)),
    })),
    ...report.businesses.map(({ member, answers }) => ({
      answers,
      row: stored(state.businesses.get(member)),
    })),
  ];
}

/** Whether a row holds a report that answered the same: what is always asked of it has an answer. */
function wasReported(instrument: Instrument, answers: Answers, row: RecordRow): boolean {
  return Object.keys(answers).every((column) => {
    const item = instrument.items.get(column);
    const isAlwaysAsked = item !== undefined && item.askedIf === null && !item.areZerosNone;
    return !isAlwaysAsked || !isBlank(row[column]);
  });
}
