import { z } from 'zod';
import { isPin, newPinFault } from '../../workflow/pin.ts';
import {
  type FlowNode,
  type NodeType,
  plainNode,
  type Submitting,
  type Taken,
  type View,
} from '../node-type.ts';
import { longestPinReasons, pinReason } from '../pin-words.ts';
import { digitsOf } from '../typed.ts';
import { say } from '../words.ts';

const Pin = z.strictObject({
  type: z.literal('pin'),
  /** The one that the officer has, where there is one; the new one; the new one again, which sets it. */
  ask: z.enum(['old', 'new', 'again']),
  /** Whose PIN is set: the officer's own, or that of the member of the team who was chosen before. */
  of: z.enum(['self', 'member']).default('self'),
  to: z.string(),
});
type Pin = z.infer<typeof Pin>;

const asks = { old: 'screen.pin.old', new: 'screen.pin.new', again: 'screen.pin.again' } as const;
const faults = ['pin-digits', 'pin-easy', 'pin-same', 'pin-differs'] as const;
type Fault = (typeof faults)[number];

/** Asks for a PIN; it is checked and set outside of the engine, which only ever names the place of its token. */
export const pin: NodeType = {
  type: 'pin',
  bind: (definition) => makePin(Pin.parse(definition)),
};

function makePin({ ask, of, to }: Pin): FlowNode {
  const title = (view: View) => {
    const name = view.state.pin?.member?.name;
    if (of === 'member' && ask === 'new') return say(view, 'screen.pin.temporary', { name: name ?? '' });
    return say(view, asks[ask]);
  };
  const contentOf = (text: string) => ({ lead: [text], shortLead: [text], rest: null, actions: [] });
  return {
    ...plainNode,
    type: 'pin',
    targets: [to],
    messageKeys: [
      ...Object.values(asks),
      'screen.pin.temporary',
      ...faults.map((fault) => `reason.${fault}`),
      ...longestPinReasons.map(({ key }) => key),
    ],
    to,
    isSecret: true,
    needs: () => ({ households: [], officer: ask === 'old' ? ['has-pin'] : [] }),
    isNeeded: ({ hasPin }) => ask !== 'old' || hasPin === true,
    show: (view) => contentOf(title(view)),
    take(view, token, submitting): Taken {
      const typed = digitsOf(token) ?? '';
      if (ask === 'old') return takeOld(view, to, typed, submitting);
      if (ask === 'new') return takeNew(view, of, to, typed, submitting);
      return takeAgain(view, of, to, typed, submitting);
    },
    longestReasons: () => [
      ...faults.map((fault) => ({ key: `reason.${fault}`, values: {} })),
      ...longestPinReasons,
    ],
    longestContents: (view) => [
      contentOf(
        title({
          ...view,
          state: { ...view.state, pin: { member: { officerId: 0, name: 'W*** W*** W*** W***' } } },
        }),
      ),
    ],
    keystrokes: () => [6],
  };
}

function takeOld(view: View, to: string, typed: string, { at }: Submitting): Taken {
  // A slip of the finger is no try.
  if (!isPin(typed)) return wrong('pin-digits');
  const verdict = view.pins?.get(at);
  if (!verdict) return { kind: 'need', need: { households: [], officer: [], pin: { act: 'check', at } } };
  const isRight = verdict.outcome === 'right' || verdict.outcome === 'temporary';
  return isRight
    ? { kind: 'go', to, change: { pin: { oldAt: at } } }
    : { kind: 'wrong', reason: pinReason(verdict) };
}

function takeNew(
  { state }: View,
  of: Pin['of'],
  to: string,
  typed: string,
  { at, typedAt }: Submitting,
): Taken {
  const fault = newPinFault(typed);
  if (fault !== null) return wrong(fault);
  const { oldAt } = state.pin ?? {};
  if (of === 'self' && oldAt !== undefined && digitsOf(typedAt(oldAt)) === typed) return wrong('pin-same');
  return { kind: 'go', to, change: { pin: { ...state.pin, newAt: at } } };
}

function takeAgain(view: View, of: Pin['of'], to: string, typed: string, { at, typedAt }: Submitting): Taken {
  const { newAt, member } = view.state.pin ?? {};
  if (newAt === undefined || digitsOf(typedAt(newAt)) !== typed) return wrong('pin-differs');
  const verdict = view.pins?.get(at);
  if (!verdict) {
    const officerId = member?.officerId;
    if (of === 'self')
      return { kind: 'need', need: { households: [], officer: [], pin: { act: 'set', at } } };
    if (officerId === undefined) throw new Error('No member was chosen before the PIN');
    return { kind: 'need', need: { households: [], officer: [], pin: { act: 'reset', at, officerId } } };
  }
  if (verdict.outcome !== 'set') return { kind: 'wrong', reason: pinReason(verdict) };
  return { kind: 'go', to, isSettled: true };
}

function wrong(fault: Fault): Taken {
  return { kind: 'wrong', reason: { key: `reason.${fault}`, values: {} } };
}
