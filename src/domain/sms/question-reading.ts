import { judge } from '../report/judge.ts';
import type { MessageCall, OpenQuestion, ReportQuestion, Verdict } from '../report/types.ts';
import { claimNames, releaseClaim } from './claim/claim-verdict.ts';
import type { Command, Reading } from './command.ts';
import { contentFacts } from './content-facts.ts';
import { reportNames } from './content-verdict.ts';
import { problemParts } from './problems.ts';
import { newHouseholdOf } from './proposal-reading.ts';
import { isReceipt, typedReceipt } from './receipts.ts';
import { refuseReceipt } from './refusals.ts';
import { answered, refused, say } from './verdicts.ts';

/** The command that answers what was asked back: alone, or with the receipt where several questions are open. */
export function questionCommand(keyword: 'Y' | 'T', record: boolean): Command {
  return {
    keyword,
    body: 'words',
    action: 'serve',
    needs: ['questions', 'areas'],
    takesGlued: isReceipt,
    read: (reading) => readAnswer(reading, record),
  };
}

function readAnswer(reading: Reading, record: boolean): Verdict {
  const { parsed, facts } = reading;
  const typed = typedReceipt(parsed);
  if (typed !== '' && !isReceipt(typed)) return refuseReceipt(reading, typed);
  // Practice is never asked back, so that there is nothing of it to answer.
  const asked = parsed.isPractice ? [] : facts.openQuestions;
  const meant = asked.filter(({ receipt }) => typed === '' || receipt === typed);
  const open = meant.filter(({ expiresAt }) => expiresAt > facts.receivedAt);
  const [question, ...others] = open;
  if (question !== undefined && others.length === 0) return settle(reading, question, record);
  if (question !== undefined) return askWhich(reading, open, question);
  const [expired] = meant;
  if (expired !== undefined) {
    return refused(parsed, 'question-expired', say('answer.question-expired', namesOf(reading, expired)));
  }
  const key = typed === '' ? 'no-question' : 'no-such-question';
  return refused(parsed, key, say(`answer.${key}`, { receipt: typed }));
}

function settle(reading: Reading, question: OpenQuestion, record: boolean): Verdict {
  const { parsed } = reading;
  if (record) return releaseAny(reading, question);
  const verdict = answered(parsed, say('answer.declined', namesOf(reading, question)));
  return { ...verdict, idbdt: question.report?.idbdt ?? null, settles: { question, record } };
}

function releaseAny(reading: Reading, question: OpenQuestion): Verdict {
  if (question.report === null) return releaseClaim(reading, question);
  return question.report.form === 'BARU' ? propose(reading, question) : release(reading, question);
}

/** The parked report goes to the records, unless what came since then stands in its way. */
function release(reading: Reading, question: ReportQuestion): Verdict {
  const { instrument, parsed, officer, facts } = reading;
  const { report } = question;
  const { idbdt } = report;
  const household = facts.households.get(idbdt);
  const names = namesOf(reading, question);
  const { nikAreas } = facts;
  const rest = {
    partnerHousehold: household,
    hasCheckDigits: true,
    repairs: [],
    isPractice: false,
    nikAreas,
  };
  const around = { instrument, report, officer, household, receivedAt: facts.receivedAt };
  const { reason, holds, problems, remarks } = judge({ ...around, ...rest });
  if (reason === 'final') return { ...refused(parsed, reason, say('answer.final', names)), idbdt };
  const inTheWay = [...problems, ...holds];
  if (inTheWay.length > 0) {
    const answer = say('answer.still-open', names, problemParts(instrument, inTheWay));
    return { ...refused(parsed, 'still-open', answer), idbdt, problems: inTheWay };
  }
  const told = contentFacts({ ...around, report: { ...report, remarks } });
  const verdict = answered(parsed, say('answer.accepted', names, { facts: told }));
  return { ...verdict, outcome: 'accepted', idbdt, report, settles: { question, record: true } };
}

/** A proposal that was asked back takes the serial that it was asked with, if no other has it by now. */
function propose(reading: Reading, question: ReportQuestion): Verdict {
  const { instrument, parsed, facts } = reading;
  const { report } = question;
  const { idbdt } = report;
  const names = namesOf(reading, question);
  if (facts.households.has(idbdt)) {
    return { ...refused(parsed, 'serial-taken', say('answer.serial-taken', names)), idbdt };
  }
  const told = contentFacts({ instrument, report, household: undefined, receivedAt: facts.receivedAt });
  const verdict = answered(parsed, say('answer.accepted', names, { facts: told }));
  const settles = { question, record: true };
  return { ...verdict, outcome: 'accepted', idbdt, report, settles, newHousehold: newHouseholdOf(report) };
}

function askWhich(reading: Reading, open: readonly OpenQuestion[], first: OpenQuestion): Verdict {
  const { parsed } = reading;
  const values = { command: parsed.command ?? '', count: open.length, receipt: first.receipt };
  const list = open.map((question) => say('answer.open-question', namesOf(reading, question)));
  return refused(parsed, 'which-question', say('answer.which-question', values, { list }));
}

function namesOf(reading: Reading, question: OpenQuestion): MessageCall['values'] {
  if (question.report === null) return claimNames(reading, question);
  const { facts } = reading;
  const { report, receipt } = question;
  const proposed = report.form === 'BARU' ? newHouseholdOf(report) : undefined;
  return reportNames(report, facts.households.get(report.idbdt) ?? proposed, receipt);
}
