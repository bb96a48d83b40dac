import { z } from 'zod';
import { type FlowNode, type NodeType, plainNode } from '../node-type.ts';
import { longestStoredLines, storedColumns, storedKeys, storedLines } from '../stored-lines.ts';

const Household = z.strictObject({ type: z.literal('household') });

/** Shows what the store holds of a household. */
export const household: NodeType = {
  type: 'household',
  bind(definition) {
    Household.parse(definition);
    return makeHousehold();
  },
};

function makeHousehold(): FlowNode {
  const onlyNavigation = { key: 'reason.only-navigation', values: {} };
  return {
    ...plainNode,
    type: 'household',
    isPaged: true,
    targets: [],
    messageKeys: [...storedKeys, onlyNavigation.key],
    show(view) {
      const { stored } = view.state;
      if (stored === null) throw new Error('A household is shown that was not asked for');
      return contentOf(storedLines(view, stored));
    },
    take: () => ({ kind: 'wrong', reason: onlyNavigation }),
    faults: (instrument) =>
      storedColumns
        .filter((column) => !instrument.items.has(column))
        .map((column) => `the instrument has no item ${column}`),
    longestReasons: () => [onlyNavigation],
    longestContents: (view) => [contentOf(longestStoredLines(view))],
    keystrokes: () => [0],
  };
}

function contentOf(lines: readonly string[]) {
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
