import type { Flow } from '../domain/flow/definition.ts';
import { begin } from '../domain/flow/engine.ts';
import { mask } from '../domain/flow/mask.ts';
import { borrowedNote } from '../domain/flow/notes.ts';
import type { EngineState } from '../domain/flow/state.ts';
import { dialogueLifetimeMs } from '../domain/flow/turn.ts';
import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { DialogueStart, Directory, RenderedScreen, UssdRequest, UssdStore } from '../ports.ts';
import { openDraft } from './open-draft.ts';
import { enter, type SignInParts } from './sign-in.ts';
import { endScreen } from './ussd-end-screen.ts';

/** A dialogue that tokens can be taken in, from where it stands. */
export interface Dialogue {
  readonly kind: 'dialogue';
  readonly start: DialogueStart;
  /** The store does not have the start, or not as it is now. */
  readonly isNew: boolean;
  readonly flow: Flow;
  readonly state: EngineState;
  /** The tokens answered up to the state, as they may be kept. */
  readonly kept: readonly string[];
}

/** What is shown where there is no dialogue to go on with. */
export interface Shown {
  readonly kind: 'screen';
  readonly screen: RenderedScreen;
}

export interface DialogueParts extends SignInParts {
  readonly flows: ReadonlyMap<Role, Flow>;
  readonly instrument: Instrument;
  readonly directory: Pick<Directory, 'findOfficers'>;
  readonly ussdStore: Pick<UssdStore, 'findStart' | 'findDraft'>;
}

/**
 * Finds the dialogue of a request without its live state: the one that the store knows to have begun, to be
 * replayed from its start, or a new one. A number that is nobody's is asked who it is first.
 */
export async function findDialogue(
  parts: DialogueParts,
  request: UssdRequest,
  channel: string,
  now: Date,
): Promise<Dialogue | Shown> {
  const [known, officers] = await Promise.all([
    parts.ussdStore.findStart(channel, request.sessionId),
    parts.directory.findOfficers([request.msisdn]),
  ]);
  const living = known !== null && isLiving(known, request, now) ? known : null;
  if (living?.signedIn) return signedInDialogue(parts, living, living.signedIn.officerId);
  const fresh = { ...freshStart(request, channel, now), dialogue: (known?.dialogue ?? 0) + 1 };
  const officer = officers.get(request.msisdn);
  if (officer) {
    const start = living ?? (await withDraft(parts, request, fresh, officer));
    return dialogueOf(parts, start, officer, living === null);
  }
  const entered = await enter(parts, request, living ?? fresh, living === null, now);
  return entered.kind === 'in' ? dialogueOf(parts, entered.start, entered.officer, true) : entered;
}

/**
 * Whether a request can belong to a dialogue: it is of the same phone, the dialogue is not too old to be in the
 * network any more, and the request is no fresh start after its end.
 */
export function isLiving(start: DialogueStart, request: UssdRequest, now: Date): boolean {
  if (start.msisdn !== request.msisdn) return false;
  if (start.hasEnded) return request.tokens.length > 0;
  return now.getTime() - start.beganAt.getTime() <= dialogueLifetimeMs;
}

async function signedInDialogue(
  parts: DialogueParts,
  start: DialogueStart,
  officerId: number,
): Promise<Dialogue | Shown> {
  const officer = await parts.pins.findById(officerId);
  return officer
    ? dialogueOf(parts, start, officer, false)
    : { kind: 'screen', screen: endScreen(parts.messages, 'screen.not-registered', 'id') };
}

/** The dialogue at its start; on a borrowed phone behind the tokens that said who it is. */
function dialogueOf(
  parts: DialogueParts,
  start: DialogueStart,
  officer: Officer,
  isNew: boolean,
): Dialogue | Shown {
  const flow = parts.flows.get(officer.role);
  if (!flow) return { kind: 'screen', screen: endScreen(parts.messages, 'screen.no-flow', officer.language) };
  const draft = start.began === 'offer' && start.draft ? openDraft(start.draft) : null;
  const begun = begin(flow, parts.instrument, officerOf(officer), draft);
  const state = start.signedIn ? { ...begun, reason: borrowedNote } : begun;
  const kept = Array.from({ length: start.signedIn?.tokens ?? 0 }, () => mask);
  return { kind: 'dialogue', start, isNew, flow, state, kept };
}

function freshStart(request: UssdRequest, channel: string, now: Date): Omit<DialogueStart, 'dialogue'> {
  return {
    channel,
    sessionId: request.sessionId,
    msisdn: request.msisdn,
    began: 'menu',
    draft: null,
    beganAt: now,
    stops: [],
    hasEnded: false,
    signedIn: null,
  };
}

/** Who dials through says where to go: no offer then, and the draft stays as it is. */
async function withDraft(
  { ussdStore }: DialogueParts,
  { tokens }: UssdRequest,
  start: DialogueStart,
  { id }: Officer,
): Promise<DialogueStart> {
  const draft = tokens.length === 0 ? await ussdStore.findDraft(id) : null;
  return draft && openDraft(draft) ? { ...start, began: 'offer', draft } : start;
}

function officerOf({ id, role, language, areas, villages }: Officer) {
  return { id, role, language, areas, villages };
}
