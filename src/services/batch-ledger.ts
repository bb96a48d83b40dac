import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Messages } from '../domain/messages.ts';
import { factsOfProposal } from '../domain/report/prelist-copy.ts';
import type { HouseholdFacts, NewHousehold, Outcome, StoredReport, Verdict } from '../domain/report/types.ts';
import type { StoredClaim } from '../domain/workflow/area-claim.ts';
import type { BackCheckDraw } from '../domain/workflow/back-check.ts';
import { type Counted, heldReport, standingOf } from '../domain/workflow/progress.ts';
import type { BatchResult } from '../ports.ts';
import type { BatchFacts } from './batch-facts.ts';
import { openKnowledge } from './batch-knowledge.ts';
import { emptyResult } from './batch-lists.ts';
import { collectChangedProgress } from './changed-progress.ts';
import { collectChangedRecords } from './changed-records.ts';
import { finishedDrafts } from './finished-drafts.ts';
import type { Inbound } from './open-inbound.ts';
import {
  type RecordChange,
  recordedReport,
  reportChange,
  stepChange,
  withdrawalChange,
} from './record-change.ts';
import { newAnswer, newReport, openQuestion, storedReport, unusedReceipt } from './report-entries.ts';
import { storedClaim, type WorkEntries, workEntries } from './work-entries.ts';

export interface Definitions {
  readonly instrument: Instrument;
  readonly messages: Messages;
  /** How finished households are drawn to be asked again; without it none is. */
  readonly draw?: BackCheckDraw;
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
export function openLedger({ instrument, messages, draw }: Definitions, facts: BatchFacts): Ledger {
  const known = openKnowledge(facts);
  const records = collectChangedRecords();
  const progress = collectChangedProgress();
  const receipts = new Set<string>();
  const written = emptyResult();

  function enter(inbound: Inbound): Outcome {
    const { officer, message } = inbound;
    const receipt = unusedReceipt(inbound, receipts);
    const verdict = inbound.read(instrument, known.readFacts(inbound, receipt));
    const recorded = recordedReport(inbound, verdict, receipt);
    const withdrawn = verdict.withdraws;
    const change = changeBy(inbound, verdict, recorded);
    const report = newReport(instrument, inbound, verdict, receipt, facts.now);
    const answer = newAnswer(messages, inbound, verdict, facts.now);
    const closedDrafts = finishedDrafts(inbound, recorded, withdrawn, facts.drafts);
    const before = change ? known.household(change.household.idbdt) : undefined;
    const work = workEntries({
      instrument,
      messages,
      draw,
      inbound,
      verdict,
      change,
      before,
      desk: known.desk(inbound),
      now: facts.now,
    });
    const claim = storedClaim(inbound, verdict, receipt);

    // Nothing above this line leaves a trace, nothing below it throws.
    receipts.add(`${officer?.id} ${receipt}`);
    written.reports.push(report);
    const stored = storedReport(report);
    if (stored) known.learnReport(stored);
    if (stored?.outcome === 'held') progress.change([], held(stored));
    if (recorded && verdict.newHousehold) propose(verdict.newHousehold);
    if (change) apply(change);
    if (recorded) known.learnRecorded(recorded);
    settle(inbound, verdict);
    if (claim) enterClaim(claim);
    enterWork(verdict, work);
    const question = openQuestion(report);
    if (question) known.learnQuestion(question);
    if (answer) enterAnswer(inbound, answer);
    if (verdict.officerChange && officer) {
      written.officerChanges.push({ officerId: officer.id, ...verdict.officerChange });
    }
    written.closedDrafts.push(...closedDrafts);
    if (inbound.keptPart) written.parts.push(inbound.keptPart);
    written.spentParts.push(...inbound.spentParts);
    written.doneIds.push(message.id);
    return verdict.outcome;
  }

  /** What a message does to the records: what it reports, what it withdraws, a step of the chain. */
  function changeBy(inbound: Inbound, verdict: Verdict, recorded: StoredReport | null): RecordChange | null {
    if (recorded) return reportChange(instrument, inbound, verdict, recorded, known);
    const { withdraws, step } = verdict;
    if (withdraws) return withdrawalChange(instrument, inbound, withdraws, known);
    return step ? stepChange(inbound, step, known) : null;
  }

  function enterClaim(stored: StoredClaim): void {
    known.work.learnStoredClaim(stored);
    if (stored.outcome === 'ask') return;
    known.work.learnClaim(stored.officerId, stored.claim);
    const { reportId, officerId, claim, claimedAt } = stored;
    written.claims.push({ reportId, officerId, claim, claimedAt });
  }

  function enterWork({ review, backCheck }: Verdict, work: WorkEntries): void {
    if (review) {
      if (review.stored.outcome === 'held') progress.change(held(review.stored), []);
      known.learnReview(review);
    }
    if (backCheck) known.work.learnBackCheck(backCheck);
    for (const { of } of work.deskActs) known.learnDeskAct(of);
    written.deskActs.push(...work.deskActs);
    written.reviews.push(...work.reviews);
    written.areaSteps.push(...work.areaSteps);
    written.drawnBackChecks.push(...work.drawnBackChecks);
    written.doneBackChecks.push(...work.doneBackChecks);
    written.audit.push(...work.audit);
    written.notices.push(...work.notices);
  }

  function propose(newHousehold: NewHousehold): void {
    written.newHouseholds.push(newHousehold);
    known.learnProposal(factsOfProposal(newHousehold));
  }

  function apply({ household, translation, provenance, channel }: RecordChange): void {
    count(household);
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

  /** What a household counts for now instead of what it counted for before. */
  function count({ idbdt, record }: HouseholdFacts): void {
    const before = known.household(idbdt)?.record ?? null;
    const { progress: counted } = instrument.mapping;
    progress.change(standingOf(counted, before), standingOf(counted, record));
  }

  /** What became of a report before: its question was answered, or it was withdrawn. */
  function settle({ message }: Inbound, { settles, withdraws, withdrawsClaim }: Verdict): void {
    if (settles) close(settles.question.reportId, settles.record ? 'accepted' : 'rejected', message.id);
    if (withdrawsClaim) {
      if (withdrawsClaim.outcome === 'ask') close(withdrawsClaim.reportId, 'rejected', message.id);
      else written.withdrawnClaims.push(withdrawsClaim.reportId);
      written.withdrawals.push({ reportId: withdrawsClaim.reportId, by: message.id, wasHeld: false });
      known.work.learnClaimWithdrawal(withdrawsClaim);
    }
    if (!withdraws) return;
    const wasHeld = withdraws.outcome === 'held';
    if (wasHeld) progress.change(held(withdraws), []);
    if (withdraws.outcome === 'ask') close(withdraws.id, 'rejected', message.id);
    written.withdrawals.push({ reportId: withdraws.id, by: message.id, wasHeld });
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
    result: () => ({ ...written, ...records.result(), progress: progress.result() }),
  };
}

function held({ report, officerId, receivedAt }: StoredReport): Counted[] {
  return [heldReport(report.idbdt, officerId, receivedAt)];
}
