import { z } from 'zod';
import { navigationBeside } from '../navigation.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import { digitsOf } from '../typed.ts';
import { say } from '../words.ts';

const Hindrances = z.strictObject({ type: z.literal('hindrances'), to: z.string() });
type Hindrances = z.infer<typeof Hindrances>;

const reason = { key: 'reason.not-hindrances', values: {} };
const none = '0';

/** Asks what hinders the work: the digits of a short list, as many as there are, or 0 for nothing. */
export const hindrances: NodeType = {
  type: 'hindrances',
  bind: (definition) => makeHindrances(Hindrances.parse(definition)),
};

function makeHindrances({ to }: Hindrances): FlowNode {
  return {
    ...plainNode,
    type: 'hindrances',
    targets: [to],
    messageKeys: ['screen.hindrances.ask', 'screen.hindrances.list', reason.key],
    to,
    isPaged: true,
    isSaved: true,
    show: contentOf,
    take(view, token) {
      const codes = codesIn(token);
      if (codes === null) return { kind: 'wrong', reason };
      const open = openFormOf(view);
      const text = codes === '' ? '' : `K${codes}`;
      return saved(to, { ...open, digits: { ...open.digits, hindrances: text } });
    },
    navigationOf: () => navigationBeside((token) => codesIn(token) !== null),
    isAnswered: ({ state }) => state.form?.form === 'LAPOR' && state.form.digits.hindrances !== undefined,
    longestReasons: () => [reason],
    longestContents: (view) => [contentOf(view)],
    keystrokes: () => [2],
  };
}

/** Codes 1-9, each once, in order; empty for none, null where the token says neither. */
function codesIn(token: string): string | null {
  const digits = digitsOf(token);
  if (digits === none) return '';
  if (digits === null || digits.includes('0')) return null;
  const codes = [...new Set(digits)].toSorted();
  return codes.length === digits.length ? codes.join('') : null;
}

function contentOf(view: View) {
  const list = say(view, 'screen.hindrances.list');
  return { lead: [say(view, 'screen.hindrances.ask'), list], shortLead: [list], rest: null, actions: [] };
}
