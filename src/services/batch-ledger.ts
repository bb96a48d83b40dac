import { receiptCode } from '../domain/identity/receipt.ts';
import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Messages } from '../domain/messages.ts';
import { type Translation, translate } from '../domain/report/translate.ts';
import type {
  HouseholdFacts,
  OpenQuestion,
  Outcome,
  OutcomeCounts,
  RecordRow,
  Verdict,
} from '../domain/report/types.ts';
import { renderAnswer } from '../domain/sms/answers.ts';
import { segmentCount } from '../domain/sms/segments.ts';
import type { BatchResult, NewAnswer, NewReport, NewRevision } from '../ports.ts';
import type { Inbound } from './open-inbound.ts';

export interface Definitions {
  readonly instrument: Instrument;
  readonly messages: Messages;
}

/** What the store knew when the batch was claimed. */
export interface BatchFacts {
  readonly households: ReadonlyMap<string, HouseholdFacts>;
  readonly questions: readonly OpenQuestion[];
  readonly counts: ReadonlyMap<number, OutcomeCounts>;
  readonly now: Date;
}

export interface Ledger {
  /** Reads one message and enters all that follows from it; a message that throws leaves no trace. */
  enter(inbound: Inbound): Outcome;
  fail(id: string, error: string): void;
  result(): BatchResult;
}

const hourMs = 3_600_000;
/** How long a question waits for Y or T. */
export const questionLifetimeMs = 72 * hourMs;
/** An answer that could not be sent for a day is of no use any more. */
export const answerLifetimeMs = 24 * hourMs;

const noCounts: OutcomeCounts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

/**
 * Opens the ledger of one batch. Messages are entered in order, and each sees what those before it changed: two
 * reports of one household in one batch are two revisions, and a Y finds the question of the message before it.
 */
export function openLedger({ instrument, messages }: Definitions, facts: BatchFacts): Ledger {
  const households = new Map(facts.households);
  const questions = new Map(facts.questions.map((question) => [question.reportId, question]));
  const rows = new Map<string, RecordRow>();
  const receipts = new Set<string>();
  const written = {
    reports: [] as NewReport[],
    revisions: [] as NewRevision[],
    answers: [] as NewAnswer[],
    closedQuestions: [] as BatchResult['closedQuestions'][number][],
    strangerAnswers: [] as BatchResult['strangerAnswers'][number][],
    officerChanges: [] as BatchResult['officerChanges'][number][],
    doneIds: [] as string[],
    failures: [] as BatchResult['failures'][number][],
  };

  function enter(inbound: Inbound): Outcome {
    const { officer, message } = inbound;
    const receipt = unusedReceipt(inbound, receipts);
    const verdict = inbound.read(instrument, {
      officer,
      households,
      openQuestions: [...questions.values()].filter((question) => question.officerId === officer?.id),
      counts: (officer && facts.counts.get(officer.id)) ?? noCounts,
      receipt,
      receivedAt: message.receivedAt,
      ownReports: new Map(),
      proposalSerials: new Map(),
      ownProposals: [],
    });
    const change = recordChange(instrument, inbound, verdict, households);
    const report = newReport(instrument, inbound, verdict, receipt, facts.now);
    const answer = newAnswer(messages, inbound, verdict, facts.now);

    written.reports.push(report);
    receipts.add(`${officer?.id} ${receipt}`);
    if (change) apply(inbound, change);
    if (answer && officer) written.answers.push(answer);
    if (answer && !officer)
      written.strangerAnswers.push({ answer, day: facts.now.toISOString().slice(0, 10) });
    if (verdict.officerChange && officer) {
      written.officerChanges.push({ officerId: officer.id, ...verdict.officerChange });
    }
    settle(inbound, verdict, report);
    written.doneIds.push(message.id);
    return verdict.outcome;
  }

  function apply(inbound: Inbound, change: RecordChange): void {
    const { household, translation, reportId, officerId, source, channel } = change;
    const number = household.revision + 1;
    rows.set(household.idbdt, translation.row);
    written.revisions.push({
      idbdt: household.idbdt,
      number,
      reportId,
      officerId,
      channel,
      source,
      codebookVersion: instrument.version,
      before: translation.before,
      after: translation.after,
      createdAt: facts.now,
    });
    households.set(household.idbdt, {
      ...household,
      record: translation.row,
      revision: number,
      lastOfficerId: officerId,
      lastReceipt: change.receipt,
      lastReportedAt: inbound.message.receivedAt.toISOString(),
    });
  }

  function settle(inbound: Inbound, verdict: Verdict, report: NewReport): void {
    if (verdict.settles) {
      const { question, record } = verdict.settles;
      questions.delete(question.reportId);
      written.closedQuestions.push({
        reportId: question.reportId,
        outcome: record ? 'accepted' : 'rejected',
      });
    }
    const expiresAt = report.questionExpiresAt;
    if (!expiresAt || !verdict.report || !inbound.officer) return;
    questions.set(report.id, {
      reportId: report.id,
      officerId: inbound.officer.id,
      receipt: report.receipt ?? '',
      questions: verdict.questions,
      report: verdict.report,
      source: inbound.message.kind,
      channel: inbound.message.channel,
      expiresAt,
    });
  }

  return {
    enter,
    fail: (id, error) => void written.failures.push({ id, error }),
    result: () => ({ ...written, households: [...rows.values()] }),
  };
}

