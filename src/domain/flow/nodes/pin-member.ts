import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { TeamMember } from '../../workflow/desk.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import {
  chosenOf,
  longestNotListed,
  mostNumbered,
  notListed,
  numberedContent,
  numberedKeys,
} from '../numbered.ts';
import { say } from '../words.ts';

const PinMember = z.strictObject({ type: z.literal('pin-member'), to: z.string() });
type PinMember = z.infer<typeof PinMember>;

/** Asks for whom of the team a temporary PIN is set. */
export const pinMember: NodeType = {
  type: 'pin-member',
  bind: (definition) => makePinMember(PinMember.parse(definition)),
};

function makePinMember({ to }: PinMember): FlowNode {
  return {
    ...plainNode,
    type: 'pin-member',
    targets: [to],
    messageKeys: ['screen.pin.member', 'screen.team.none', ...numberedKeys],
    to,
    isPaged: true,
    needs: () => ({ households: [], officer: ['team'] }),
    show: (view) =>
      contentOf(
        view,
        membersIn(view).map(({ name }) => maskName(name)),
      ),
    take(view, token): Taken {
      const members = membersIn(view);
      const chosen = chosenOf(members, token);
      if (!chosen) return { kind: 'wrong', reason: notListed(token, members.length) };
      const { officerId, name } = chosen;
      return { kind: 'go', to, change: { pin: { member: { officerId, name: maskName(name) } } } };
    },
    couldAnswer: (token) => chosenOf(Array(mostNumbered).fill(token), token) !== undefined,
    longestReasons: () => longestNotListed(),
    longestContents: (view) => [contentOf(view, []), contentOf(view, ['W*** W*** W*** W***'])],
    keystrokes: () => [2],
  };
}

function membersIn({ team = [] }: View): readonly TeamMember[] {
  return team.slice(0, mostNumbered);
}

function contentOf(view: View, names: readonly string[]) {
  return numberedContent(say(view, names.length === 0 ? 'screen.team.none' : 'screen.pin.member'), names);
}
