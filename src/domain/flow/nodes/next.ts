import { z } from 'zod';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { openFormOf } from '../saved.ts';
import { shownToken } from '../typed.ts';
import { referenceText, say } from '../words.ts';

const Next = z.strictObject({
  type: z.literal('next'),
  /** What was received; it may name the household or area and the receipt. */
  text: z.string(),
  /** Label of the choice that goes on with the next of the list. */
  next: z.string(),
  more: z.string(),
  done: z.string(),
});
type Next = z.infer<typeof Next>;

const moreKey = '1';
const doneKey = '2';

/** Says that something was received, and leads back to the list that it was chosen from. */
export const next: NodeType = {
  type: 'next',
  bind: (definition) => makeNext(Next.parse(definition)),
};

function makeNext({ text, next: label, more, done }: Next): FlowNode {
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed: '1/2' } });
  const show = (view: View) => {
    const values = { reference: referenceText(openFormOf(view)), receipt: view.state.receipt ?? '' };
    const choices = [`${moreKey} ${say(view, label)}`, `${doneKey} ${say(view, 'screen.again.done')}`];
    return { lead: [say(view, text, values), ...choices], shortLead: choices, rest: null, actions: [] };
  };
  return {
    ...plainNode,
    type: 'next',
    targets: [more, done],
    messageKeys: [text, label, 'screen.again.done', 'reason.no-choice'],
    isSaved: true,
    show,
    take(_view, token): Taken {
      if (token === doneKey) return { kind: 'go', to: done, isSettled: true };
      if (token !== moreKey) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      return { kind: 'go', to: more, change: { form: null }, isSettled: true };
    },
    couldAnswer: (token) => token === moreKey || token === doneKey,
    longestReasons: () => [noChoice('88888888..')],
    longestContents: (view) => [show(view)],
  };
}
