import { maskName } from '../../identity/mask-name.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { completenessOf } from '../../report/completeness.ts';
import { stateOf } from '../../report/record.ts';
import type { HouseholdFacts, Verdict } from '../../report/types.ts';
import { householdPlace, mayDo } from '../../workflow/authority.ts';
import type { ReviewKind } from '../../workflow/review.ts';
import { approveHousehold, returnHousehold, type StepOutcome } from '../../workflow/status-chain.ts';
import { noWork, type Reading } from '../command.ts';
import { missingFacts } from '../content-facts.ts';
import type { Reference } from '../references.ts';
import { refuseDiagnosed } from '../refusals.ts';
import { answered, refused, say } from '../verdicts.ts';

/** Takes one household a step on in the status chain, or sends it back. */
export function reviewHousehold(
  reading: Reading,
  { idbdt, hasCheckDigits }: Reference,
  review: ReviewKind,
  reason: string | null,
): Verdict {
  const { instrument, parsed, officer, facts } = reading;
  if (!hasCheckDigits) return refuseDiagnosed(reading, { reason: 'missing-check-digits', typed: idbdt });
  const household = facts.households.get(idbdt);
  const reporterId = household?.lastOfficerId ?? null;
  const isOfTeam = reporterId !== null && (facts.work ?? noWork).team.has(reporterId);
  const denial = mayDo(officer, 'step', { ...householdPlace(idbdt, household), reporterId, isOfTeam });
  const names = { reference: shortReference(idbdt), head: maskName(household?.headName ?? null) };
  if (denial !== null || household === undefined) {
    const why = denial ?? 'unknown-household';
    return { ...refused(parsed, why, say(`answer.${why}`, names)), idbdt };
  }
  const { columns, refusal } = outcomeOf(reading, household, review);
  if (refusal !== null) {
    const missing =
      refusal === 'not-complete' ? missingFacts(completenessOf(instrument, stateOf(household))) : [];
    const answer = say(`answer.step-${refusal}`, names, { facts: missing });
    return { ...refused(parsed, refusal, answer), idbdt };
  }
  const step = { review, idbdt, columns, reason };
  const { status } = columns;
  const status0 = household.record?.status;
  const key = review === 'returned' ? 'returned' : status === status0 ? 'approved-early' : 'approved';
  const verdict = { ...answered(parsed, say(`answer.step-${key}`, names)), idbdt, step };
  if (review === 'approved' || reporterId === null) return verdict;
  const message = say('notice.household-returned', { ...names, reason: reason ?? '' });
  return { ...verdict, notices: [{ officerId: reporterId, message }] };
}

function outcomeOf(
  { instrument, officer, facts }: Reading,
  household: HouseholdFacts,
  review: ReviewKind,
): StepOutcome {
  if (review === 'returned') return returnHousehold(instrument, officer.role, household.record);
  return approveHousehold(instrument, officer, stateOf(household), facts.receivedAt);
}
