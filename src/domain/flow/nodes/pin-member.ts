import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { TeamMember } from '../../workflow/desk.ts';
import type { FlowNode, NodeType, View } from '../node-type.ts';
import { mostNumbered, numberedChoice, numberedContent } from '../numbered.ts';
import { say } from '../words.ts';

const PinMember = z.strictObject({ type: z.literal('pin-member'), to: z.string() });
type PinMember = z.infer<typeof PinMember>;

type Member = Pick<TeamMember, 'officerId' | 'name'>;

/** Asks for whom of the team a temporary PIN is set. */
export const pinMember: NodeType = {
  type: 'pin-member',
  bind: (definition) => makePinMember(PinMember.parse(definition)),
};

function makePinMember({ to }: PinMember): FlowNode {
  return numberedChoice({
    type: 'pin-member',
    to,
    messageKeys: ['screen.pin.member', 'screen.team.none'],
    need: 'team',
    listed: membersIn,
    content: contentOf,
    longest: () => ({ officerId: 0, name: 'W W W W' }),
    chosen: ({ officerId, name }) => ({ pin: { member: { officerId, name: maskName(name) } } }),
  });
}

function membersIn({ team = [] }: View): readonly Member[] {
  return team.slice(0, mostNumbered);
}

function contentOf(view: View, members: readonly Member[]) {
  const title = members.length === 0 ? 'screen.team.none' : 'screen.pin.member';
  return numberedContent(
    say(view, title),
    members.map(({ name }) => maskName(name)),
  );
}
