import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { MessageCall, OpenQuestion, Verdict } from '../report/types.ts';
import { roles } from '../workflow/roles.ts';
import type { Command, Reading } from './command.ts';
import { reportFacts } from './facts.ts';
import { answered, refused, say } from './verdicts.ts';

/** A receipt code: no letter or digit that is mistaken for another. */
const receiptCode = /^[A-HJ-NP-Z2-9]{5}$/;

/** The command that answers what was asked back: alone, or with the receipt where several questions are open. */
export function questionCommand(keyword: 'Y' | 'T', record: boolean): Command {
  return {
    keyword,
    body: 'words',
    roles,
    takesGlued: (rest) => receiptCode.test(rest),
    read: (reading) => readAnswer(reading, record),
  };
}

function readAnswer(reading: Reading, record: boolean): Verdict {
  const { parsed, facts } = reading;
  const command = parsed.command ?? '';
  const typed = parsed.words.join('');
  if (typed !== '' && !receiptCode.test(typed)) {
    return refused(parsed, 'not-a-receipt', say('answer.not-a-receipt', { command, typed }));
  }
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
  const { instrument, parsed } = reading;
  const { report } = question;
  const names = namesOf(reading, question);
  if (!record) {
    const verdict = answered(parsed, say('answer.declined', names));
    return { ...verdict, idbdt: report.idbdt, settles: { question, record } };
  }
  const facts = reportFacts(instrument, report.answers);
  const verdict = answered(parsed, say('answer.accepted', names, { facts }));
  return { ...verdict, outcome: 'accepted', idbdt: report.idbdt, report, settles: { question, record } };
}

function askWhich(reading: Reading, open: readonly OpenQuestion[], first: OpenQuestion): Verdict {
  const { parsed } = reading;
  const values = { command: parsed.command ?? '', count: open.length, receipt: first.receipt };
  const list = open.map((question) => say('answer.open-question', namesOf(reading, question)));
  return refused(parsed, 'which-question', say('answer.which-question', values, { list }));
}

function namesOf({ facts }: Reading, { report, receipt }: OpenQuestion): MessageCall['values'] {
  const head = maskName(facts.households.get(report.idbdt)?.headName ?? null);
  return { form: report.form, reference: shortReference(report.idbdt), head, receipt };
}
