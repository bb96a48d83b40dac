import { dialogueLifetimeMs } from '../domain/flow/turn.ts';
import type { Clock, RenderedScreen, TypedSoFar, TypedTokens, UssdRequest, UssdTurn } from '../ports.ts';

export interface AccumulateTokensParts {
  readonly typedTokens: TypedTokens;
  readonly stepUssd: (request: UssdRequest, channel: string) => Promise<RenderedScreen>;
  readonly clock: Clock;
}

/** How often a turn is taken again when another process was first. */
const maxTries = 5;

/**
 * Makes the use case "one hop of a channel that sends only what was typed last": the tokens so far are kept, so that
 * the dialogue gets all of them as from any other channel. A turn that comes again, or a session that starts twice,
 * adds nothing. Where turns have no id a repetition looks like the same answer typed again.
 *
 * @throws whatever the store throws; also when others were first too often: the provider tries again.
 */
export function makeStepUssdTurn(parts: AccumulateTokensParts) {
  return async (turn: UssdTurn, channel: string): Promise<RenderedScreen> => {
    const tokens = await accumulate(parts, turn, channel);
    const { sessionId, msisdn, serviceCode } = turn;
    const screen = await parts.stepUssd({ sessionId, msisdn, serviceCode, tokens }, channel);
    if (screen.isEnd) await markEnded(parts, channel, sessionId);
    return screen;
  };
}

async function accumulate(
  { typedTokens, clock }: AccumulateTokensParts,
  turn: UssdTurn,
  channel: string,
): Promise<readonly string[]> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const loaded = await typedTokens.load(channel, turn.sessionId);
    const taken = takeTurn(loaded?.typed ?? null, turn, clock());
    if (taken.next === null) return taken.tokens;
    const isSaved = await typedTokens.save(channel, turn.sessionId, taken.next, loaded?.version ?? 0);
    if (isSaved) return taken.tokens;
  }
  throw new Error('A USSD turn lost the race for its session too often.');
}

/** The session's tokens up to this turn; `next` is null where nothing new was typed. */
export function takeTurn(
  before: TypedSoFar | null,
  turn: UssdTurn,
  now: Date,
): { readonly tokens: readonly string[]; readonly next: TypedSoFar | null } {
  const isLiving = before !== null && now.getTime() - before.touchedAt.getTime() < dialogueLifetimeMs;
  // A start after the end is a new call that got the same id again.
  const session = isLiving && !(before.hasEnded && turn.isStart) ? before : null;
  if (session) {
    const known = turn.isStart
      ? session.turns[0]
      : session.turns.find(([id]) => id !== null && id === turn.turnId);
    if (known) return { tokens: session.tokens.slice(0, known[1]), next: null };
  }
  const tokens = [...(session?.tokens ?? []), ...turn.input];
  const turns = [...(session?.turns ?? []), [turn.turnId, tokens.length] as const];
  return { tokens, next: { tokens, turns, hasEnded: session?.hasEnded ?? false, touchedAt: now } };
}

/** Best left undone when another process was first: then the session went on, or is marked already. */
async function markEnded(
  { typedTokens, clock }: AccumulateTokensParts,
  channel: string,
  sessionId: string,
): Promise<void> {
  const loaded = await typedTokens.load(channel, sessionId);
  if (!loaded || loaded.typed.hasEnded) return;
  const ended = { ...loaded.typed, hasEnded: true, touchedAt: clock() };
  await typedTokens.save(channel, sessionId, ended, loaded.version);
}
