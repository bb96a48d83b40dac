import { z } from 'zod';
import { shortReference } from '../../identity/short-reference.ts';
import { completenessOf } from '../../report/completeness.ts';
import { needsHousehold, recordsOf } from '../household-of.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import { shownToken } from '../typed.ts';
import { say } from '../words.ts';

const Again = z.strictObject({
  type: z.literal('again'),
  /** Label of the choice that goes on with the next one of the same household. */
  next: z.string(),
  /** Tells which members are still to come. */
  members: z.boolean().default(false),
  more: z.string(),
  done: z.string(),
});
type Again = z.infer<typeof Again>;

const moreKey = '1';
const doneKey = '2';
const numbersShown = 6;

/** Says that one member, family or business was received, and offers the next one of the household. */
export const again: NodeType = {
  type: 'again',
  bind: (definition) => makeAgain(Again.parse(definition)),
};

function makeAgain({ next, members, more, done }: Again): FlowNode {
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed: '1/2' } });
  const contentOf = (view: View, missing: readonly string[]) => {
    const { idbdt, unit } = openFormOf(view);
    const whose = unit === undefined ? '' : ` ART ${unit}`;
    const values = { reference: `${shortReference(idbdt)}${whose}`, receipt: view.state.receipt ?? '' };
    const left = missing.length === 0 ? [] : [say(view, 'screen.again.missing', { list: listed(missing) })];
    const choices = [`${moreKey} ${say(view, next)}`, `${doneKey} ${say(view, 'screen.again.done')}`];
    return {
      lead: [say(view, 'screen.submitted', values), ...left, ...choices],
      shortLead: [...left, ...choices],
      rest: null,
      actions: [],
    };
  };
  return {
    ...plainNode,
    type: 'again',
    targets: [more, done],
    messageKeys: ['screen.submitted', 'screen.again.missing', 'screen.again.done', next, 'reason.no-choice'],
    isSaved: true,
    needs: (state) => (members ? needsHousehold(state) : plainNode.needs()),
    show: (view) => contentOf(view, members ? missingOf(view) : []),
    take(view, token): Taken {
      if (token === doneKey) return { kind: 'go', to: done, isSettled: true };
      if (token !== moreKey) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      const { layout: _, unit: __, ...open } = openFormOf(view);
      return { ...saved(more, { ...open, digits: {} }), isSettled: true };
    },
    couldAnswer: (token) => token === moreKey || token === doneKey,
    longestReasons: () => [noChoice('88888888..')],
    longestContents: (view) => [contentOf(view, members ? Array(numbersShown + 1).fill('88') : [])],
  };
}

/** Members still to come by what was stored before, and by what was sent in this dialogue. */
function missingOf(view: View): string[] {
  const { sent = [] } = openFormOf(view);
  const numbers = completenessOf(view.instrument, recordsOf(view)).missingNumbers;
  return numbers.map((number) => String(number).padStart(2, '0')).filter((unit) => !sent.includes(unit));
}

function listed(units: readonly string[]): string {
  const shown = units.slice(0, numbersShown).join(', ');
  return units.length > numbersShown ? `${shown} ..` : shown;
}
