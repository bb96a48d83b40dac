import { type Advanced, advance } from '../domain/flow/advance.ts';
import { type Facts, show, stateVersion } from '../domain/flow/engine.ts';
import type { Profile } from '../domain/flow/profile.ts';
import { isEngineState } from '../domain/flow/state.ts';
import { turnKey, turnOf } from '../domain/flow/turn.ts';
import type { Language } from '../domain/instrument/types.ts';
import { formatMessage, type Messages } from '../domain/messages.ts';
import type {
  Clock,
  DialogueStart,
  Directory,
  Log,
  OfficerWork,
  RenderedScreen,
  SessionState,
  Sessions,
  UssdRequest,
  UssdWrite,
} from '../ports.ts';
import { type Dialogue, type DialogueParts, findDialogue, isLiving } from './ussd-dialogue.ts';
import { addFacts } from './ussd-facts.ts';
import { makeSingleFlight } from './ussd-single-flight.ts';
import { writesOf } from './ussd-writes.ts';

export interface StepUssdParts extends DialogueParts {
  readonly messages: Messages;
  readonly directory: Directory;
  readonly officerWork: OfficerWork;
  readonly sessions: Sessions;
  /** Commits before it resolves. */
  readonly writeUssd: (write: UssdWrite) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** A submission is in the inbox. */
  readonly onSubmitted: (channel: string) => void;
  readonly profileOf: (channel: string) => Profile;
}

export type StepUssd = (request: UssdRequest, channel: string) => Promise<RenderedScreen>;

/** No dialogue of ours comes near these; beyond them it is no person. */
const most = { tokens: 200, tokenLength: 200 } as const;
/** Answers kept to be repeated; retries come within seconds, so older ones are of no use. */
const turnsKept = 40;
/** How often a turn is taken again when another process was first. */
const maxTries = 3;

/**
 * Makes the use case "one hop of a USSD dialogue": finds where the dialogue stands, takes the tokens that are
 * new, makes durable what follows from them, and only then answers. A repeated request gets the same bytes.
 *
 * @throws whatever the store throws: nothing was acknowledged then, and the provider's retry does it again.
 */
export function makeStepUssd(parts: StepUssdParts): StepUssd {
  const fly = makeSingleFlight<RenderedScreen>();
  return async (request, channel) => {
    if (isHostile(request.tokens)) return endScreen(parts, 'screen.too-long', 'id');
    const session = `${channel}\n${request.sessionId}`;
    return fly(session, `${request.msisdn}\n${request.tokens.join('*')}`, () =>
      answer(parts, request, channel),
    );
  };
}

async function answer(parts: StepUssdParts, request: UssdRequest, channel: string): Promise<RenderedScreen> {
  for (let tries = 1; ; tries += 1) {
    const now = parts.clock();
    const loaded = await load(parts, channel, request.sessionId);
    const place = (loaded && placeIn(parts, loaded.state, request, now)) ?? null;
    if (place && place.kind === 'screen') return place.screen;
    const dialogue = place ?? (await findDialogue(parts, request, channel, now));
    if (dialogue.kind === 'none')
      return endScreen(parts, dialogue.messageKey, dialogue.officer?.language ?? 'id');
    const isSame = loaded?.state.start.dialogue === dialogue.start.dialogue;
    const turns = isSame ? loaded.state.turns : {};
    const turned = await takeTurn(parts, dialogue, turns, request, now);
    if (!turned.next) return turned.screen;
    // Another process that was first has stored the same turn, or one that this request now follows.
    const isSaved = await save(parts, turned.next, loaded?.version ?? 0);
    if (isSaved || tries === maxTries) return turned.screen;
  }
}

/**
 * Where a request stands in the live state: a screen that was shown before, or the dialogue to go on with.
 * Undefined where the live state can't say: the store is asked then.
 */
