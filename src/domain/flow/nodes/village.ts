import { z } from 'zod';
import { makeIdbdt } from '../../identity/idbdt.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { saved } from '../saved.ts';
import { dialogueForms } from '../state.ts';
import { shownToken } from '../typed.ts';
import { say } from '../words.ts';

const Village = z.strictObject({
  type: z.literal('village'),
  form: z.enum(dialogueForms),
  to: z.string(),
});
type Village = z.infer<typeof Village>;

/** 99 turns the page. */
const mostVillages = 98;

/** Asks which of the officer's villages it is, where they have not exactly one. */
export const village: NodeType = {
  type: 'village',
  bind: (definition) => makeVillage(Village.parse(definition)),
};

function makeVillage({ form, to }: Village): FlowNode {
  const noChoice = (typed: string, count: number) => ({
    key: 'reason.no-choice',
    values: { typed, allowed: `1-${count}` },
  });
  const node: FlowNode = {
    ...plainNode,
    type: 'village',
    targets: [to],
    messageKeys: ['screen.village.ask', 'screen.village.none', 'reason.no-choice'],
    to,
    isPaged: true,
    show: contentOf,
    take(view, token) {
      const { villages } = view.state.officer;
      const code = /^\d{1,2}$/.test(token) ? villages[Number(token) - 1] : undefined;
      const idbdt = code === undefined ? null : makeIdbdt(code, 0);
      if (idbdt === null) {
        return {
          kind: 'wrong',
          reason: noChoice(shownToken(token), Math.min(villages.length, mostVillages)),
        };
      }
      return saved(to, { form, idbdt, head: '?', digits: {}, partner: null });
    },
    isNeeded: ({ state }) => state.officer.villages.length !== 1,
    isAnswered: ({ state }) => state.form?.form === form,
    longestReasons: () => [noChoice('88888888..', mostVillages)],
    longestContents: (view) => {
      const officer = { ...view.state.officer, villages: ['8888888888'] };
      return [contentOf({ ...view, state: { ...view.state, officer } })];
    },
    keystrokes: () => [1],
  };
  return node;
}

function contentOf(view: View) {
  const { villages } = view.state.officer;
  const choices = villages.slice(0, mostVillages).map((code, index) => `${index + 1} ${code}`);
  const lines = [say(view, villages.length === 0 ? 'screen.village.none' : 'screen.village.ask'), ...choices];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
