import { z } from 'zod';
import { areaOf } from '../area-of.ts';
import { type Navigation, navigationBeside } from '../navigation.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import { say } from '../words.ts';

const Count = z.strictObject({
  type: z.literal('count'),
  /** What of the area's households is counted. */
  as: z.enum(['done', 'left', 'refused']),
  ask: z.string(),
  /** What we know of it, shown beside; it may carry `received`, `target` and `left`. */
  beside: z.string(),
  to: z.string(),
});
type Count = z.infer<typeof Count>;

const reasonKey = 'reason.not-a-count';
/** Up to six digits without dots, and without zeros in front: 0 alone is none. */
const counted = /^(?:0|[1-9]\d{0,5})$/;

/** Asks for a number of households of the area, with what was received beside it. */
export const count: NodeType = {
  type: 'count',
  bind: (definition) => makeCount(Count.parse(definition)),
};

function makeCount({ as, ask, beside, to }: Count): FlowNode {
  const reason = { key: reasonKey, values: {} };
  return {
    ...plainNode,
    type: 'count',
    targets: [to],
    messageKeys: [ask, beside, reasonKey],
    to,
    isPaged: true,
    isSaved: true,
    needs: () => ({ households: [], officer: ['areas'] }),
    show(view) {
      const open = openFormOf(view);
      const area = areaOf(view, open);
      const known = area === null ? [] : [say(view, beside, figuresOf(area))];
      return contentOf(view, open.head, ask, known);
    },
    take(view, token) {
      if (!counted.test(token)) return { kind: 'wrong', reason };
      const open = openFormOf(view);
      return saved(to, { ...open, digits: { ...open.digits, [as]: token } });
    },
    navigationOf,
    isAnswered: ({ state }) => state.form?.form === 'LAPOR' && state.form.digits[as] !== undefined,
    longestReasons: () => [reason],
    longestContents: (view) => [
      contentOf(view, 'W'.repeat(40), ask, [say(view, beside, figuresOf({ received: 0, target: 888_888 }))]),
    ],
    keystrokes: () => [3],
  };
}

function navigationOf(): Navigation {
  return navigationBeside((token) => counted.test(token));
}

function figuresOf({ received, target }: { readonly received: number; readonly target: number }) {
  return { received, target, left: Math.max(0, target - received) };
}

function contentOf(view: View, area: string, ask: string, known: readonly string[]) {
  const lines = [`${area}. ${say(view, ask)}`, ...known];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
