import { type Advanced, advance } from '../domain/flow/advance.ts';
import { type Facts, show } from '../domain/flow/engine.ts';
import type { Profile } from '../domain/flow/profile.ts';
import { turnKey } from '../domain/flow/turn.ts';
import type { Messages } from '../domain/messages.ts';
import type {
  DialogueStart,
  PinKeeper,
  RenderedScreen,
  SessionState,
  UssdRequest,
  UssdWrite,
} from '../ports.ts';
import { askPin } from './ask-pin.ts';
import type { Dialogue } from './ussd-dialogue.ts';
import { endScreen } from './ussd-end-screen.ts';
import { addFacts, type FactsParts } from './ussd-facts.ts';
import { withTurn } from './ussd-live.ts';
import { writesOf } from './ussd-writes.ts';

export interface TurnParts extends FactsParts {
  readonly messages: Messages;
  readonly pins: Pick<PinKeeper, 'hasPin' | 'check' | 'set'>;
  /** Commits before it resolves. */
  readonly writeUssd: (write: UssdWrite) => Promise<void>;
  /** A submission is in the inbox. */
  readonly onSubmitted: (channel: string) => void;
  readonly profileOf: (channel: string) => Profile;
}

export interface TakenTurn {
  readonly screen: RenderedScreen;
  /** The live state after it; null where the dialogue had ended before. */
  readonly next: SessionState | null;
}

/** Takes the new tokens and makes durable what follows. */
export async function takeTurn(
  parts: TurnParts,
  dialogue: Dialogue,
  turns: SessionState['turns'],
  request: UssdRequest,
  now: Date,
): Promise<TakenTurn> {
  const { flow, start } = dialogue;
  const { advanced, facts } = await takeTokens(parts, dialogue, request.tokens, now);
  const isStopped = advanced.stops.length > start.stops.length;
  const screen = show(flow, advanced.state, facts);
  if (start.hasEnded) {
    const isItsEnd = advanced.isEnd && !isStopped && advanced.taken === request.tokens.length;
    const { language } = advanced.state;
    return {
      screen: isItsEnd ? screen : endScreen(parts.messages, 'screen.after-end', language),
      next: null,
    };
  }
  const stopped: DialogueStart = isStopped ? { ...start, stops: advanced.stops } : start;
  const writes = writesOf({
    start: stopped,
    isStartChanged: dialogue.isNew || isStopped,
    hasEnded: advanced.isEnd,
    effects: advanced.effects,
    officerId: advanced.state.officer.id,
    receiver: request.serviceCode,
    now,
  });
  for (const write of writes) await parts.writeUssd(write);
  if (writes.some(({ submission }) => submission)) parts.onSubmitted(start.channel);
  const lastTurn = turnKey(start.dialogue, advanced.kept);
  return {
    screen,
    next: {
      start: stopped,
      tokens: advanced.kept,
      turns: withTurn(turns, lastTurn, screen),
      lastTurn,
      engine: advanced.state,
      hasEnded: advanced.isEnd,
    },
  };
}

/** Takes the tokens, looking up what they need. */
async function takeTokens(parts: TurnParts, dialogue: Dialogue, tokens: readonly string[], now: Date) {
  const { flow, state, start, kept } = dialogue;
  let facts: Facts = {
    instrument: parts.instrument,
    messages: parts.messages,
    households: new Map(),
    beganAt: start.beganAt,
    screenSeptets: parts.profileOf(start.channel).screenSeptets,
  };
  const transcript = { id: start, tokens, kept, from: kept.length, stops: start.stops };
  const officerId = state.officer.id;
  for (;;) {
    const advanced: Advanced = advance(flow, state, transcript, facts);
    if (!('need' in advanced)) return { advanced, facts };
    const { need } = advanced;
    facts = need.pin
      ? await askPin(parts.pins, facts, { start, officerId, tokens, now }, need.pin)
      : await addFacts(parts, facts, state.officer, need);
  }
}
