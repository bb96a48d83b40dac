import { localDay } from '../identity/time-zone.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import { householdColumns } from './columns.ts';
import { blankHousehold, clearUnasked, copyHousehold, type HouseholdRow } from './household-row.ts';
import { cappedAfter } from './laid-answers.ts';
import { layMember } from './lay-member.ts';
import { mergeColumns } from './merge-columns.ts';
import { householdCopy, type PrelistHousehold } from './prelist-copy.ts';
import { type RecordState, stateOf } from './record.ts';
import type { HouseholdFacts, HouseholdReport, RecordRow } from './types.ts';

/** A report as it is laid over the records; remarks are no part of them. */
export type Content = Omit<HouseholdReport, 'remarks'>;

/** Who reported, when and by which way; what a record keeps of it. */
export interface Provenance {
  readonly reportId: string;
  readonly officerId: number;
  readonly source: 'sms' | 'ussd';
  /** When the report came; ages are counted to this day. */
  readonly at: Date;
}

/** Columns of every row that tell which report made it what it is. */
export type Stamp = Readonly<Record<'revisi' | 'report_id' | 'updated_at', Answer>>;

/** The stamp of a report that makes a revision. */
export function stampOf(revision: number, { reportId, at }: Provenance): Stamp {
  return { revisi: revision, report_id: reportId, updated_at: at.toISOString() };
}

export interface Laying {
  readonly instrument: Instrument;
  readonly prelist: PrelistHousehold;
  readonly provenance: Provenance;
  readonly stamp: Stamp;
}

/**
 * Lays a report over what stands of its household. Every row that it is about comes out stamped, changed or not;
 * the household has a row afterwards whatever the report was of. Answers that are no longer asked, because an answer
 * they hang on changed, become NULL.
 */
export function layReport(laying: Laying, state: RecordState, report: Content): RecordState {
  const { instrument, prelist, provenance } = laying;
  const receivedOn = localDay(provenance.at, prelist.village);
  const isOfHousehold = state.household === null || Object.keys(report.answers).length > 0;
  const members = report.members.map((member) => {
    const row = layMember(instrument, prelist.idbdt, state.members.get(member.number), member, receivedOn);
    return [member.number, mergeColumns<RecordRow[string]>(row, laying.stamp)] as const;
  });
  const families = report.families.map(({ nuk, noKk }) => {
    const row = { IDBDT: prelist.idbdt, nuk, nokk: noKk, ...ourColumns(laying) };
    return [nuk, { ...state.families.get(nuk), ...row }] as const;
  });
  const businesses = report.businesses.map(({ member, answers }) => {
    const row = { IDBDT: prelist.idbdt, no_urut_art: member, ...answers, ...ourColumns(laying) };
    return [member, { ...state.businesses.get(member), ...row }] as const;
  });
  return {
    household: isOfHousehold ? layHousehold(laying, state.household, report) : state.household,
    members: withRows(state.members, members),
    families: withRows(state.families, families),
    businesses: withRows(state.businesses, businesses),
  };
}

/**
 * How a household would stand after a report that is not recorded: what its rows hold is right, who made them is not.
 *
 * @param receivedAt when the report came.
 */
export function standingAfter(
  instrument: Instrument,
  facts: HouseholdFacts,
  report: Content,
  receivedAt: Date,
): RecordState {
  const provenance = { reportId: '', officerId: 0, source: 'sms', at: receivedAt } as const;
  const stamp = stampOf(facts.revision + 1, provenance);
  return layReport({ instrument, prelist: facts, provenance, stamp }, stateOf(facts), report);
}

function layHousehold(laying: Laying, stored: RecordRow | null, report: Content): RecordRow {
  const { instrument, prelist, provenance, stamp } = laying;
  const row =
    stored === null
      ? Object.assign(blankHousehold(instrument), householdCopy(instrument, prelist))
      : copyHousehold(stored);
  const before = row.capped;
  Object.assign(row, report.answers);
  clearUnasked(instrument, row);
  deriveColumns(instrument, row, report.answers);
  row.capped = cappedAfter(before, row, report);
  row.codebook_version = instrument.version;
  row.sumber_data = instrument.mapping.sumberData[provenance.source];
  row.uploaded_by = String(provenance.officerId);
  return Object.assign(row, stamp);
}

/** Columns that follow from answers. What the report doesn't answer moves neither row status nor status chain. */
function deriveColumns({ mapping }: Instrument, row: HouseholdRow, reported: Answers): void {
  for (const [to, from] of mapping.copies) row[to] = row[from] ?? null;
  const rowStatus = mapping.rowStatus.get(Number(reported[householdColumns.status]));
  if (rowStatus !== undefined) row.row_status = rowStatus;
  const step = mapping.workflow.get(Number(reported[householdColumns.result]));
  if (step === undefined) return;
  row.status = step.status;
  row.stereotype = step.stereotype;
  row.foto_tertunda = step.photosPending;
}

function ourColumns({ instrument, stamp }: Laying) {
  return { row_status: 'ACTIVE', codebook_version: instrument.version, ...stamp };
}

function withRows(
  rows: ReadonlyMap<number, RecordRow>,
  laid: readonly (readonly [number, RecordRow])[],
): ReadonlyMap<number, RecordRow> {
  return laid.length === 0 ? rows : new Map([...rows, ...laid].sort(([one], [other]) => one - other));
}
