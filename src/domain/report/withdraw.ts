import type { Instrument } from '../instrument/instrument.ts';
import { layReport, type Provenance, stampOf } from './lay-report.ts';
import { mergeColumns } from './merge-columns.ts';
import { ownColumns } from './own-columns.ts';
import type { PrelistHousehold } from './prelist-copy.ts';
import { countReport, takeProgress } from './progress-columns.ts';
import { isStored, type RecordState, stateOf } from './record.ts';
import { settleChain } from './settle-chain.ts';
import { keepUnchanged, mapRows, type Rows, type Translation, translationOf } from './translation.ts';
import type { HouseholdFacts, RecordRow, StoredReport } from './types.ts';

/** The prelist's side of a household: what it says of it, and its copies of the members. */
export type PrelistFacts = PrelistHousehold & { readonly members: readonly RecordRow[] };

/**
 * A household's records from nothing: the reports laid over the prelist one after another.
 *
 * @param reports in the order in which they went to the records.
 */
export function rebuild(
  instrument: Instrument,
  prelist: PrelistFacts,
  reports: readonly StoredReport[],
): RecordState {
  const nothing = { record: null, families: [], businesses: [] };
  const noRevision = { prelistMembers: null, revision: 0, lastOfficerId: null };
  const unreported = { ...prelist, ...nothing, ...noRevision, lastReceipt: null, lastReportedAt: null };
  return reports.reduce<RecordState>((state, { id, officerId, source, receivedAt, report }, index) => {
    const provenance = { reportId: id, officerId, source, at: receivedAt };
    const laying = { instrument, prelist, provenance, stamp: stampOf(index + 1, provenance) };
    const after = keepUnchanged(state, layReport(laying, state, report));
    return countReport(instrument, prelist.village, provenance, state, after);
  }, stateOf(unreported));
}

/**
 * Withdraws reports: the records become what the remaining reports make of the prelist. Rows that change carry the
 * withdrawal's stamp, and as their source that of the report which they now come from. What no report writes stays.
 * Where the remaining reports say the same, the household may still be another officer's or another day's.
 *
 * @param remaining the household's recorded reports that still count, in the order of {@link rebuild}.
 * @param provenance that of the withdrawal.
 * @returns null where the records stay as they are.
 */
export function withdraw(
  instrument: Instrument,
  facts: HouseholdFacts,
  prelist: PrelistFacts,
  remaining: readonly StoredReport[],
  provenance: Provenance,
): Translation | null {
  const before = stateOf(facts);
  const stamp = stampOf(facts.revision + 1, provenance);
  const restore = (row: RecordRow, old: RecordRow | null | undefined) =>
    mergeColumns<RecordRow[string]>(isStored(old) ? ownColumns(instrument, old) : {}, row, stamp);
  const rebuilt = restoreStored(before, rebuild(instrument, prelist, remaining), restore);
  const settled = settleChain(instrument, before, keepUnchanged(before, rebuilt), stamp);
  return translationOf(before, takeProgress(settled, rebuilt.household));
}

type Restore = (row: RecordRow, old: RecordRow | null | undefined) => RecordRow;

function restoreStored(before: RecordState, after: RecordState, restore: Restore): RecordState {
  const restoreRows = (rows: Rows, old: Rows) =>
    mapRows(rows, (row, number) => (isStored(row) ? restore(row, old.get(number)) : row));
  return {
    household: after.household === null ? null : restore(after.household, before.household),
    members: restoreRows(after.members, before.members),
    families: restoreRows(after.families, before.families),
    businesses: restoreRows(after.businesses, before.businesses),
  };
}
