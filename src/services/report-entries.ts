import { villageOf } from '../domain/identity/idbdt.ts';
import { receiptCode } from '../domain/identity/receipt.ts';
import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Messages } from '../domain/messages.ts';
import type { OpenQuestion, StoredReport, Verdict } from '../domain/report/types.ts';
import { renderAnswer } from '../domain/sms/answers.ts';
import { segmentCount } from '../domain/sms/segments.ts';
import type { NewAnswer, NewReport } from '../ports.ts';
import type { Inbound } from './open-inbound.ts';

const hourMs = 3_600_000;
/** How long a question waits for Y or T. */
export const questionLifetimeMs = 72 * hourMs;
/** An answer that could not be sent for a day is of no use any more. */
export const answerLifetimeMs = 24 * hourMs;

/** A receipt that is new in this batch; the database refuses one that the officer's desk already holds. */
export function unusedReceipt(
  { message, officer, receiptSeed }: Inbound,
  taken: ReadonlySet<string>,
): string {
  for (let attempt = message.attempts; ; attempt += 1) {
    const receipt = receiptCode(receiptSeed, attempt);
    if (!taken.has(`${officer?.id} ${receipt}`)) return receipt;
  }
}

/** The row of what was read. */
export function newReport(
  instrument: Instrument,
  { message, officer }: Inbound,
  verdict: Verdict,
  receipt: string,
  now: Date,
): NewReport {
  const isParked = verdict.outcome === 'ask' && !verdict.isPractice;
  // A Y or a SETUJU lets another report go to the records and has none of its own.
  const report = verdict.settles || verdict.review ? null : verdict.report;
  return {
    id: message.id,
    officerId: officer?.id ?? null,
    command: verdict.command,
    form: report?.form ?? null,
    idbdt: verdict.idbdt,
    sender: message.sender,
    channel: message.channel,
    source: message.kind,
    receivedAt: message.receivedAt,
    outcome: verdict.outcome,
    isPractice: verdict.isPractice,
    reason: verdict.reason,
    report,
    ...(isParked && verdict.claim ? { claim: verdict.claim } : {}),
    questions: verdict.questions,
    problems: verdict.problems,
    repairs: verdict.repairs,
    receipt: officer ? receipt : null,
    codebookVersion: instrument.version,
    questionExpiresAt: isParked ? new Date(now.getTime() + questionLifetimeMs) : null,
    processedAt: now,
  };
}

/** The report that a row keeps, as a later message may name it; null for practice and what reports nothing. */
export function storedReport(row: NewReport): StoredReport | null {
  const { id, officerId, receipt, outcome, report, source, receivedAt } = row;
  if (officerId === null || report === null || row.isPractice) return null;
  return { id, officerId, receipt, outcome, isWithdrawn: false, report, source, receivedAt };
}

/** The question that a row parks its report with; null where nothing is asked back. */
export function openQuestion(row: NewReport): OpenQuestion | null {
  const { id: reportId, officerId, receipt, report, claim, questionExpiresAt } = row;
  if (!questionExpiresAt || officerId === null || receipt === null) return null;
  const { questions, source, channel, receivedAt } = row;
  const asked = {
    reportId,
    officerId,
    receipt,
    questions,
    source,
    channel,
    receivedAt,
    expiresAt: questionExpiresAt,
  };
  if (report) return { ...asked, report };
  return claim ? { ...asked, report: null, claim } : null;
}

/** The answer as it is sent, null for silence. */
export function newAnswer(
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
    area: verdict.idbdt === null ? (officer?.areas[0] ?? '') : villageOf(verdict.idbdt),
    isPlain: verdict.outcome === 'accepted' && isPlainReceipt(verdict),
    createdAt: now,
    expiresAt: new Date(now.getTime() + answerLifetimeMs),
  };
}

/**
 * Each SMS costs money. A quiet officer wants no acknowledgements, and what was reported by USSD was acknowledged on
 * the screen: both are only told what needs something of them, and the reference of a new household, which nobody can
 * know before. What came of a review or a claim is known only here, so that who dialled it is told too.
 */
function isWorthSending(verdict: Verdict, kind: 'sms' | 'ussd', isQuiet: boolean): boolean {
  const isAcknowledged = kind === 'ussd' && isOnScreen(verdict);
  return verdict.outcome !== 'accepted' || !(isAcknowledged || (isQuiet && isPlainReceipt(verdict)));
}

/** What a dialogue's last screen acknowledges. */
function isOnScreen({
  report,
  withdraws,
  withdrawsClaim,
  review,
  backCheck,
  newHousehold,
}: Verdict): boolean {
  return !newHousehold && Boolean((report && !review) || withdraws || withdrawsClaim || backCheck);
}

/** Says no more than that something was done as it was asked. */
function isPlainReceipt(verdict: Verdict): boolean {
  const { claim, review, step, newHousehold } = verdict;
  return !newHousehold && Boolean(isOnScreen(verdict) || claim || review || step);
}
