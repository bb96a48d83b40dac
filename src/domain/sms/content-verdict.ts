import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import { columnsOfKind } from '../instrument/instrument.ts';
import type { Problem } from '../instrument/types.ts';
import { type JudgeInput, type Judgement, judge, refusalOf } from '../report/judge.ts';
import type { Content } from '../report/lay-report.ts';
import type {
  HouseholdFacts,
  HouseholdReport,
  MessageCall,
  MessagePart,
  Repair,
  Verdict,
} from '../report/types.ts';
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
  const kept = reason === null ? { ...report, remarks } : null;
  // One literal without a spread: this is made for every report.
  return {
    command: report.form,
    outcome,
    reason,
    idbdt: report.idbdt,
    report: kept,
    questions,
    problems: holds,
    repairs: read.repairs,
    isPractice: read.isPractice,
    settles: null,
    officerChange: null,
    answer: answerOf(read, judgement, kept),
  };
}

/** What an answer calls a report by. */
export function reportNames(
  { form, idbdt }: Pick<Content, 'form' | 'idbdt'>,
  household: Pick<HouseholdFacts, 'headName'> | undefined,
  receipt: string,
) {
  return { form, reference: shortReference(idbdt), head: maskName(household?.headName ?? null), receipt };
}

function refuseProblems(read: ReadContent, problems: readonly Problem[]): Verdict {
  const answer = say('answer.rejected', namesOf(read), problemParts(read.instrument, problems));
  const { report, repairs, isPractice } = read;
  return {
    command: report.form,
    outcome: 'rejected',
    reason: 'invalid-answers',
    idbdt: report.idbdt,
    report: null,
    questions: [],
    problems,
    repairs,
    isPractice,
    settles: null,
    officerChange: null,
    answer,
  };
}

function answerOf(read: ReadContent, judgement: Judgement, kept: HouseholdReport | null): MessageCall {
  const { instrument, household, partnerHousehold, repairs, isPractice, receivedAt } = read;
  const names = namesOf(read);
  if (judgement.reason !== null || kept === null) return say(`answer.${judgement.reason}`, names);
  if (judgement.outcome === 'held')
    return say('answer.held', names, problemParts(instrument, judgement.holds));
  if (judgement.outcome === 'ask')
    return say('answer.asked', names, { questions: questionCalls(read, judgement) });
  if (judgement.isUnchanged) return say('answer.unchanged', names);
  const facts = contentFacts({ instrument, report: kept, household, partnerHousehold, receivedAt });
  return acceptedAnswer(names, { isPractice, repairs, facts: [...(read.notes ?? []), ...facts] });
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
  const { form, reference, head } = reportNames(report, household, receipt);
  return { form, reference, head, receipt, command: report.form, partner: shown };
}

/** IDBDT of the other household, null where the report names none. */
function partnerOf({ instrument, report }: ReadContent): string | null {
  for (const column of columnsOfKind(instrument, 'reference')) {
    const answer = report.answers[column] ?? null;
    if (answer !== null) return String(answer);
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
