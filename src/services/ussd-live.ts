import { stateVersion } from '../domain/flow/engine.ts';
import { maskedAs } from '../domain/flow/mask.ts';
import { isEngineState } from '../domain/flow/state.ts';
import { turnKey, turnOf } from '../domain/flow/turn.ts';
import type { Language } from '../domain/instrument/types.ts';
import type { Log, RenderedScreen, SessionState, Sessions, UssdRequest } from '../ports.ts';
import { type Dialogue, type DialogueParts, isLiving, type Shown } from './ussd-dialogue.ts';
import { endScreen } from './ussd-end-screen.ts';

export interface LiveParts {
  readonly sessions: Sessions;
  readonly log: Log;
}

/** Answers kept to be repeated; retries come within seconds, so older ones are of no use. */
const turnsKept = 40;

/**
 * Where a request stands in the live state: a screen that was shown before, or the dialogue to go on with.
 * Undefined where the live state can't say: the store is asked then.
 */
export function placeIn(
  parts: Pick<DialogueParts, 'flows' | 'instrument' | 'messages'>,
  live: SessionState,
  request: UssdRequest,
  now: Date,
): Shown | Dialogue | undefined {
  const { start, turns } = live;
  if (!isLiving({ ...start, hasEnded: live.hasEnded }, request, now)) return undefined;
  // A secret is known by its place alone.
  const tokens = maskedAs(request.tokens, live.tokens);
  const key = turnKey(start.dialogue, tokens);
  const turn = turnOf(live, tokens, key);
  if (turn === 'new-dialogue') return undefined;
  if (turn === 'after-end') {
    return { kind: 'screen', screen: endScreen(parts.messages, 'screen.after-end', languageOf(live)) };
  }
  if (turn !== 'new-tokens') {
    const screen = turns[turn === 'known' ? key : live.lastTurn];
    return screen && { kind: 'screen', screen };
  }
  // More than one new token may mean that turns were answered which this state, saved before them, has not seen.
  if (tokens.length !== live.tokens.length + 1) return undefined;
  const flow = [...parts.flows.values()].find((each) =>
    isEngineState(live.engine, stateVersion(each, parts.instrument)),
  );
  if (!flow || !isEngineState(live.engine, stateVersion(flow, parts.instrument))) return undefined;
  return { kind: 'dialogue', start, isNew: false, flow, state: live.engine, kept: live.tokens };
}

/** The live state; null where there is none or where it can't be reached: the dialogue is replayed then. */
export async function loadLive({ sessions, log }: LiveParts, channel: string, sessionId: string) {
  try {
    return await sessions.load(channel, sessionId);
  } catch (error) {
    log.warn({ channel, fault: faultOf(error) }, 'ussd.sessions-unreachable');
    return null;
  }
}

/** Saves the live state. What can't be saved is no loss: it is replayed. */
export async function saveLive(
  { sessions, log }: LiveParts,
  state: SessionState,
  version: number,
): Promise<boolean> {
  const { channel, sessionId } = state.start;
  try {
    return await sessions.save(channel, sessionId, state, version);
  } catch (error) {
    log.warn({ channel, fault: faultOf(error) }, 'ussd.sessions-unreachable');
    return true;
  }
}

/** The answers to be repeated with one more. */
export function withTurn(
  turns: SessionState['turns'],
  key: string,
  screen: RenderedScreen,
): SessionState['turns'] {
  const keys = Object.keys(turns);
  if (keys.length < turnsKept) return { ...turns, [key]: screen };
  const kept = Object.entries(turns).slice(1 - turnsKept);
  return { ...Object.fromEntries(kept), [key]: screen };
}

function languageOf({ engine }: SessionState): Language {
  const isEnglish =
    typeof engine === 'object' && engine !== null && 'language' in engine && engine.language === 'en';
  return isEnglish ? 'en' : 'id';
}

function faultOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown fault';
}
