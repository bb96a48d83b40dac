import type { NikAreas } from '../identity/nik-areas.ts';
import { localDay } from '../identity/time-zone.ts';
import { columnsOfKind, type Instrument, type Item } from '../instrument/instrument.ts';
import type { Answers, Problem } from '../instrument/types.ts';
import { type Denial, householdPlace, mayDo } from '../workflow/authority.ts';
import type { Officer } from '../workflow/officer.ts';
import { hasApproval, isFinal } from '../workflow/status-chain.ts';
import { isLargeChange, isUnchanged } from './change.ts';
import { type Content, standingAfter } from './lay-report.ts';
import { stateOf } from './record.ts';
import { brokenRules, isRemark } from './rules/broken-rules.ts';
import type { HouseholdFacts, Outcome, QuestionKind, Repair } from './types.ts';

/** A visit longer ago than this is asked back. */
const oldVisitDays = 60;
const dayMs = 86_400_000;

/** A report whose every answer could be read, in exactly one way, with what is known around it. */
export interface JudgeInput {
  readonly instrument: Instrument;
  readonly report: Content;
  readonly officer: Officer;
  /** Undefined where no prelist and no record has the household. */
  readonly household: HouseholdFacts | undefined;
  /** Facts of the other household that the report names. */
  readonly partnerHousehold: HouseholdFacts | undefined;
  /** Whether each reference came with its check digits. */
  readonly hasCheckDigits: boolean;
  readonly repairs: readonly Repair[];
  readonly isPractice: boolean;
  readonly receivedAt: Date;
  /** Which areas give out NIKs; without it none is told to be unknown. */
  readonly nikAreas?: NikAreas | undefined;
}

/** What the rules look at of a report. */
export type Weighed = Pick<JudgeInput, 'instrument' | 'report' | 'receivedAt' | 'nikAreas'>;

/** Why a report of a household is refused whatever it says. */
export type Refusal = Denial | 'own-partner' | 'unknown-partner' | 'final';

export interface Judgement {
  readonly outcome: Outcome;
  /** `invalid-answers`: for the `problems`. */
  readonly reason: Refusal | 'invalid-answers' | null;
  /** Why it is asked back, the most telling first; empty unless the outcome is `ask`. */
  readonly questions: readonly QuestionKind[];
  /** Rules of severity `reject` that it breaks. */
  readonly problems: readonly Problem[];
  /** Rules of severity `hold` that it breaks: they keep it from the records. */
  readonly holds: readonly Problem[];
  /** Rules of severity `warn` and `flag` that the household breaks after it; they never stop it. */
  readonly remarks: readonly Problem[];
  /** Whether the same officer has reported just this before. */
  readonly isUnchanged: boolean;
}

const settled = {
  reason: null,
  questions: [],
  problems: [],
  holds: [],
  remarks: [],
  isUnchanged: false,
} satisfies Omit<Judgement, 'outcome'>;

/** Decides what comes of a report, whichever way it came and whatever its form. Practice is never asked back. */
export function judge(input: JudgeInput): Judgement {
  const { officer, household, report } = input;
  const reason = refusalOf(officer, report.idbdt, household) ?? partnerRefusal(input) ?? finalRefusal(input);
  if (reason !== null || household === undefined) return { ...settled, outcome: 'rejected', reason };
  const { problems, holds, remarks } = weigh(input, household);
  if (problems.length > 0) return { ...settled, outcome: 'rejected', reason: 'invalid-answers', problems };
  if (holds.length > 0) return { ...settled, outcome: 'held', holds, remarks };
  const outcome = input.repairs.length > 0 ? 'repaired' : 'accepted';
  if (input.isPractice) return { ...settled, outcome, remarks };
  const questions = questionsOf(input, household);
  if (questions.length > 0) return { ...settled, outcome: 'ask', questions, remarks };
  const isUnchanged = isRepeated(input, household);
  return { outcome, reason: null, questions, problems, holds, remarks, isUnchanged };
}

/** Why an officer can't report this household, or null. */
export function refusalOf(
  officer: Officer,
  idbdt: string,
  household: HouseholdFacts | undefined,
): Denial | null {
  return mayDo(officer, 'report', householdPlace(idbdt, household));
}

/** What the region has approved is changed only after it was sent back. */
function finalRefusal({ instrument, household }: JudgeInput): Refusal | null {
  return isFinal(instrument, household?.record ?? null) ? 'final' : null;
}

function partnerRefusal({ instrument, report, partnerHousehold }: JudgeInput): Refusal | null {
  const [partner] = answersOfKind(instrument, report.answers, 'reference');
  if (partner === undefined) return null;
  if (partner === report.idbdt) return 'own-partner';
  return partnerHousehold === undefined ? 'unknown-partner' : null;
}

/** Rules that a household would break after a report, by what comes of it. */
export function weigh(
  { instrument, report, receivedAt, nikAreas }: Weighed,
  household: HouseholdFacts,
): Pick<Judgement, 'problems' | 'holds' | 'remarks'> {
  const state = standingAfter(instrument, household, report, receivedAt);
  const receivedOn = localDay(receivedAt, household.village);
  const broken = brokenRules({ instrument, report, state, receivedOn, nikAreas });
  return {
    problems: broken.filter(({ severity }) => severity === 'reject'),
    holds: broken.filter(({ severity }) => severity === 'hold'),
    remarks: broken.filter(isRemark),
  };
}

function questionsOf(input: JudgeInput, household: HouseholdFacts): QuestionKind[] {
  const { instrument, report } = input;
  const { lastOfficerId } = household;
  const doubts: readonly (readonly [QuestionKind, boolean])[] = [
    ['reference-without-check', !input.hasCheckDigits],
    ['other-officer', lastOfficerId !== null && lastOfficerId !== input.officer.id],
    ['large-change', isLargeChange(instrument, report, stateOf(household))],
    ['old-date', isOldVisit(input)],
    // Three people's work is not undone by a slip.
    [
      'already-approved',
      hasApproval(instrument, household.record) && !isUnchanged(instrument, report, stateOf(household)),
    ],
  ];
  return doubts.flatMap(([kind, holds]) => (holds ? [kind] : []));
}

function isRepeated({ instrument, report, officer }: JudgeInput, household: HouseholdFacts): boolean {
  return household.lastOfficerId === officer.id && isUnchanged(instrument, report, stateOf(household));
}

/** Whether the visit was more than 60 days before the day of receipt in the village. */
function isOldVisit({ instrument, report, receivedAt }: JudgeInput): boolean {
  const today = Date.parse(localDay(receivedAt, report.idbdt));
  return answersOfKind(instrument, report.answers, 'date').some(
    (date) => today - Date.parse(date) > oldVisitDays * dayMs,
  );
}

function answersOfKind(instrument: Instrument, answers: Answers, kind: Item['kind']): string[] {
  return columnsOfKind(instrument, kind).flatMap((column) => {
    const answer = answers[column];
    return typeof answer === 'string' ? [answer] : [];
  });
}