function placeIn(
  parts: StepUssdParts,
  live: SessionState,
  request: UssdRequest,
  now: Date,
): { readonly kind: 'screen'; readonly screen: RenderedScreen } | Dialogue | undefined {
  const { start, turns, tokens } = live;
  const key = turnKey(start.dialogue, request.tokens);
  if (!isLiving({ ...start, hasEnded: live.hasEnded }, request, now)) return undefined;
  const turn = turnOf(live, request.tokens, key);
  if (turn === 'new-dialogue') return undefined;
  if (turn === 'after-end') {
    return { kind: 'screen', screen: endScreen(parts, 'screen.after-end', languageOf(live)) };
  }
  if (turn !== 'new-tokens') {
    const screen = turns[turn === 'known' ? key : live.lastTurn];
    return screen && { kind: 'screen', screen };
  }
  // More than one new token may mean that turns were answered which this state, saved before them, has not seen.
  if (request.tokens.length !== tokens.length + 1) return undefined;
  const flow = [...parts.flows.values()].find((each) =>
    isEngineState(live.engine, stateVersion(each, parts.instrument)),
  );
  if (!flow || !isEngineState(live.engine, stateVersion(flow, parts.instrument))) return undefined;
  return {
    kind: 'dialogue',
    start,
    isNew: false,
    flow,
    state: live.engine,
    answered: tokens.length,
  };
}

/** Takes the new tokens and makes durable what follows. `next` is null where the dialogue had ended before. */
async function takeTurn(
  parts: StepUssdParts,
  dialogue: Dialogue,
  turns: SessionState['turns'],
  request: UssdRequest,
  now: Date,
): Promise<{ readonly screen: RenderedScreen; readonly next: SessionState | null }> {
  const { flow, start } = dialogue;
  const { advanced, facts } = await takeTokens(parts, dialogue, request.tokens);
  const isStopped = advanced.stops.length > start.stops.length;
  const screen = show(flow, advanced.state, facts);
  if (start.hasEnded) {
    const isItsEnd = advanced.isEnd && !isStopped && advanced.taken === request.tokens.length;
    return {
      screen: isItsEnd ? screen : endScreen(parts, 'screen.after-end', advanced.state.language),
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
  const lastTurn = turnKey(start.dialogue, request.tokens);
  return {
    screen,
    next: {
      start: stopped,
      tokens: request.tokens,
      turns: withTurn(turns, lastTurn, screen),
      lastTurn,
      engine: advanced.state,
      hasEnded: advanced.isEnd,
    },
  };
}

/** Takes the tokens, looking up what they need. */
async function takeTokens(parts: StepUssdParts, dialogue: Dialogue, tokens: readonly string[]) {
  const { flow, state, start, answered } = dialogue;
  let facts: Facts = {
    instrument: parts.instrument,
    messages: parts.messages,
    households: new Map(),
    beganAt: start.beganAt,
    screenSeptets: parts.profileOf(start.channel).screenSeptets,
  };
  const transcript = { id: start, tokens, from: answered, stops: start.stops };
  for (;;) {
    const advanced: Advanced = advance(flow, state, transcript, facts);
    if (!('need' in advanced)) return { advanced, facts };
    facts = await addFacts(parts, facts, state.officer, advanced.need);
  }
}

/** The live state; null where there is none or where it can't be reached: the dialogue is replayed then. */
async function load(parts: StepUssdParts, channel: string, sessionId: string) {
  try {
    return await parts.sessions.load(channel, sessionId);
  } catch (error) {
    parts.log.warn({ channel, fault: faultOf(error) }, 'ussd.sessions-unreachable');
    return null;
  }
}

/** Saves the live state. What can't be saved is no loss: it is replayed. */
async function save(parts: StepUssdParts, state: SessionState, version: number): Promise<boolean> {
  try {
    return await parts.sessions.save(state.start.channel, state.start.sessionId, state, version);
  } catch (error) {
    parts.log.warn({ channel: state.start.channel, fault: faultOf(error) }, 'ussd.sessions-unreachable');
    return true;
  }
}

function withTurn(turns: SessionState['turns'], key: string, screen: RenderedScreen): SessionState['turns'] {
  const keys = Object.keys(turns);
  if (keys.length < turnsKept) return { ...turns, [key]: screen };
  const kept = Object.entries(turns).slice(1 - turnsKept);
  return { ...Object.fromEntries(kept), [key]: screen };
}

function isHostile(tokens: readonly string[]): boolean {
  return tokens.length > most.tokens || tokens.some((token) => token.length > most.tokenLength);
}

function endScreen(parts: StepUssdParts, key: string, language: Language): RenderedScreen {
  return { text: formatMessage(parts.messages, language, key), isEnd: true };
}

function languageOf({ engine }: SessionState): Language {
  const isEnglish =
    typeof engine === 'object' && engine !== null && 'language' in engine && engine.language === 'en';
  return isEnglish ? 'en' : 'id';
}

function faultOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown fault';
}
