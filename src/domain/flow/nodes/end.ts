import { z } from 'zod';
import { type FlowNode, type NodeType, plainNode } from '../node-type.ts';
import { referenceText, say } from '../words.ts';

const End = z.strictObject({ type: z.literal('end'), text: z.string() });
type End = z.infer<typeof End>;

/** The last screen. Its text may name the household's reference, or the area, and the receipt. */
export const end: NodeType = {
  type: 'end',
  bind: (definition) => makeEnd(End.parse(definition)),
};

function makeEnd({ text }: End): FlowNode {
  const node: FlowNode = {
    ...plainNode,
    type: 'end',
    targets: [],
    messageKeys: [text],
    isEnd: true,
    show(view) {
      const { form, receipt } = view.state;
      const reference = form ? referenceText(form) : '';
      const lines = [say(view, text, { reference, receipt: receipt ?? '' })];
      return { lead: lines, shortLead: lines, rest: null, actions: [] };
    },
    take: () => ({ kind: 'wrong', reason: { key: 'reason.only-navigation', values: {} } }),
    longestContents: (view) => [node.show(view)],
    keystrokes: () => [0],
  };
  return node;
}
