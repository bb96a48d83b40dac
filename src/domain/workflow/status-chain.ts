import type { Instrument, ReviewStep } from '../instrument/instrument.ts';
import { completenessOf } from '../report/completeness.ts';
import type { RecordState } from '../report/record.ts';
import { isBlank } from '../report/same-value.ts';
import type { RecordRow } from '../report/types.ts';
import { type ChainColumns, noApproval, placeColumns } from './chain-columns.ts';
import { landingOf } from './landing.ts';
import type { ReviewKind } from './review.ts';
import type { Role } from './roles.ts';

/** Why a household can't be taken on or sent back; each has a message under `answer.<reason>`. */
export type StepRefusal =
  | 'not-visited'
  | 'not-complete'
  | 'already-approved'
  | 'own-approval'
  | 'not-yet'
  | 'already-returned'
  | 'other-step';

/** What a step makes of a household's row, or why it is not taken. */
export type StepOutcome =
  | { readonly columns: ChainColumns; readonly refusal: null }
  | { readonly columns: null; readonly refusal: StepRefusal };

/** Who takes a step, and when. */
export interface StepTaker {
  readonly id: number;
  readonly role: Role;
}

/** The step that a role takes; undefined for roles that take none. */
export function stepOf({ mapping }: Instrument, role: Role): ReviewStep | undefined {
  return mapping.chain.find((step) => step.role === role);
}

/** Whether a household has gone all the way. */
export function isFinal({ mapping }: Instrument, household: RecordRow | null): boolean {
  const last = mapping.chain.at(-1);
  return last !== undefined && household?.status === last.to.code;
}

/** Whether somebody has approved a household as it stands. */
export function hasApproval({ mapping }: Instrument, household: RecordRow | null): boolean {
  if (household === null) return false;
  return !isBlank(household.approved_by) || mapping.chain.some(({ to }) => to.code === household.status);
}

/** Whether a household was sent back and nothing came of it since. */
export function isReturned({ mapping }: Instrument, household: RecordRow | null): boolean {
  return mapping.chain.some(({ backTo }) => backTo.code === household?.status);
}

/**
 * Takes a household a step on. The first step may come before the photos: then it is kept, and the status follows
 * when they come. Nobody takes two steps of one household.
 */
export function approveHousehold(
  instrument: Instrument,
  taker: StepTaker,
  state: RecordState,
  at: Date,
): StepOutcome {
  const step = stepOf(instrument, taker.role);
  const { household } = state;
  const status = household?.status;
  if (step === undefined || household === null || typeof status !== 'string') return refuse('not-visited');
  if (step === instrument.mapping.chain[0]) return approveFirst(instrument, step, taker, state, at);
  if (step.from.has(status)) {
    if (tookPart(household, taker.id)) return refuse('own-approval');
    return take(areaColumns(instrument, step, 'approved', taker.id));
  }
  return refuse(isPast(instrument, step, status) ? 'already-approved' : 'not-yet');
}

/** Sends a household back to be mended; its approvals are void. */
export function returnHousehold(
  instrument: Instrument,
  role: Role,
  household: RecordRow | null,
): StepOutcome {
  const step = stepOf(instrument, role);
  const status = household?.status;
  if (step === undefined || typeof status !== 'string') return refuse('not-visited');
  if (step.backFrom.has(status)) return take({ ...placeColumns(step.backTo), ...noApproval });
  return refuse(status === step.backTo.code ? 'already-returned' : 'other-step');
}

/** What a step makes of every household that waits for it. Only steps behind the first go by area. */
export function areaColumns(
  { mapping }: Instrument,
  step: ReviewStep,
  review: ReviewKind,
  takerId: number,
): ChainColumns {
  if (review === 'returned') return { ...placeColumns(step.backTo), ...noApproval };
  return { ...placeColumns(step.to), ...(step === mapping.chain[1] ? { confirmed_by: takerId } : {}) };
}

function approveFirst(
  instrument: Instrument,
  step: ReviewStep,
  taker: StepTaker,
  state: RecordState,
  at: Date,
): StepOutcome {
  const { household } = state;
  const landing = landingOf(instrument, state);
  if (household === null || landing === null) return refuse('not-visited');
  if (hasApproval(instrument, household)) return refuse('already-approved');
  const status = String(household.status);
  const isOpen = step.from.has(status) || status === landing.status || status === step.backTo.code;
  if (!isOpen) return refuse(isReturned(instrument, household) ? 'not-yet' : 'already-approved');
  if (!completenessOf(instrument, state).isComplete) return refuse('not-complete');
  const approval = { approved_by: taker.id, approved_at: at.toISOString() };
  const isReady = step.from.has(status) || step.from.has(landing.status);
  return take({ ...(isReady ? placeColumns(step.to) : landing), ...approval });
}

function tookPart(household: RecordRow, officerId: number): boolean {
  return [household.approved_by, household.confirmed_by].some(
    (taker) => !isBlank(taker) && Number(taker) === officerId,
  );
}

/** Whether a status comes of this step or of a later one. */
function isPast({ mapping }: Instrument, step: ReviewStep, status: string): boolean {
  const later = mapping.chain.slice(mapping.chain.indexOf(step));
  return later.some(({ to, from }, index) => to.code === status || (index > 0 && from.has(status)));
}

function take(columns: ChainColumns): StepOutcome {
  return { columns, refusal: null };
}

function refuse(refusal: StepRefusal): StepOutcome {
  return { columns: null, refusal };
}
