import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import { localDay } from '../../identity/time-zone.ts';
import type { TeamMember } from '../../workflow/desk.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { dayMonth, say } from '../words.ts';

const Team = z.strictObject({ type: z.literal('team') });

const onlyNavigation = { key: 'reason.only-navigation', values: {} };

/** Shows who of the team has reported today, those first who have not. */
export const team: NodeType = {
  type: 'team',
  bind(definition) {
    Team.parse(definition);
    return makeTeam();
  },
};

function makeTeam(): FlowNode {
  return {
    ...plainNode,
    type: 'team',
    targets: [],
    messageKeys: [
      'screen.team.title',
      'screen.team.none',
      'screen.team.today',
      'screen.team.silent',
      'screen.team.never',
      onlyNavigation.key,
    ],
    isPaged: true,
    needs: () => ({ households: [], officer: ['team'] }),
    show: (view) => contentOf(view, view.team ?? []),
    take: () => ({ kind: 'wrong', reason: onlyNavigation }),
    longestReasons: () => [onlyNavigation],
    longestContents: (view) => [contentOf(view, []), contentOf(view, [longestMember])],
    keystrokes: () => [0],
  };
}

const longestMember: TeamMember = {
  officerId: 0,
  name: 'W W W W',
  today: { accepted: 888, repaired: 888, ask: 888, held: 888, rejected: 888 },
  lastAt: null,
};

function contentOf(view: View, members: readonly TeamMember[]) {
  const silent = members.filter((member) => reportsToday(member) === 0);
  const others = members.filter((member) => reportsToday(member) > 0);
  const title = say(view, 'screen.team.title', { count: members.length, silent: silent.length });
  const lines =
    members.length === 0
      ? [say(view, 'screen.team.none')]
      : [
          title,
          ...[...silent, ...others].map((member) => `${maskName(member.name)}: ${figures(view, member)}`),
        ];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}

function reportsToday({ today }: TeamMember): number {
  return Object.values(today).reduce((sum, count) => sum + count, 0);
}

function figures(view: View, { today, lastAt }: TeamMember): string {
  const { accepted, repaired, ask, held, rejected } = today;
  if (accepted + repaired + ask + held + rejected > 0) {
    return say(view, 'screen.team.today', { accepted: accepted + repaired, ask, held, rejected });
  }
  if (lastAt === null) return say(view, 'screen.team.never');
  // The team works in the areas of its superior, all of one time zone.
  const day = localDay(lastAt, view.state.officer.areas[0] ?? '');
  return say(view, 'screen.team.silent', { day: dayMonth(day) });
}
