import type { Form } from '../instrument/instrument.ts';
import type { Problem, Text } from '../instrument/types.ts';
import type { MessageCall, MessagePart } from '../report/types.ts';
import { say } from './verdicts.ts';

/** The message that tells one problem of a report by its number on the form, without how to send it again. */
export function problemCall(form: Form, problem: Problem): MessageCall {
  const { number = '', typed = '', allowed = '', by = 0, rule = 0 } = problem;
  const isPartner = problem.column !== undefined && problem.column === form.partner?.column;
  const key = `problem.${isPartner ? `partner-${problem.kind}` : problem.kind}`;
  const shown = problem.kind === 'not-a-date' ? asDay(typed) : typed;
  return say(key, { number, typed: shown, allowed, by, rule }, { label: labelOf(form, problem) });
}

function labelOf(form: Form, problem: Problem): MessagePart {
  const items = form.blocks.flatMap((block) => block.items);
  const item = items.find(({ column }) => column === problem.column);
  return item?.short ?? blockTitle(form, problem.block) ?? say('problem.body');
}

function blockTitle(form: Form, name: string | undefined): Text | undefined {
  return form.blocks.find((block) => block.name === name)?.title;
}

/** `3102` as `31/02`. */
function asDay(typed: string): string {
  return `${typed.slice(0, 2)}/${typed.slice(2)}`;
}
