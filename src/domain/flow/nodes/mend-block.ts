import { z } from 'zod';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { shownToken } from '../typed.ts';
import { householdLine } from '../words.ts';

const MendBlock = z.strictObject({
  type: z.literal('mend-block'),
  /** Blocks of the instrument whose answers may be mended, in the order of their keys. */
  blocks: z.array(z.string()).min(1),
  to: z.string(),
});
type MendBlock = z.infer<typeof MendBlock>;

/** Asks for the block of the form whose answer is to be mended. */
export const mendBlock: NodeType = {
  type: 'mend-block',
  bind: (definition) => makeMendBlock(MendBlock.parse(definition)),
};

function makeMendBlock({ blocks, to }: MendBlock): FlowNode {
  const noChoice = (typed: string) => ({
    key: 'reason.no-choice',
    values: { typed, allowed: `1-${blocks.length}` },
  });
  const blockOf = (token: string) => (/^[1-9]$/.test(token) ? blocks[Number(token) - 1] : undefined);
  const node: FlowNode = {
    ...plainNode,
    type: 'mend-block',
    targets: [to],
    messageKeys: ['reason.no-choice'],
    to,
    isSaved: true,
    show: (view) => contentOf(view, blocks),
    take(view, token) {
      const block = blockOf(token);
      if (block === undefined) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      return saved(to, formOfBlock(openFormOf(view), block));
    },
    isAnswered: ({ state }) => state.form?.block !== undefined,
    faults: (instrument) =>
      blocks
        .filter((name) => !instrument.blocks.has(name))
        .map((name) => `the instrument has no block ${name}`),
    couldAnswer: (token) => blockOf(token) !== undefined,
    longestReasons: () => [noChoice('88888888..')],
    longestContents: (view) => [node.show(view)],
  };
  return node;
}

/** What was typed for another block goes. */
function formOfBlock(open: OpenForm, block: string): OpenForm {
  if (open.block === block) return open;
  const { unit: _, ...others } = open;
  return { ...others, block, digits: {} };
}

function contentOf(view: View, blocks: readonly string[]) {
  const { language } = view.state;
  const lines = blocks.map((name, index) => {
    const title = view.instrument.blocks.get(name)?.title[language] ?? name;
    return `${index + 1} ${title}`;
  });
  return { lead: [householdLine(openFormOf(view)), ...lines], shortLead: lines, rest: null, actions: [] };
}
