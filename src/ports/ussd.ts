import type { DialogueForm } from '../domain/flow/state.ts';
import type { Language } from '../domain/instrument/types.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { PinVerdict } from '../domain/workflow/pin.ts';
import type { InboundMessage } from './inbox.ts';

/** A person's unfinished form. One per officer, form and household. */
export interface Draft {
  readonly officerId: number;
  readonly form: DialogueForm;
  readonly idbdt: string;
  /** What the flow engine needs to go on. */
  readonly state: unknown;
  readonly updatedAt: Date;
}

/** How a dialogue began; enough to replay it from the start. */
export interface DialogueStart {
  readonly channel: string;
  readonly sessionId: string;
  readonly dialogue: number;
  readonly msisdn: string;
  readonly began: 'offer' | 'menu';
  /** The draft as it stood at the start. */
  readonly draft: Draft | null;
  readonly beganAt: Date;
  /**
   * Where a turn stopped: [index of the token it stopped at, number of tokens it carried]. What was dialled
   * after a wrong token counts as answered but was never taken, and a replay leaves it out in the same way.
   */
  readonly stops: readonly (readonly [number, number])[];
  readonly hasEnded: boolean;
  /** Who signed in on a phone that is not theirs, and how many tokens that took; null on an officer's own phone. */
  readonly signedIn: SignedInAs | null;
}

export interface SignedInAs {
  readonly officerId: number;
  /** Tokens before the dialogue's own; a replay leaves them out and needs no PIN. */
  readonly tokens: number;
}

/** Where a dialogue stands; may be lost at any time and is then replayed from its start. */
export interface SessionState {
  readonly start: DialogueStart;
  /** Tokens answered so far, as they may be kept: a mask in the place of each that is a secret. */
  readonly tokens: readonly string[];
  /** Stored answers by turn key, so that a repeated request gets the same bytes. */
  readonly turns: Readonly<Record<string, { readonly text: string; readonly isEnd: boolean }>>;
  readonly lastTurn: string;
  /** What the flow engine needs to go on. */
  readonly engine: unknown;
  readonly hasEnded: boolean;
}

/** Live session state: in Redis where it is, else in the store. Losing it loses nothing that was accepted. */
export interface Sessions {
  load(
    channel: string,
    sessionId: string,
  ): Promise<{ readonly state: SessionState; readonly version: number } | null>;
  /** Saves if the stored version is still `expectedVersion` (0: none yet). False: somebody else was first. */
  save(channel: string, sessionId: string, state: SessionState, expectedVersion: number): Promise<boolean>;
}

/** What was typed so far in a session of a channel that sends only the last input. */
export interface TypedSoFar {
  readonly tokens: readonly string[];
  /** Each turn taken: its id, and how many tokens there were after it. */
  readonly turns: readonly (readonly [turnId: string | null, count: number])[];
  /** Which call by this id it is, from 1: networks give ids again. */
  readonly call: number;
  readonly hasEnded: boolean;
  readonly touchedAt: Date;
}

/** Sessions' tokens, durable: without them a restart would lose what was typed. */
export interface TypedTokens {
  load(
    channel: string,
    sessionId: string,
  ): Promise<{ readonly typed: TypedSoFar; readonly version: number } | null>;
  /** Saves if the stored version is still `expectedVersion` (0: none yet). False: somebody else was first. */
  save(channel: string, sessionId: string, typed: TypedSoFar, expectedVersion: number): Promise<boolean>;
}

/** What one USSD turn makes durable before it is answered. */
export interface UssdWrite {
  /** Of a dialogue that is there already the stops are replaced, and who signed in is added. */
  readonly start?: DialogueStart;
  readonly ended?: { readonly channel: string; readonly sessionId: string; readonly dialogue: number };
  readonly draft?: Draft;
  /** A draft without answers yet: an open one of its key keeps its state and only becomes the newest. */
  readonly emptyDraft?: Draft;
  readonly closedDraft?: { readonly officerId: number; readonly form: DialogueForm; readonly idbdt: string };
  readonly submission?: InboundMessage;
  /** The language that an officer chose. */
  readonly language?: { readonly officerId: number; readonly language: Language };
}

/** A network session by its own id, which is unique within the channel for as long as it lives. */
export interface NetworkSession {
  readonly channel: string;
  readonly sessionId: string;
}

/** A PIN at its place in a dialogue: each place is judged once, and tells the same for ever after. */
export interface TypedPin extends NetworkSession {
  readonly dialogue: number;
  /** Index of its token. */
  readonly at: number;
  /** Whose PIN it is, or will be. */
  readonly officerId: number;
  readonly pin: string;
  readonly now: Date;
}

/** Keeps the officers' PINs: hashed, with the wrong tries and the pauses that follow from them. */
export interface PinKeeper {
  /** An officer in office by code, and whether they have a PIN. */
  findByCode(code: string): Promise<{ readonly officer: Officer; readonly hasPin: boolean } | null>;
  /** An officer in office. */
  findById(officerId: number): Promise<Officer | null>;
  /** Whether an officer had a PIN before a moment. */
  hasPin(officerId: number, before: Date): Promise<boolean>;
  /** Whether it is the officer's; a wrong one counts. `msisdn`: the number that it came from, null for their own. */
  check(typed: TypedPin & { readonly msisdn: string | null }): Promise<PinVerdict>;
  /**
   * Makes it the officer's, and ends a pause. Set by somebody else it is temporary, and refused where that one is not
   * the officer's superior.
   */
  set(typed: TypedPin & { readonly by: number }): Promise<PinVerdict>;
}

export interface UssdStore {
  /** Commits the writes of several turns in one transaction, in the order given. */
  write(writes: readonly UssdWrite[]): Promise<void>;
  /** The newest dialogue of a network session, or null. */
  findStart(channel: string, sessionId: string): Promise<DialogueStart | null>;
  /** The same of several sessions at once, in the order given. */
  findStarts(sessions: readonly NetworkSession[]): Promise<(DialogueStart | null)[]>;
  /** The officer's newest open draft, or null. */
  findDraft(officerId: number): Promise<Draft | null>;
  /** The same of several officers at once; who has none is absent. */
  findDrafts(officerIds: readonly number[]): Promise<Map<number, Draft>>;
}
