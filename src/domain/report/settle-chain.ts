import type { Instrument } from '../instrument/instrument.ts';
import { noApproval } from '../workflow/chain-columns.ts';
import { standAfter } from '../workflow/landing.ts';
import { hasApproval } from '../workflow/status-chain.ts';
import { isSameContent } from './diff.ts';
import { copyHousehold } from './household-row.ts';
import type { Stamp } from './lay-report.ts';
import { mergeColumns } from './merge-columns.ts';
import type { RecordState } from './record.ts';
import { isSame } from './same-value.ts';
import type { RecordRow } from './types.ts';

/** What the chain alone writes is no change of what the household says. */
const withoutChain = {
  ...noApproval,
  status: null,
  stereotype: null,
  foto_tertunda: null,
  foto_tersimpan: null,
};

/**
 * The records after a report or a withdrawal, with the household where it then stands in the status chain. A row
 * that this changes carries the stamp too.
 *
 * @param before how the records stood; rows that hold the same are the same objects in `after`.
 */
export function settleChain(
  instrument: Instrument,
  before: RecordState,
  after: RecordState,
  stamp: Stamp,
): RecordState {
  const { household } = after;
  if (household === null) return after;
  const isKept = hasApproval(instrument, before.household) && areSame(before, after);
  const columns = standAfter(instrument, before.household, after, isKept);
  if (Object.entries(columns).every(([column, value]) => isSame(household[column], value))) return after;
  const settled: RecordRow = Object.assign(copyHousehold(household), columns, stamp);
  const isAsBefore = before.household !== null && isSameContent(before.household, settled);
  return { ...after, household: isAsBefore ? before.household : settled };
}

/** Whether the records say the same, the chain left aside. */
function areSame(before: RecordState, after: RecordState): boolean {
  const households = [before, after].map(({ household }) =>
    mergeColumns<RecordRow[string]>(household ?? {}, withoutChain),
  );
  const [one = {}, other = {}] = households;
  return (
    isSameContent(one, other) &&
    areSameRows(before.members, after.members) &&
    areSameRows(before.families, after.families) &&
    areSameRows(before.businesses, after.businesses)
  );
}

function areSameRows(rows: RecordState['members'], others: RecordState['members']): boolean {
  return rows.size === others.size && [...rows].every(([number, row]) => others.get(number) === row);
}
