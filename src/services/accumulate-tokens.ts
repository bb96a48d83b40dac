import { dialogueLifetimeMs } from '../domain/flow/turn.ts';
import type { Clock, RenderedScreen, TypedSoFar, TypedTokens, UssdRequest, UssdTurn } from '../ports.ts';

export interface AccumulateTokensParts {
  readonly typedTokens: TypedTokens;
  readonly stepUssd: (request: UssdRequest, channel: string) => Promise<RenderedScreen>;
  readonly clock: Clock;
}

/** How often a turn is taken again when another process was first. */
const maxTries = 5;
/** Sooner than a person can read a screen and type: the same input again within this time is the provider's repetition. */
const repeatsWithinMs = 1_500;

/**
 * Makes the use case "one hop of a channel that sends only what was typed last": the tokens so far are kept, so that
 * the dialogue gets all of them as from any other channel. A turn that comes again, or a session that starts twice,
 * adds nothing. Where turns have no id, one that comes later than anybody types looks like the same answer typed again.
 * A call that gets the id of one that is over is a session of its own to the dialogue.
 *
 * @throws whatever the store throws; also when others were first too often: the provider tries again.
 */
export function makeStepUssdTurn(parts: AccumulateTokensParts) {
  return async (turn: UssdTurn, channel: string): Promise<RenderedScreen> => {
    const { tokens, call } = await accumulate(parts, turn, channel);
    const { msisdn, serviceCode } = turn;
    const sessionId = call === 1 ? turn.sessionId : `${turn.sessionId} (${call})`;
    const screen = await parts.stepUssd({ sessionId, msisdn, serviceCode, tokens }, channel);
    if (screen.isEnd) await endTyped(parts, channel, turn.sessionId);
    return screen;
  };
}

/** What was typed up to a turn, in which call by the session's id. */
interface Accumulated {
  readonly tokens: readonly string[];
  readonly call: number;
}

async function accumulate(
  { typedTokens, clock }: AccumulateTokensParts,
  turn: UssdTurn,
  channel: string,
): Promise<Accumulated> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const loaded = await typedTokens.load(channel, turn.sessionId);
    const taken = takeTurn(loaded?.typed ?? null, turn, clock());
    if (taken.next === null) return taken;
    const isSaved = await typedTokens.save(channel, turn.sessionId, taken.next, loaded?.version ?? 0);
    if (isSaved) return taken;
  }
  throw new Error('A USSD turn lost the race for its session too often.');
}

/** The session's tokens up to this turn; `next` is null where nothing new was typed. */
export function takeTurn(
  before: TypedSoFar | null,
  turn: UssdTurn,
  now: Date,
): Accumulated & { readonly next: TypedSoFar | null } {
  const isLiving = before !== null && now.getTime() - before.touchedAt.getTime() < dialogueLifetimeMs;
  // A start after the end is a new call that got the same id again.
  const session = isLiving && !(before.hasEnded && turn.isStart) ? before : null;
  const call = (before?.call ?? 0) + (session ? 0 : 1);
  if (session) {
    const known = knownTurn(session, turn, now);
    if (known !== null) return { tokens: session.tokens.slice(0, known), call, next: null };
  }
  const tokens = [...(session?.tokens ?? []), ...turn.input];
  const turns = [...(session?.turns ?? []), [turn.turnId, tokens.length] as const];
  const next = { tokens, turns, call, hasEnded: session?.hasEnded ?? false, touchedAt: now };
  return { tokens, call, next };
}

/** How many tokens there were after a turn that came before; null for a new one. */
function knownTurn(session: TypedSoFar, turn: UssdTurn, now: Date): number | null {
  const { turns, tokens, touchedAt } = session;
  if (turn.isStart) return turns[0]?.[1] ?? null;
  if (turn.turnId !== null) return turns.find(([id]) => id === turn.turnId)?.[1] ?? null;
  // The start, which carries what was dialled, is repeated as a start.
  const isFirst = turns.length < 2;
  if (isFirst || now.getTime() - touchedAt.getTime() >= repeatsWithinMs) return null;
  const last = tokens.slice(turns.at(-2)?.[1] ?? 0);
  const isSame = last.length === turn.input.length && last.every((token, at) => token === turn.input[at]);
  return isSame ? tokens.length : null;
}

/**
 * The network session is over, whoever ended it: what begins under its id is another. Best left undone when another
 * process was first: then the session went on, or is marked already.
 */
export async function endTyped(
  { typedTokens, clock }: Pick<AccumulateTokensParts, 'typedTokens' | 'clock'>,
  channel: string,
  sessionId: string,
): Promise<void> {
  const loaded = await typedTokens.load(channel, sessionId);
  if (!loaded || loaded.typed.hasEnded) return;
  const ended = { ...loaded.typed, hasEnded: true, touchedAt: clock() };
  await typedTokens.save(channel, sessionId, ended, loaded.version);
}
