import type { Problem } from '../../instrument/types.ts';
import { weigh } from '../../report/judge.ts';
import type { HouseholdFacts, StoredReport, Verdict } from '../../report/types.ts';
import { householdPlace, mayDo } from '../../workflow/authority.ts';
import type { ReviewKind } from '../../workflow/review.ts';
import { isFinal, returnHousehold } from '../../workflow/status-chain.ts';
import type { Reading } from '../command.ts';
import { reportNames } from '../content-verdict.ts';
import { problemCall, problemParts } from '../problems.ts';
import { answered, refused, say } from '../verdicts.ts';

/** A report of the team, and its household. */
export interface TeamReport {
  readonly stored: StoredReport;
  readonly household: HouseholdFacts;
}

/** Reviews one report of the officer's team: lets a held one go to the records, sees a flagged one, or sends it back. */
export function reviewReport(
  reading: Reading,
  receipt: string,
  review: ReviewKind,
  reason: string | null,
): Verdict {
  const { parsed, officer, facts } = reading;
  const denial = mayDo(officer, 'review');
  if (denial !== null) {
    return refused(parsed, denial, say('answer.review-by-reference', { command: parsed.command ?? '' }));
  }
  const [stored, ...others] = (facts.work?.teamReports.get(receipt) ?? []).filter(
    ({ outcome, review: done }) => outcome !== 'rejected' || done,
  );
  if (stored === undefined)
    return refused(parsed, 'no-team-report', say('answer.no-team-report', { receipt }));
  if (others.length > 0) {
    return refused(
      parsed,
      'several-reports',
      say('answer.several-reports', { receipt, command: parsed.command ?? '' }),
    );
  }
  const { idbdt } = stored.report;
  const household = facts.households.get(idbdt);
  const place = { ...householdPlace(idbdt, household), reporterId: stored.officerId, isOfTeam: true };
  const names = reportNames(stored.report, household, receipt);
  const refuse = (why: string) => ({ ...refused(parsed, why, say(`answer.${why}`, names)), idbdt });
  const against = mayDo(officer, 'review', place) ?? notOpen(stored);
  if (against !== null || household === undefined) return refuse(against ?? 'unknown-household');
  if (review === 'returned') return returnReport(reading, { stored, household }, reason ?? '');
  return approveReport(reading, { stored, household });
}

/** Why a report has nothing left to be reviewed, or null. */
function notOpen({ isWithdrawn, review, outcome, isSuperseded }: StoredReport): string | null {
  if (isWithdrawn) return 'already-withdrawn';
  if (review) return 'already-reviewed';
  if (outcome === 'ask') return 'still-asked';
  return outcome === 'held' && isSuperseded ? 'superseded' : null;
}

/**
 * A held report is judged again next to the household as it is by now: what breaks a rule that rejects stays out, what
 * breaks one that holds goes to the records with that as a remark.
 */
export function approveReport(reading: Reading, { stored, household }: TeamReport): Verdict {
  const { instrument, parsed } = reading;
  const { report, receipt } = stored;
  const names = reportNames(report, household, receipt ?? '');
  const verdict = { ...answered(parsed, say('answer.report-seen', names)), idbdt: report.idbdt };
  const review = { review: 'approved', stored, reason: null } as const;
  if (stored.outcome !== 'held') return { ...verdict, review: { ...review, released: null } };
  const refuse = (why: string, problems: readonly Problem[] = []) => {
    const answer = say(`answer.${why}`, names, problemParts(instrument, problems));
    return { ...refused(parsed, why, answer), idbdt: report.idbdt, problems };
  };
  if (isFinal(instrument, household.record)) return refuse('final');
  const { problems, holds, remarks } = weigh(weighed(reading, { stored, household }), household);
  if (problems.length > 0) return refuse('still-wrong', problems);
  const released = { ...report, remarks: [...holds, ...remarks] };
  const facing = holds.slice(0, 1).map((problem) => problemCall(instrument, problem));
  const answer = say('answer.report-released', names, { facts: facing });
  return {
    ...verdict,
    answer,
    outcome: 'accepted',
    report: released,
    review: { ...review, released },
  };
}

/** Sends a report back; the household of one that is in the records goes back too. */
export function returnReport(reading: Reading, team: TeamReport, reason: string): Verdict {
  const { instrument, parsed, officer } = reading;
  const { stored, household } = team;
  const { report, receipt } = stored;
  const names = reportNames(report, household, receipt ?? '');
  const step = stored.outcome === 'held' ? null : returnHousehold(instrument, officer.role, household.record);
  if (step !== null && step.refusal !== null) {
    const why = `step-${step.refusal}`;
    return { ...refused(parsed, step.refusal, say(`answer.${why}`, names)), idbdt: report.idbdt };
  }
  const [problem] = problemsOf(reading, team);
  const told = problem === undefined ? [] : [problemCall(instrument, problem)];
  return {
    ...answered(parsed, say('answer.report-returned', names)),
    idbdt: report.idbdt,
    review: { review: 'returned', stored, reason, released: null },
    ...(step === null
      ? {}
      : { step: { review: 'returned', idbdt: report.idbdt, columns: step.columns, reason } }),
    notices: [
      {
        officerId: stored.officerId,
        message: say('notice.report-returned', { ...names, reason }, { facts: told }),
      },
    ],
  };
}

/** What is to mend: what holds a held report, what is remarked of another. */
function problemsOf(reading: Reading, team: TeamReport): readonly Problem[] {
  const { stored, household } = team;
  if (stored.outcome !== 'held') return stored.report.remarks;
  const { problems, holds } = weigh(weighed(reading, team), household);
  return [...problems, ...holds];
}

function weighed({ instrument, facts }: Reading, { stored }: TeamReport) {
  const { report, receivedAt } = stored;
  return { instrument, report, receivedAt, nikAreas: facts.nikAreas };
}
