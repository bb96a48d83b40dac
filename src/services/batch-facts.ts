import type { NikAreas } from '../domain/identity/nik-areas.ts';
import type { HouseholdFacts, OpenQuestion, OutcomeCounts, StoredReport } from '../domain/report/types.ts';
import type { Need } from '../domain/sms/command.ts';
import type { DeskItem } from '../domain/workflow/desk-item.ts';
import type { BatchLookup, Draft, HouseholdHistory } from '../ports.ts';
import type { Inbound } from './open-inbound.ts';
import { type BatchWork, findTeamReports, findWork } from './work-facts.ts';

/** What the store knew when the batch was claimed. */
export interface BatchFacts {
  readonly households: ReadonlyMap<string, HouseholdFacts>;
  readonly questions: readonly OpenQuestion[];
  readonly counts: ReadonlyMap<number, OutcomeCounts>;
  /** Those that messages of the batch name. */
  readonly ownReports: readonly StoredReport[];
  /** Of the households whose reports may be withdrawn in the batch. */
  readonly histories: ReadonlyMap<string, HouseholdHistory>;
  readonly proposalSerials: ReadonlyMap<string, number>;
  readonly ownProposals: readonly StoredReport[];
  /** Open drafts of officers who sent an SMS. */
  readonly drafts: readonly Draft[];
  /** Reports of teams that messages of the batch name. */
  readonly teamReports: readonly StoredReport[];
  readonly work: BatchWork;
  /** By id: messages that users of the console act on. */
  readonly desk: ReadonlyMap<string, DeskItem>;
  /** Which areas give out NIKs; without it none is told to be unknown. */
  readonly nikAreas?: NikAreas | undefined;
  readonly now: Date;
}

/** The same proposal within this time is asked back. */
const proposalRepeatMs = 72 * 3_600_000;

/** Looks up what the messages of a batch need; what none of them needs costs nothing. */
export async function findBatchFacts(
  opened: readonly Inbound[],
  lookup: BatchLookup,
  now: Date,
): Promise<BatchFacts> {
  const asking = officersWith(opened, 'questions');
  const counting = officersWith(opened, 'counts');
  const withdrawing = officersWith(opened, 'own-reports');
  const texting = officersOf(opened.filter(({ message }) => message.kind === 'sms'));
  const questions = asking.length > 0 ? await lookup.findOpenQuestions(asking, now) : [];
  const named = opened.flatMap(({ officer, receipts }) =>
    officer ? receipts.map((receipt) => ({ officerId: officer.id, receipt })) : [],
  );
  const onDesk = unique(opened.flatMap(({ deskAct }) => deskAct?.of ?? []));
  const findNamed = async () => ({
    desk: onDesk.length > 0 ? await lookup.findDeskItems(onDesk) : new Map<string, DeskItem>(),
    ownReports: named.length > 0 ? await lookup.findOwnReports(named) : [],
    teamReports: await findTeamReports(opened, lookup),
  });
  const seen = await findNamed();
  const idbdts = unique([
    ...opened.flatMap((inbound) => inbound.candidates),
    ...[...seen.desk.values()].flatMap(({ stored }) => stored?.report.idbdt ?? []),
    ...[...questions, ...seen.ownReports, ...seen.teamReports].flatMap(({ report }) => report?.idbdt ?? []),
  ]);
  const households = idbdts.length > 0 ? await lookup.findHouseholds(idbdts) : new Map();
  // Once more, as their households are locked by now: another worker may have settled one meanwhile.
  const isNamed = seen.ownReports.length + seen.teamReports.length + seen.desk.size > 0;
  const { ownReports, teamReports, desk } = isNamed ? await findNamed() : seen;
  const changing = unique([
    ...changedBy(new Set(withdrawing), opened, [...questions, ...ownReports]),
    ...withdrawnOnDesk(opened, desk),
  ]);
  return {
    households,
    questions,
    counts: counting.length > 0 ? await lookup.countReports(counting) : new Map(),
    ownReports,
    histories: changing.length > 0 ? await lookup.findHistories(changing) : new Map(),
    ...(await findProposals(opened, lookup)),
    drafts: texting.length > 0 ? await lookup.findDrafts(texting) : [],
    teamReports,
    desk,
    work: await findWork(opened, questions, lookup),
    now,
  };
}

/** Households of which users of the console withdraw a report in this batch. */
function withdrawnOnDesk(opened: readonly Inbound[], desk: ReadonlyMap<string, DeskItem>): string[] {
  return opened.flatMap(({ deskAct }) =>
    deskAct?.act === 'withdraw' ? (desk.get(deskAct.of)?.stored?.report.idbdt ?? []) : [],
  );
}

async function findProposals(opened: readonly Inbound[], lookup: BatchLookup) {
  const proposing = opened.filter(({ needs }) => needs.includes('proposals'));
  if (proposing.length === 0) return { proposalSerials: new Map(), ownProposals: [] };
  const villages = unique(proposing.flatMap(({ officer }) => officer?.villages ?? []));
  const oldest = Math.min(...proposing.map(({ message }) => message.receivedAt.getTime()));
  const since = new Date(oldest - proposalRepeatMs);
  return {
    proposalSerials: await lookup.findProposalSerials(villages),
    ownProposals: await lookup.findOwnProposals(officersWith(opened, 'proposals'), since),
  };
}

/**
 * Households of which these officers may withdraw a report. Besides those of the reports that they name, all that
 * they report on in this very batch: such a report has no row yet by which it could be found.
 */
function changedBy(
  withdrawing: ReadonlySet<number>,
  opened: readonly Inbound[],
  known: readonly (OpenQuestion | StoredReport)[],
): string[] {
  const theirs = opened.filter(({ officer }) => officer && withdrawing.has(officer.id));
  return unique([
    ...theirs.flatMap((inbound) => inbound.candidates),
    ...known.flatMap(({ officerId, report }) => (report && withdrawing.has(officerId) ? [report.idbdt] : [])),
  ]);
}

function officersWith(opened: readonly Inbound[], need: Need): number[] {
  return officersOf(opened.filter(({ needs }) => needs.includes(need)));
}

function officersOf(opened: readonly Inbound[]): number[] {
  return unique(opened.flatMap(({ officer }) => (officer ? [officer.id] : [])));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