interface RecordChange {
  readonly household: HouseholdFacts;
  readonly translation: Translation;
  readonly reportId: string;
  readonly receipt: string | null;
  readonly officerId: number;
  readonly source: 'sms' | 'ussd';
  readonly channel: string;
}

/** What goes to the records: the message's own report, or the parked one that a Y releases. */
function recordChange(
  instrument: Instrument,
  { message, officer }: Inbound,
  verdict: Verdict,
  households: ReadonlyMap<string, HouseholdFacts>,
): RecordChange | null {
  const isRecorded = verdict.outcome === 'accepted' || verdict.outcome === 'repaired';
  if (!officer || !verdict.report || !isRecorded || verdict.isPractice) return null;
  const parked = verdict.settles?.question;
  const household = households.get(verdict.report.idbdt);
  if (!household) throw new Error('An accepted report has no household');
  const reportId = parked?.reportId ?? message.id;
  const source = parked?.source ?? message.kind;
  const translation = translate(instrument, verdict.report, household, {
    reportId,
    officerId: officer.id,
    source,
    at: message.receivedAt,
  });
  if (!translation) return null;
  return {
    household,
    translation,
    reportId,
    receipt: parked?.receipt ?? null,
    officerId: officer.id,
    source,
    channel: parked?.channel ?? message.channel,
  };
}

/** A receipt that is new in this batch; the database refuses one that the officer's desk already holds. */
function unusedReceipt({ message, officer, receiptSeed }: Inbound, taken: ReadonlySet<string>): string {
  for (let attempt = message.attempts; ; attempt += 1) {
    const receipt = receiptCode(receiptSeed, attempt);
    if (!taken.has(`${officer?.id} ${receipt}`)) return receipt;
  }
}

function newReport(
  instrument: Instrument,
  { message, officer }: Inbound,
  verdict: Verdict,
  receipt: string,
  now: Date,
): NewReport {
  const isParked = verdict.outcome === 'ask' && !verdict.isPractice;
  return {
    id: message.id,
    officerId: officer?.id ?? null,
    command: verdict.command,
    form: verdict.report?.form ?? null,
    idbdt: verdict.idbdt,
    sender: message.sender,
    channel: message.channel,
    source: message.kind,
    receivedAt: message.receivedAt,
    outcome: verdict.outcome,
    isPractice: verdict.isPractice,
    reason: verdict.reason,
    // A Y releases the parked report and has none of its own.
    report: verdict.settles ? null : verdict.report,
    questions: verdict.questions,
    problems: verdict.problems,
    repairs: verdict.repairs,
    receipt: officer ? receipt : null,
    codebookVersion: instrument.version,
    questionExpiresAt: isParked ? new Date(now.getTime() + questionLifetimeMs) : null,
    processedAt: now,
  };
}

function newAnswer(
  messages: Messages,
  { message, officer }: Inbound,
  verdict: Verdict,
  now: Date,
): NewAnswer | null {
  if (!verdict.answer || !isWorthSending(verdict, message.kind, officer?.isQuiet ?? false)) return null;
  const text = renderAnswer(messages, officer?.language ?? 'id', verdict.answer);
  return {
    inboxId: message.id,
    channel: message.channel,
    recipient: message.sender,
    text,
    segments: segmentCount(text),
    createdAt: now,
    expiresAt: new Date(now.getTime() + answerLifetimeMs),
  };
}

/**
 * Each SMS costs money. A report by USSD was acknowledged on the screen, and a quiet officer wants no
 * acknowledgements: both are only told what needs something of them.
 */
function isWorthSending(verdict: Verdict, kind: 'sms' | 'ussd', isQuiet: boolean): boolean {
  const isAcknowledgement = verdict.report !== null && verdict.outcome === 'accepted';
  return !(isAcknowledgement && (kind === 'ussd' || isQuiet));
}
