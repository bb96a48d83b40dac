import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Problem } from '../instrument/types.ts';
import { type JudgeInput, type Judgement, judge, refusalOf } from '../report/judge.ts';
import type { Content } from '../report/lay-report.ts';
import type { HouseholdFacts, MessageCall, MessagePart, Repair, Verdict } from '../report/types.ts';
import { contentFacts } from './content-facts.ts';
import { problemParts } from './problems.ts';
import { say } from './verdicts.ts';

/** A report of any form as it was read, with the problems of what was typed. */
export interface ReadContent extends JudgeInput {
  /** Problems of severity `reject`, in the order of the form. */
  readonly problems: readonly Problem[];
  readonly receipt: string;
  /** What the answer tells before anything else, where there is something. */
  readonly notes?: readonly MessagePart[];
}

/**
 * What comes of a report and what is answered; the same for SMS and USSD. Refused first for what household it is
 * of, then for what it says.
 */
export function contentVerdict(read: ReadContent): Verdict {
  const { officer, household, report, problems } = read;
  if (problems.length > 0 && refusalOf(officer, report.idbdt, household) === null) {
    return refuseProblems(read, problems);
  }
  const judgement = judge(read);
  const { outcome, reason, questions, remarks, holds } = judgement;
  if (reason === 'invalid-answers') return refuseProblems(read, judgement.problems);
  const answer = answerOf(read, judgement);
  const kept = reason === null ? { ...report, remarks } : null;
  return { ...verdictOf(read), outcome, reason, questions, report: kept, problems: holds, answer };
}

/** What an answer calls a report by. */
export function reportNames(
  { form, idbdt }: Pick<Content, 'form' | 'idbdt'>,
  household: Pick<HouseholdFacts, 'headName'> | undefined,
  receipt: string,
): MessageCall['values'] {
  return { form, reference: shortReference(idbdt), head: maskName(household?.headName ?? null), receipt };
}

function refuseProblems(read: ReadContent, problems: readonly Problem[]): Verdict {
  const answer = say('answer.rejected', namesOf(read), problemParts(read.instrument, problems));
  return { ...verdictOf(read), outcome: 'rejected', reason: 'invalid-answers', problems, answer };
}

function verdictOf({ report, repairs, isPractice }: ReadContent) {
  return {
    command: report.form,
    reason: null,
    idbdt: report.idbdt,
    report: null,
    questions: [],
    problems: [],
    repairs,
    isPractice,
    settles: null,
    officerChange: null,
  } satisfies Partial<Verdict>;
}

function answerOf(read: ReadContent, judgement: Judgement): MessageCall {
  const { instrument, report, household, partnerHousehold, receivedAt } = read;
  const names = namesOf(read);
  if (judgement.reason !== null) return say(`answer.${judgement.reason}`, names);
  if (judgement.outcome === 'held')
    return say('answer.held', names, problemParts(instrument, judgement.holds));
  if (judgement.outcome === 'ask')
    return say('answer.asked', names, { questions: questionCalls(read, judgement) });
  if (judgement.isUnchanged) return say('answer.unchanged', names);
  const told = { ...report, remarks: judgement.remarks };
  const facts = contentFacts({ instrument, report: told, household, partnerHousehold, receivedAt });
  return acceptedAnswer(names, { ...read, facts: [...(read.notes ?? []), ...facts] });
}

/** The answer to a report that was accepted, repaired or only practised. */
export function acceptedAnswer(
  names: MessageCall['values'],
  {
    isPractice,
    repairs,
    facts,
  }: Pick<ReadContent, 'isPractice' | 'repairs'> & { facts: readonly MessagePart[] },
): MessageCall {
  const key = `answer.${isPractice ? 'practice-' : ''}${repairs.length > 0 ? 'repaired' : 'accepted'}`;
  return say(key, names, { facts, repairs: repairs.map(repairCall) });
}

function namesOf(read: ReadContent): MessageCall['values'] {
  const { report, household, receipt } = read;
  const partner = partnerOf(read);
  const shown = partner === null ? '' : shortReference(partner);
  return { ...reportNames(report, household, receipt), command: report.form, partner: shown };
}

/** IDBDT of the other household, null where the report names none. */
function partnerOf({ instrument, report }: ReadContent): string | null {
  for (const [column, answer] of Object.entries(report.answers)) {
    if (instrument.items.get(column)?.kind === 'reference' && answer !== null) return String(answer);
  }
  return null;
}

function questionCalls(read: ReadContent, { questions }: Judgement): MessageCall[] {
  const partner = partnerOf(read);
  const head = maskName(read.partnerHousehold?.headName ?? null);
  const shown = partner === null ? '' : ` + ${shortReference(partner)} ${head}`;
  return questions.map((kind) => say(`ask.${kind}`, { partner: shown }));
}

function repairCall({ kind, typed, read }: Repair): MessageCall {
  return say(`answer.repair.${kind}`, { typed, read });
}
