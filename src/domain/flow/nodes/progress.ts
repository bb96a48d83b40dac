import { z } from 'zod';
import type { FlowNode, NodeType, View } from '../node-type.ts';
import { plainNode } from '../node-type.ts';
import type { Progress } from '../officer-work.ts';
import { householdLine, say } from '../words.ts';

const ProgressNode = z.strictObject({ type: z.literal('progress') });

/** Households listed; who has more open is further behind than a list can help. */
const mostListed = 20;

/** Shows how far the officer has come: reports by outcome, households reported, and which of them lack something. */
export const progress: NodeType = {
  type: 'progress',
  bind(definition) {
    ProgressNode.parse(definition);
    return makeProgress();
  },
};

function makeProgress(): FlowNode {
  const onlyNavigation = { key: 'reason.only-navigation', values: {} };
  return {
    ...plainNode,
    type: 'progress',
    targets: [],
    messageKeys: [
      'screen.progress.counts',
      'screen.progress.households',
      'screen.progress.open',
      'screen.progress.missing',
      'screen.progress.incomplete',
      'screen.progress.all-complete',
      onlyNavigation.key,
    ],
    isPaged: true,
    needs: () => ({ households: [], officer: ['progress'] }),
    show(view) {
      if (!view.progress) throw new Error('Progress is shown that was not looked up');
      return contentOf(view, view.progress);
    },
    take: () => ({ kind: 'wrong', reason: onlyNavigation }),
    longestReasons: () => [onlyNavigation],
    longestContents: (view) => [contentOf(view, longestProgress)],
    keystrokes: () => [0],
  };
}

const longestProgress: Progress = {
  households: 88_888,
  reported: 88_888,
  open: [{ idbdt: '9999999999999999', head: 'W*** W*** W*** W***', missingMembers: 88 }],
  counts: { accepted: 88_888, repaired: 88_888, ask: 88_888, held: 88_888, rejected: 88_888 },
};

function contentOf(view: View, { households, reported, open, counts }: Progress) {
  const { accepted, repaired, ask, held, rejected } = counts;
  const listed = open.slice(0, mostListed).map((household) => {
    const { missingMembers: count } = household;
    const missing =
      count > 0 ? say(view, 'screen.progress.missing', { count }) : say(view, 'screen.progress.incomplete');
    return `${householdLine(household)} ${missing}`;
  });
  const lines = [
    say(view, 'screen.progress.counts', { accepted: accepted + repaired, ask, held, rejected }),
    say(view, 'screen.progress.households', { reported, households }),
    open.length === 0
      ? say(view, 'screen.progress.all-complete')
      : say(view, 'screen.progress.open', { count: open.length }),
    ...listed,
  ];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
