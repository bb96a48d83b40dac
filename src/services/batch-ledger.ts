import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Messages } from '../domain/messages.ts';
import { factsOfProposal } from '../domain/report/prelist-copy.ts';
import type { NewHousehold, Outcome, Verdict } from '../domain/report/types.ts';
import type { BatchResult } from '../ports.ts';
import type { BatchFacts } from './batch-facts.ts';
import { openKnowledge } from './batch-knowledge.ts';
import { collectChangedRecords } from './changed-records.ts';
import type { Inbound } from './open-inbound.ts';
import { type RecordChange, recordedReport, reportChange, withdrawalChange } from './record-change.ts';
import { newAnswer, newReport, openQuestion, storedReport, unusedReceipt } from './report-entries.ts';

export interface Definitions {
  readonly instrument: Instrument;
  readonly messages: Messages;
}

export interface Ledger {
  /** Reads one message and enters all that follows from it; a message that throws leaves no trace. */
  enter(inbound: Inbound): Outcome;
  fail(id: string, error: string): void;
  result(): BatchResult;
}

/**
 * Opens the ledger of one batch. Messages are entered in order, and each sees what those before it changed: two
 * reports of one household in one batch are two revisions, a Y finds the question of the message before it, and a
 * household can be proposed, reported and withdrawn in one batch.
 */
export function openLedger({ instrument, messages }: Definitions, facts: BatchFacts): Ledger {
  const known = openKnowledge(facts);
  const records = collectChangedRecords();
  const receipts = new Set<string>();
  const written = emptyResult();

  function enter(inbound: Inbound): Outcome {
    const { officer, message } = inbound;
    const receipt = unusedReceipt(inbound, receipts);
    const verdict = inbound.read(instrument, known.readFacts(inbound, receipt));
    const recorded = recordedReport(inbound, verdict, receipt);
    const withdrawn = verdict.withdraws;
    const change = recorded
      ? reportChange(instrument, inbound, verdict, recorded, known)
      : withdrawn && withdrawalChange(instrument, inbound, withdrawn, known);
    const report = newReport(instrument, inbound, verdict, receipt, facts.now);
    const answer = newAnswer(messages, inbound, verdict, facts.now);

    // Nothing above this line leaves a trace, nothing below it throws.
    receipts.add(`${officer?.id} ${receipt}`);
    written.reports.push(report);
    const stored = storedReport(report);
    if (stored) known.learnReport(stored);
    if (recorded && verdict.newHousehold) propose(verdict.newHousehold);
    if (change) apply(change);
    if (recorded) known.learnRecorded(recorded);
    settle(inbound, verdict);
    const question = openQuestion(report);
    if (question) known.learnQuestion(question);
    if (answer) enterAnswer(inbound, answer);
    if (verdict.officerChange && officer) {
      written.officerChanges.push({ officerId: officer.id, ...verdict.officerChange });
    }
    if (inbound.keptPart) written.parts.push(inbound.keptPart);
    written.spentParts.push(...inbound.spentParts);
    written.doneIds.push(message.id);
    return verdict.outcome;
  }

  function propose(newHousehold: NewHousehold): void {
    written.newHouseholds.push(newHousehold);
    known.learnProposal(factsOfProposal(newHousehold));
  }

  function apply({ household, translation, provenance, channel }: RecordChange): void {
    known.learnHousehold(household);
    if (!translation) return;
    const { reportId, officerId, source } = provenance;
    records.add(household.idbdt, translation);
    written.revisions.push({
      idbdt: household.idbdt,
      number: household.revision,
      reportId,
      officerId,
      channel,
      source,
      codebookVersion: instrument.version,
      before: translation.before,
      after: translation.after,
      createdAt: facts.now,
    });
  }

  /** What became of a report before: its question was answered, or it was withdrawn. */
  function settle({ message }: Inbound, { settles, withdraws }: Verdict): void {
    if (settles) close(settles.question.reportId, settles.record ? 'accepted' : 'rejected', message.id);
    if (!withdraws) return;
    if (withdraws.outcome === 'ask') close(withdraws.id, 'rejected', message.id);
    written.withdrawals.push({ reportId: withdraws.id, by: message.id });
    known.learnWithdrawal(withdraws);
    const { form, idbdt } = withdraws.report;
    if (form !== 'BARU' || known.household(idbdt)?.record) return;
    written.withdrawnProposals.push(idbdt);
    known.forgetHousehold(idbdt);
  }

  function close(reportId: string, outcome: Outcome, by: string): void {
    known.closeQuestion(reportId, outcome);
    written.closedQuestions.push({ reportId, outcome, by });
  }

  function enterAnswer({ officer }: Inbound, answer: BatchResult['answers'][number]): void {
    if (officer) written.answers.push(answer);
    else written.strangerAnswers.push({ answer, day: facts.now.toISOString().slice(0, 10) });
  }

  return {
    enter,
    fail: (id, error) => void written.failures.push({ id, error }),
    result: () => ({ ...written, ...records.result() }),
  };
}

type Written = Omit<BatchResult, 'records' | 'removed'>;

/** Lists to be filled. */
function emptyResult(): { -readonly [List in keyof Written]: Written[List][number][] } {
  return {
    reports: [],
    newHouseholds: [],
    revisions: [],
    answers: [],
    closedQuestions: [],
    withdrawals: [],
    withdrawnProposals: [],
    parts: [],
    spentParts: [],
    strangerAnswers: [],
    officerChanges: [],
    doneIds: [],
    failures: [],
  };
}
