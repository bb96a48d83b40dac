import type { Flow } from '../domain/flow/definition.ts';
import { begin } from '../domain/flow/engine.ts';
import { DraftState, type EngineState, type OpenForm } from '../domain/flow/state.ts';
import { dialogueLifetimeMs } from '../domain/flow/turn.ts';
import type { Instrument } from '../domain/instrument/instrument.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { DialogueStart, Directory, Draft, UssdRequest, UssdStore } from '../ports.ts';

/** A dialogue that tokens can be taken in, from where it stands. */
export interface Dialogue {
  readonly kind: 'dialogue';
  readonly start: DialogueStart;
  /** Not in the store yet. */
  readonly isNew: boolean;
  readonly flow: Flow;
  readonly state: EngineState;
  /** Tokens answered up to the state. */
  readonly answered: number;
}

/** Somebody whom no dialogue is for, with the key of what the screen says. */
export interface NoDialogue {
  readonly kind: 'none';
  readonly messageKey: 'screen.not-registered' | 'screen.no-flow';
  readonly officer: Officer | null;
}

export interface DialogueParts {
  readonly flows: ReadonlyMap<Role, Flow>;
  readonly instrument: Instrument;
  readonly directory: Pick<Directory, 'findOfficers'>;
  readonly ussdStore: Pick<UssdStore, 'findStart' | 'findDraft'>;
}

/**
 * Finds the dialogue of a request without its live state: the one that the store knows to have begun, to be
 * replayed from its start, or a new one.
 */
export async function findDialogue(
  parts: DialogueParts,
  request: UssdRequest,
  channel: string,
  now: Date,
): Promise<Dialogue | NoDialogue> {
  const [known, officers] = await Promise.all([
    parts.ussdStore.findStart(channel, request.sessionId),
    parts.directory.findOfficers([request.msisdn]),
  ]);
  const officer = officers.get(request.msisdn);
  if (!officer) return { kind: 'none', messageKey: 'screen.not-registered', officer: null };
  const flow = parts.flows.get(officer.role);
  if (!flow) return { kind: 'none', messageKey: 'screen.no-flow', officer };
  const isSame = known !== null && isLiving(known, request, now);
  const start = isSame
    ? known
    : await newStart(parts, request, channel, officer, (known?.dialogue ?? 0) + 1, now);
  const draft = start.began === 'offer' && start.draft ? openForm(start.draft) : null;
  const state = begin(flow, parts.instrument, officerOf(officer), draft);
  return { kind: 'dialogue', start, isNew: !isSame, flow, state, answered: 0 };
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

async function newStart(
  parts: DialogueParts,
  request: UssdRequest,
  channel: string,
  officer: Officer,
  dialogue: number,
  now: Date,
): Promise<DialogueStart> {
  // Who dials through says where to go: no offer then, and the draft stays as it is.
  const found = request.tokens.length === 0 ? await parts.ussdStore.findDraft(officer.id) : null;
  const draft = found && openForm(found) ? found : null;
  return {
    channel,
    sessionId: request.sessionId,
    dialogue,
    msisdn: request.msisdn,
    began: draft ? 'offer' : 'menu',
    draft,
    beganAt: now,
    stops: [],
    hasEnded: false,
  };
}

/** The form of a draft; null for one that this version can't read. */
function openForm({ form, idbdt, state }: Draft): OpenForm | null {
  const read = DraftState.safeParse(state);
  return read.success ? { form, idbdt, ...read.data } : null;
}

function officerOf({ id, role, language, areas, villages }: Officer) {
  return { id, role, language, areas, villages };
}
