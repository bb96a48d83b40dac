import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Messages } from '../domain/messages.ts';
import type { HouseholdFacts, Verdict } from '../domain/report/types.ts';
import { renderAnswer } from '../domain/sms/answers.ts';
import type { StoredClaim } from '../domain/workflow/area-claim.ts';
import { type BackCheckDraw, drawBackCheck } from '../domain/workflow/back-check.ts';
import type { DeskItem } from '../domain/workflow/desk-item.ts';
import { hasApproval } from '../domain/workflow/status-chain.ts';
import type { AuditEntry, BatchResult, NewAreaStep, NewNotice, NewReview } from '../ports.ts';
import { deskActsOf, deskAudit } from './desk-entries.ts';
import type { Inbound } from './open-inbound.ts';
import type { RecordChange } from './record-change.ts';

const dayMs = 24 * 3_600_000;
/** What is to be mended is worth telling for as long as somebody may be on the way. */
const noticeLifetimeMs = 3 * dayMs;

/** What a message enters beside its report, its answer and the records. */
export type WorkEntries = Pick<
  BatchResult,
  'reviews' | 'areaSteps' | 'drawnBackChecks' | 'doneBackChecks' | 'deskActs' | 'audit' | 'notices'
>;

/** What it is made from. */
export interface WorkSource {
  readonly instrument: Instrument;
  readonly messages: Messages;
  readonly draw: BackCheckDraw | undefined;
  readonly inbound: Inbound;
  readonly verdict: Verdict;
  /** What the message does to a household's records, and how the household stood before. */
  readonly change: RecordChange | null;
  readonly before: HouseholdFacts | undefined;
  /** The message of the desk that it acts on. */
  readonly desk: DeskItem | undefined;
  readonly now: Date;
}

/** Reviews, steps, back-checks, the audit and messages to others that follow from a message. */
export function workEntries(source: WorkSource): WorkEntries {
  const { inbound, verdict, now } = source;
  const { officer, message } = inbound;
  const { backCheck } = verdict;
  return {
    reviews: reviewsOf(inbound, verdict),
    areaSteps: areaStepsOf(source),
    drawnBackChecks: drawnBy(source),
    doneBackChecks: backCheck && officer ? [{ ...backCheck, supervisorId: officer.id, by: message.id }] : [],
    deskActs: deskActsOf(source),
    audit: [...auditOf(source), ...takenBack(source), ...deskAudit(source)],
    notices: (verdict.notices ?? []).map(({ officerId, message: call }): NewNotice => {
      const texts = {
        id: renderAnswer(source.messages, 'id', call),
        en: renderAnswer(source.messages, 'en', call),
      };
      const expiresAt = new Date(now.getTime() + noticeLifetimeMs);
      return { officerId, kind: 'notice', texts, createdAt: now, expiresAt };
    }),
  };
}

/** The claim that a message makes count or parks, as a later message may name it; null where it claims nothing. */
export function storedClaim(
  { officer, message }: Inbound,
  { claim, outcome, settles, isPractice }: Verdict,
  receipt: string,
): StoredClaim | null {
  if (!claim || !officer || isPractice) return null;
  const parked = settles?.question;
  return {
    reportId: parked?.reportId ?? message.id,
    officerId: officer.id,
    receipt: parked?.receipt ?? receipt,
    claim,
    outcome,
    isWithdrawn: false,
    claimedAt: parked?.receivedAt ?? message.receivedAt,
  };
}

function reviewsOf({ message }: Inbound, { review, step }: Verdict): NewReview[] {
  if (review) {
    const { stored, reason, released } = review;
    const rejected = stored.outcome === 'held' && !released ? ({ outcome: 'rejected' } as const) : null;
    const settled = released ? ({ outcome: 'accepted', remarks: released.remarks } as const) : rejected;
    const one = { review: review.review, of: { reportId: stored.id }, reason, by: message.id };
    return [settled ? { ...one, settled } : one];
  }
  return step
    ? [{ review: step.review, of: { idbdt: step.idbdt }, reason: step.reason, by: message.id }]
    : [];
}

function areaStepsOf({ instrument, inbound, verdict }: WorkSource): NewAreaStep[] {
  const { officer, message } = inbound;
  const { areaStep } = verdict;
  if (!areaStep || !officer) return [];
  const { mapping, version: codebookVersion } = instrument;
  const from = { by: message.id, channel: message.channel, source: message.kind };
  return [{ ...areaStep, ...from, officerId: officer.id, codebookVersion, counted: mapping.progress }];
}

/** A household that this message leaves with nothing more to come may be drawn. */
function drawnBy({ instrument, draw, change, before, now }: WorkSource): WorkEntries['drawnBackChecks'] {
  const row = change?.household.record;
  const isFinished =
    row && (row.completed_on ?? null) !== null && (before?.record?.completed_on ?? null) === null;
  if (!draw || !change || !isFinished) return [];
  const drawn = drawBackCheck(draw, instrument.mapping.backCheck, row);
  if (!drawn) return [];
  return [{ idbdt: change.household.idbdt, officerId: change.provenance.officerId, ...drawn, drawnAt: now }];
}

type Target = Pick<AuditEntry, 'action' | 'targetKind' | 'target' | 'details'>;

function auditOf(source: WorkSource): AuditEntry[] {
  const { review, step, areaStep, backCheck } = source.verdict;
  const verb = (kind: 'approved' | 'returned') => (kind === 'approved' ? 'approve' : 'return');
  const targets: Target[] = [];
  if (review) {
    const { id, outcome, report } = review.stored;
    const details = { idbdt: report.idbdt, form: report.form, was: outcome };
    targets.push({ action: `${verb(review.review)}-report`, targetKind: 'report', target: id, details });
  }
  if (step) {
    const details = { from: statusOf(source.before), to: text(step.columns.status) };
    targets.push({
      action: `${verb(step.review)}-household`,
      targetKind: 'household',
      target: step.idbdt,
      details,
    });
  }
  if (areaStep) {
    const details = {
      from: areaStep.from.join(),
      to: text(areaStep.columns.status),
      households: areaStep.count,
    };
    const target = areaStep.areaCode;
    targets.push({ action: `${verb(areaStep.review)}-area`, targetKind: 'area', target, details });
  }
  if (backCheck) {
    const details = { items: backCheck.agreed.length, agreed: backCheck.agreed.filter(Boolean).length };
    targets.push({ action: 'back-check', targetKind: 'household', target: backCheck.idbdt, details });
  }
  return targets.map((target) => entry(source, target));
}

/** A report or a withdrawal on what was approved takes the approval back. */
function takenBack(source: WorkSource): AuditEntry[] {
  const { instrument, verdict, before, change } = source;
  if (!change || !before || verdict.step || !hasApproval(instrument, before.record)) return [];
  if (hasApproval(instrument, change.household.record)) return [];
  const details = { from: statusOf(before), to: statusOf(change.household) };
  return [
    entry(source, { action: 'take-back-approval', targetKind: 'household', target: before.idbdt, details }),
  ];
}

function entry({ inbound, now }: WorkSource, target: Target): AuditEntry {
  const { officer, message, deskAct } = inbound;
  if (deskAct) {
    const by = { officerId: null, userId: deskAct.by.userId, via: 'console' } as const;
    return { at: now, ...by, inboxId: message.id, ...target };
  }
  return { at: now, officerId: officer?.id ?? null, via: message.kind, inboxId: message.id, ...target };
}

function statusOf(household: HouseholdFacts | undefined): string | null {
  return text(household?.record?.status);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
