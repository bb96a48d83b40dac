import type { Instrument } from '../domain/instrument/instrument.ts';
import { stampOf } from '../domain/report/lay-report.ts';
import { mergeColumns } from '../domain/report/merge-columns.ts';
import { factsOfProposal } from '../domain/report/prelist-copy.ts';
import { factsWith, stateOf } from '../domain/report/record.ts';
import { type Provenance, type Translation, translate } from '../domain/report/translate.ts';
import { translationOf } from '../domain/report/translation.ts';
import type { HouseholdFacts, RecordRow, StoredReport, Verdict } from '../domain/report/types.ts';
import { withdraw } from '../domain/report/withdraw.ts';
import type { HouseholdStep } from '../domain/workflow/review.ts';
import type { Knowledge } from './batch-knowledge.ts';
import type { Inbound } from './open-inbound.ts';

/** What a message does to a household's records. */
export interface RecordChange {
  /** The household as it stands afterwards. */
  readonly household: HouseholdFacts;
  /** Null where the records stay as they are. */
  readonly translation: Translation | null;
  readonly provenance: Provenance;
  readonly channel: string;
}

/** What goes to the records by a message: its own report, the parked one that a Y releases, a held one by SETUJU. */
export function recordedReport(
  { message, officer }: Inbound,
  verdict: Verdict,
  receipt: string,
): StoredReport | null {
  const { outcome, report } = verdict;
  const isRecorded = outcome === 'accepted' || outcome === 'repaired';
  if (!officer || !report || !isRecorded || verdict.isPractice) return null;
  const { review } = verdict;
  if (review?.released) return { ...review.stored, outcome, report };
  const parked = verdict.settles?.question;
  return {
    id: parked?.reportId ?? message.id,
    officerId: officer.id,
    receipt: parked?.receipt ?? receipt,
    outcome,
    isWithdrawn: false,
    report,
    source: parked?.source ?? message.kind,
    receivedAt: parked?.receivedAt ?? message.receivedAt,
  };
}

/**
 * What a report that is recorded does.
 *
 * @throws Error where its household is not known: a fault of ours.
 */
export function reportChange(
  instrument: Instrument,
  { message }: Inbound,
  verdict: Verdict,
  stored: StoredReport,
  known: Knowledge,
): RecordChange {
  const { newHousehold, settles } = verdict;
  const before = newHousehold ? factsOfProposal(newHousehold) : known.household(stored.report.idbdt);
  if (!before) throw new Error('An accepted report has no household');
  const { id: reportId, officerId, source, receivedAt: at } = stored;
  const provenance = { reportId, officerId, source, at };
  const translation = translate(instrument, stored.report, before, provenance);
  return {
    household: translation ? householdAfter(before, translation, stored) : before,
    translation,
    provenance,
    channel: settles?.question.channel ?? message.channel,
  };
}

/**
 * What a withdrawal does; null where the report that it withdraws never went to the records.
 *
 * @throws Error where its household is not known: a fault of ours.
 */
export function withdrawalChange(
  instrument: Instrument,
  { message, officer }: Inbound,
  withdrawn: StoredReport,
  known: Knowledge,
): RecordChange | null {
  const wasRecorded = withdrawn.outcome === 'accepted' || withdrawn.outcome === 'repaired';
  if (!officer || !wasRecorded) return null;
  const before = known.household(withdrawn.report.idbdt);
  if (!before) throw new Error('A withdrawn report has no household');
  const { prelist, reports } = known.history(before.idbdt);
  const remaining = reports.filter(({ id }) => id !== withdrawn.id);
  const provenance: Provenance = {
    reportId: message.id,
    officerId: officer.id,
    source: message.kind,
    at: message.receivedAt,
  };
  const translation = withdraw(instrument, before, prelist, remaining, provenance);
  const household = householdAfter(before, translation, remaining.at(-1) ?? null);
  return { household, translation, provenance, channel: message.channel };
}

/**
 * What a step in the status chain does: the household's row alone, and its report stays whose it was.
 *
 * @throws Error where its household is not known or has no row: a fault of ours.
 */
export function stepChange(
  { message, officer }: Inbound,
  { idbdt, columns }: HouseholdStep,
  known: Knowledge,
): RecordChange | null {
  const before = known.household(idbdt);
  if (!officer || !before?.record) throw new Error('A step has no household');
  const provenance: Provenance = {
    reportId: message.id,
    officerId: officer.id,
    source: message.kind,
    at: message.receivedAt,
  };
  const state = stateOf(before);
  const stamp = stampOf(before.revision + 1, provenance);
  const household = mergeColumns<RecordRow[string]>(before.record, columns, stamp);
  const translation = translationOf(state, { ...state, household });
  if (!translation) return null;
  return {
    household: { ...factsWith(before, translation.state), revision: before.revision + 1 },
    translation,
    provenance,
    channel: message.channel,
  };
}

/** The facts of a household after a change, with the report that now stands as its newest. */
function householdAfter(
  before: HouseholdFacts,
  translation: Translation | null,
  newest: StoredReport | null,
): HouseholdFacts {
  return {
    ...(translation ? factsWith(before, translation.state) : before),
    revision: before.revision + (translation ? 1 : 0),
    lastOfficerId: newest?.officerId ?? null,
    lastReceipt: newest?.receipt ?? null,
    lastReportedAt: newest?.receivedAt.toISOString() ?? null,
  };
}
