import type { Screen } from '../domain/flow/engine.ts';
import { digitsOf } from '../domain/flow/typed.ts';
import { formatMessage, type Messages } from '../domain/messages.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import { type SignInFacts, type SignInNeed, type SignInState, signIn } from '../domain/workflow/sign-in.ts';
import { signInScreen } from '../domain/workflow/sign-in-screens.ts';
import type { DialogueStart, PinKeeper, UssdRequest, UssdWrite } from '../ports.ts';

export interface SignInParts {
  readonly messages: Messages;
  readonly pins: Pick<PinKeeper, 'findByCode' | 'findById' | 'check' | 'set'>;
  readonly writeUssd: (write: UssdWrite) => Promise<void>;
}

export type Entered =
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** The start says who it is and how many tokens that took; it is not in the store yet. */
  | { readonly kind: 'in'; readonly start: DialogueStart; readonly officer: Officer };

/**
 * Takes the tokens that come before a dialogue on a phone that is nobody's: the officer's code and PIN. They are taken
 * anew with every request, from the list as the provider sends it, so that none of them is kept anywhere; what came of
 * a PIN is known by its place, so that a repeated request is no second try.
 */
export async function enter(
  parts: SignInParts,
  request: UssdRequest,
  start: DialogueStart,
  isNew: boolean,
  now: Date,
): Promise<Entered> {
  let facts: SignInFacts = { officers: new Map(), verdicts: new Map() };
  for (;;) {
    const taken = signIn(request.tokens, start.stops, facts);
    if ('need' in taken) {
      facts = await addFact(parts, facts, request, start, taken.need, now);
      continue;
    }
    const { state, stops } = taken;
    const isStopped = stops.length > start.stops.length;
    const officer = state.step === 'in' && state.officer ? await parts.pins.findById(state.officer.id) : null;
    if (officer) {
      const signedIn = { officerId: officer.id, tokens: taken.taken };
      return { kind: 'in', start: { ...start, stops, signedIn }, officer };
    }
    const shown: SignInState = state.step === 'in' ? goneMeanwhile(state) : state;
    if (start.hasEnded) {
      const isItsEnd = shown.step === 'out' && !isStopped && taken.taken === request.tokens.length;
      return {
        kind: 'screen',
        screen: isItsEnd ? signInScreen(shown, parts.messages) : afterEnd(parts, shown),
      };
    }
    await keep(parts, { ...start, stops }, request, shown, isNew || isStopped);
    return { kind: 'screen', screen: signInScreen(shown, parts.messages) };
  }
}

/**
 * Makes durable where the turn stopped or that it ended. Who only dials leaves nothing, but where the session had a
 * dialogue before: what follows would be taken for more of that one.
 */
async function keep(
  { writeUssd }: SignInParts,
  start: DialogueStart,
  { tokens }: UssdRequest,
  { step }: SignInState,
  isChanged: boolean,
): Promise<void> {
  const { channel, sessionId, dialogue } = start;
  const isOut = step === 'out';
  const isOnlyDialled = tokens.length === 0 && dialogue === 1;
  if (isOnlyDialled || !(isChanged || isOut)) return;
  await writeUssd(isOut ? { start, ended: { channel, sessionId, dialogue } } : { start });
}

async function addFact(
  { pins }: SignInParts,
  facts: SignInFacts,
  { tokens }: UssdRequest,
  start: DialogueStart,
  need: SignInNeed,
  now: Date,
): Promise<SignInFacts> {
  if (need.kind === 'officer') {
    const found = await pins.findByCode(need.code);
    const officer = found && { id: found.officer.id, language: found.officer.language, hasPin: found.hasPin };
    return { ...facts, officers: new Map([...facts.officers, [need.code, officer]]) };
  }
  const { channel, sessionId, dialogue, msisdn } = start;
  const { at, officerId } = need;
  const typed = { channel, sessionId, dialogue, at, officerId, pin: digitsOf(tokens[at] ?? '') ?? '', now };
  const verdict =
    need.kind === 'check'
      ? await pins.check({ ...typed, msisdn })
      : await pins.set({ ...typed, by: officerId });
  return { ...facts, verdicts: new Map([...facts.verdicts, [at, verdict]]) };
}

function afterEnd({ messages }: SignInParts, { officer }: SignInState): Screen {
  return { text: formatMessage(messages, officer?.language ?? 'id', 'screen.after-end'), isEnd: true };
}

/** The officer has ended since the code was taken. */
function goneMeanwhile(state: SignInState): SignInState {
  return { ...state, step: 'out', reason: { key: 'screen.not-registered', values: {} } };
}
