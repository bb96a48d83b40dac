import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import { checkPartner } from '../instrument/check.ts';
import type { Problem } from '../instrument/types.ts';
import { type JudgeInput, type Judgement, judge, refusalOf } from '../report/judge.ts';
import type { FormName, HouseholdReport, MessageCall, Verdict } from '../report/types.ts';
import { reportFacts } from './facts.ts';
import { problemCall } from './problems.ts';
import { say } from './verdicts.ts';

/** A report as it was read, by SMS or by USSD, with the problems of its digits. */
export interface ReadReport extends Omit<JudgeInput, 'remarks'> {
  readonly formName: FormName;
  /** Problems of severity `reject`, in the order of the form. */
  readonly problems: readonly Problem[];
  readonly receipt: string;
}

/**
 * What comes of a report and what is answered; the same for SMS and USSD. Refused first for what household it is
 * of, then for what it says.
 */
export function reportVerdict(read: ReadReport): Verdict {
  const problems = [...read.problems, ...partnerProblems(read)];
  const [first, ...others] = problems;
  if (first !== undefined && refusalOf(read.officer, read.idbdt, read.household) === null) {
    const answer = say('answer.rejected', namesOf(read), {
      problem: problemCall(read.form, first),
      more: others.length === 0 ? [] : [say('answer.more', { count: others.length })],
    });
    return { ...verdictOf(read), outcome: 'rejected', reason: 'invalid-answers', problems, answer };
  }
  const judgement = judge({ ...read, remarks: [] });
  const { outcome, reason, questions } = judgement;
  const answer = answerOf(read, judgement);
  const report = reason === null ? reportOf(read, judgement) : null;
  return { ...verdictOf(read), outcome, reason, questions, report, answer };
}

function reportOf({ form, formName, idbdt, answers, capped, partner }: ReadReport, judgement: Judgement) {
  return {
    form: formName,
    idbdt,
    answers: form.partner === null ? answers : { ...answers, [form.partner.column]: partner },
    capped,
    members: [],
    families: [],
    businesses: [],
    remarks: judgement.problems,
  } satisfies HouseholdReport;
}

function partnerProblems({ form, answers, partner, problems }: ReadReport): Problem[] {
  // An answer that could not be read may be the one that asks for the partner.
  return problems.length > 0 ? [] : checkPartner(form, answers, partner);
}

function verdictOf({ formName, idbdt, repairs, isPractice }: ReadReport) {
  return {
    command: formName,
    reason: null,
    idbdt,
    report: null,
    questions: [],
    problems: [],
    repairs,
    isPractice,
    settles: null,
    officerChange: null,
  } satisfies Partial<Verdict>;
}

function answerOf(read: ReadReport, judgement: Judgement): MessageCall {
  const names = namesOf(read);
  if (judgement.reason !== null) return say(`answer.${judgement.reason}`, names);
  if (judgement.outcome === 'ask')
    return say('answer.asked', names, { questions: questionCalls(read, judgement) });
  if (judgement.isUnchanged) return say('answer.unchanged', names);
  const key = `answer.${read.isPractice ? 'practice-' : ''}${judgement.outcome}`;
  return say(key, names, { facts: reportFacts(read.instrument, read.answers), repairs: repairCalls(read) });
}

function namesOf({ formName, idbdt, household, partner, receipt }: ReadReport): MessageCall['values'] {
  return {
    form: formName,
    reference: shortReference(idbdt),
    head: maskName(household?.headName ?? null),
    partner: partner === null ? '' : shortReference(partner),
    receipt,
  };
}

function questionCalls(read: ReadReport, { questions }: Judgement): MessageCall[] {
  const partner = read.partner === null ? '' : ` + ${shortReference(read.partner)}`;
  const partnerHead = read.partner === null ? '' : ` ${maskName(read.partnerHousehold?.headName ?? null)}`;
  return questions.map((kind) => say(`ask.${kind}`, { partner: partner + partnerHead }));
}

function repairCalls({ repairs }: ReadReport): MessageCall[] {
  return repairs.map(({ kind, typed, read }) => say(`answer.repair.${kind}`, { typed, read }));
}
