import type { MessageCall, Verdict } from '../report/types.ts';
import type { ParsedMessage } from './parse.ts';

/** A message that was understood and answered, and that reports nothing. */
export function answered(parsed: ParsedMessage, answer: MessageCall): Verdict {
  return {
    ...nothing,
    command: parsed.command,
    outcome: parsed.repairs.length > 0 ? 'repaired' : 'accepted',
    repairs: parsed.repairs,
    isPractice: parsed.isPractice,
    answer,
  };
}

/** A message that is refused, with the code of the reason. */
export function refused(parsed: ParsedMessage, reason: string, answer: MessageCall): Verdict {
  return { ...answered(parsed, answer), outcome: 'rejected', reason };
}

/** A message by its key, and the values it carries. */
export function say(
  key: string,
  values: MessageCall['values'] = {},
  parts: NonNullable<MessageCall['parts']> = {},
): MessageCall {
  return { key, values, parts };
}

const nothing = {
  reason: null,
  idbdt: null,
  report: null,
  questions: [],
  problems: [],
  settles: null,
  officerChange: null,
} satisfies Partial<Verdict>;
