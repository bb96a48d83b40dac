import { z } from 'zod';
import type { AreaWork } from '../../workflow/desk.ts';
import { type Content, type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { longestStandingText, standingFaults, standingKeys, standingText } from '../standing.ts';
import { say } from '../words.ts';

const AreaProgress = z.strictObject({ type: z.literal('area-progress') });

const onlyNavigation = { key: 'reason.only-navigation', values: {} };

/** Shows how far the officer's areas have come, and those below them. */
export const areaProgress: NodeType = {
  type: 'area-progress',
  bind(definition) {
    AreaProgress.parse(definition);
    return makeAreaProgress();
  },
};

function makeAreaProgress(): FlowNode {
  return {
    ...plainNode,
    type: 'area-progress',
    targets: [],
    messageKeys: ['screen.area.progress', 'screen.area.none', ...standingKeys, onlyNavigation.key],
    isPaged: true,
    needs: () => ({ households: [], officer: ['areas'] }),
    show: (view) =>
      contentOf(
        (view.areas ?? []).flatMap((area) => linesOf(view, area)),
        view,
      ),
    take: () => ({ kind: 'wrong', reason: onlyNavigation }),
    faults: standingFaults,
    longestReasons: () => [onlyNavigation],
    longestContents: (view) => [contentOf([areaLine(view, longestArea), longestStandingText(view)], view)],
    keystrokes: () => [0],
  };
}

const longestArea = { name: 'W'.repeat(40), target: 888_888, received: 888_888 };

/** Of the officer's own areas it is told as well at which steps the households stand. */
function linesOf(view: View, area: AreaWork): string[] {
  const isOwn = view.state.officer.areas.includes(area.code);
  const standing = isOwn ? standingText(view, area.byStatus) : '';
  return [areaLine(view, area), ...(standing === '' ? [] : [standing])];
}

function areaLine(view: View, { name, target, received }: Pick<AreaWork, 'name' | 'target' | 'received'>) {
  const percent = target === 0 ? 0 : Math.floor((100 * received) / target);
  return say(view, 'screen.area.progress', { name, received, target, percent });
}

function contentOf(lines: readonly string[], view: View): Content {
  const shown = lines.length === 0 ? [say(view, 'screen.area.none')] : lines;
  return { lead: shown, shortLead: shown, rest: null, actions: [] };
}
