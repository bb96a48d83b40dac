import type { Instrument, Item } from '../instrument/instrument.ts';
import type { Problem, Text } from '../instrument/types.ts';
import { ruleText } from '../report/rules/broken-rules.ts';
import type { MessageCall, MessagePart } from '../report/types.ts';
import { scopeWordOf } from './mend/scope.ts';
import { say } from './verdicts.ts';

/** The message that tells one problem of a report by its number on the form, without how to send it again. */
export function problemCall(instrument: Instrument, problem: Problem): MessageCall {
  const { kind, column, number = '', member, allowed = '', by = 0 } = problem;
  const item = column === undefined ? undefined : instrument.items.get(column);
  const key = `problem.${item?.kind === 'reference' ? `partner-${kind}` : kind}`;
  const values = { number: formNumber(number, item, member), typed: shown(problem), allowed, by };
  const text = ruleText(instrument, problem);
  return say(key, values, { label: labelOf(instrument, problem, item), ...(text === null ? {} : { text }) });
}

/** The first problem in words, and how many more there are. */
export function problemParts(
  instrument: Instrument,
  problems: readonly Problem[],
): NonNullable<MessageCall['parts']> {
  const [first, ...others] = problems;
  return {
    problem: first === undefined ? [] : problemCall(instrument, first),
    more: others.length === 0 ? [] : [say('answer.more', { count: others.length })],
  };
}

/** An item's number on the form; of a member, family or business with theirs, as `F` takes it: `ART2 IV.8`. */
export function formNumber(number: string, item: Item | undefined, member: number | undefined): string {
  const word = scopeWordOf(item?.table ?? null);
  return member === undefined || word === null ? number : `${word}${member} ${number}`;
}

function labelOf({ blocks }: Instrument, { block, member }: Problem, item: Item | undefined): MessagePart {
  if (item !== undefined) return item.short;
  const title = block === undefined ? undefined : blocks.get(block)?.title;
  if (title === undefined) return say('problem.body');
  return member === undefined ? title : numbered(title, member);
}

function numbered({ id, en }: Text, member: number): Text {
  return { id: `${id} ${member}`, en: `${en} ${member}` };
}

/** What was typed, `3102` as `31/02`. */
function shown({ kind, typed = '' }: Problem): string {
  return kind === 'not-a-date'
    ? [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4)].filter(Boolean).join('/')
    : typed;
}
