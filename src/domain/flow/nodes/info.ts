import { z } from 'zod';
import { type FlowNode, type NodeType, plainNode } from '../node-type.ts';
import { say } from '../words.ts';

const Info = z.strictObject({ type: z.literal('info'), text: z.string() });
type Info = z.infer<typeof Info>;

/** A text to read, on as many pages as it needs; back and home lead out of it. */
export const info: NodeType = {
  type: 'info',
  bind: (definition) => makeInfo(Info.parse(definition)),
};

function makeInfo({ text }: Info): FlowNode {
  const node: FlowNode = {
    ...plainNode,
    type: 'info',
    isPaged: true,
    targets: [],
    messageKeys: [text, 'reason.only-navigation'],
    show(view) {
      const lines = say(view, text).trim().split('\n');
      return { lead: lines, shortLead: lines, rest: null, actions: [] };
    },
    take: () => ({ kind: 'wrong', reason: { key: 'reason.only-navigation', values: {} } }),
    longestReasons: () => [{ key: 'reason.only-navigation', values: {} }],
    longestContents: (view) => [node.show(view)],
  };
  return node;
}
