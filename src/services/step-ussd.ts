import type { Clock, RenderedScreen, UssdRequest } from '../ports.ts';
import { type DialogueParts, findDialogue } from './ussd-dialogue.ts';
import { endScreen } from './ussd-end-screen.ts';
import { type LiveParts, loadLive, placeIn, saveLive } from './ussd-live.ts';
import { makeSingleFlight } from './ussd-single-flight.ts';
import { type TurnParts, takeTurn } from './ussd-turn.ts';

export interface StepUssdParts
  extends Omit<DialogueParts, 'directory' | 'pins'>,
    Omit<TurnParts, 'directory' | 'pins'>,
    LiveParts {
  readonly directory: DialogueParts['directory'] & TurnParts['directory'];
  readonly pins: DialogueParts['pins'] & TurnParts['pins'];
  readonly clock: Clock;
}

export type StepUssd = (request: UssdRequest, channel: string) => Promise<RenderedScreen>;

/** No dialogue of ours comes near these; beyond them it is no person. */
const most = { tokens: 200, tokenLength: 200 } as const;
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
    if (isHostile(request.tokens)) return endScreen(parts.messages, 'screen.too-long', 'id');
    const session = `${channel}\n${request.sessionId}`;
    return fly(session, `${request.msisdn}\n${request.tokens.join('*')}`, () =>
      answer(parts, request, channel),
    );
  };
}

async function answer(parts: StepUssdParts, request: UssdRequest, channel: string): Promise<RenderedScreen> {
  for (let tries = 1; ; tries += 1) {
    const now = parts.clock();
    const loaded = await loadLive(parts, channel, request.sessionId);
    const place = (loaded && placeIn(parts, loaded.state, request, now)) ?? null;
    const dialogue = place ?? (await findDialogue(parts, request, channel, now));
    if (dialogue.kind === 'screen') return dialogue.screen;
    const isSame = loaded?.state.start.dialogue === dialogue.start.dialogue;
    const turns = isSame ? loaded.state.turns : {};
    const turned = await takeTurn(parts, dialogue, turns, request, now);
    if (!turned.next) return turned.screen;
    // Another process that was first has stored the same turn, or one that this request now follows.
    const isSaved = await saveLive(parts, turned.next, loaded?.version ?? 0);
    if (isSaved || tries === maxTries) return turned.screen;
  }
}

function isHostile(tokens: readonly string[]): boolean {
  return tokens.length > most.tokens || tokens.some((token) => token.length > most.tokenLength);
}
