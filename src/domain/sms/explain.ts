import { shortReference } from '../identity/short-reference.ts';
import type { Answers, Problem } from '../instrument/types.ts';
import type { HouseholdReport, Outcome, QuestionKind, Repair, Verdict } from '../report/types.ts';
import type { AreaClaim } from '../workflow/area-claim.ts';
import type { AnsweredBackCheck } from '../workflow/back-check.ts';
import type { ReviewKind } from '../workflow/review.ts';
import type { ParsedMessage } from './parse.ts';

/** One piece of a message and what it was taken for. */
export interface ExplainedToken {
  readonly text: string;
  readonly as: 'practice' | 'keyword' | 'unknown-keyword' | 'digits' | 'not-digits' | 'word';
}

/** How a message was read, as plain JSON, for trainers. */
export interface Explanation {
  readonly outcome: Outcome;
  readonly command: string | null;
  /** Columns and what was read into them; empty where nothing is to be recorded. */
  readonly answers: Answers;
  /** What was read of members, families and businesses. */
  readonly members: HouseholdReport['members'];
  readonly families: HouseholdReport['families'];
  readonly businesses: HouseholdReport['businesses'];
  readonly problems: readonly Problem[];
  readonly repairs: readonly Repair[];
  readonly reason: string | null;
  readonly questions: readonly QuestionKind[];
  readonly reference: { readonly idbdt: string; readonly short: string } | null;
  /** What is claimed of an area; null for other messages. */
  readonly claim: AreaClaim | null;
  /** What is approved or sent back, and why; null for other messages. */
  readonly review: {
    readonly review: ReviewKind;
    readonly of: 'report' | 'household' | 'area';
    readonly reason: string | null;
    /** Where the household or the area's households go. */
    readonly status: string | null;
  } | null;
  /** What was answered to the items asked again; null for other messages. */
  readonly backCheck: AnsweredBackCheck | null;
  readonly isPractice: boolean;
  /** The answer as it would be sent, null for silence. */
  readonly answer: string | null;
  readonly tokens: readonly ExplainedToken[];
}

/**
 * Explains how a message was read.
 *
 * @param answer the verdict's answer as rendered.
 */
export function explainMessage(parsed: ParsedMessage, verdict: Verdict, answer: string | null): Explanation {
  const { outcome, command, problems, repairs, reason, questions, idbdt, isPractice } = verdict;
  return {
    outcome,
    command,
    answers: verdict.report?.answers ?? {},
    members: verdict.report?.members ?? [],
    families: verdict.report?.families ?? [],
    businesses: verdict.report?.businesses ?? [],
    problems,
    repairs,
    reason,
    questions,
    reference: idbdt === null ? null : { idbdt, short: shortReference(idbdt) },
    claim: verdict.claim ?? null,
    review: explainReview(verdict),
    backCheck: verdict.backCheck ?? null,
    isPractice,
    answer,
    tokens: explainTokens(parsed),
  };
}

function explainReview({ review, step, areaStep }: Verdict): Explanation['review'] {
  const done = review ?? step ?? areaStep;
  if (done === undefined) return null;
  const of = review !== undefined ? 'report' : step !== undefined ? 'household' : 'area';
  const status = (step ?? areaStep)?.columns.status;
  return { review: done.review, of, reason: done.reason, status: typeof status === 'string' ? status : null };
}

/** A message's pieces, each with what it was taken for. */
export function explainTokens({
  isPractice,
  command,
  typedKeyword,
  digits,
  words,
  text,
}: ParsedMessage): ExplainedToken[] {
  const keyword = command === null ? 'unknown-keyword' : 'keyword';
  const starts = [0, ...digits.breaks];
  const groups = starts.map((start, index) => digits.digits.slice(start, digits.breaks[index]));
  const tokens: ExplainedToken[] = [
    { text: isPractice ? 'LATIH' : '', as: 'practice' },
    { text: typedKeyword, as: keyword },
    ...groups.map((text) => ({ text, as: 'digits' }) as const),
    { text: digits.stray ?? '', as: 'not-digits' },
    ...[...words, ...text.split(/\s+/)].map((word) => ({ text: word, as: 'word' }) as const),
  ];
  return tokens.filter(({ text }) => text !== '');
}
