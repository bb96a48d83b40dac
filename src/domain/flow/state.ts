import { z } from 'zod';
import type { Language } from '../instrument/types.ts';
import { formNames, type MessageCall } from '../report/types.ts';
import type { Role } from '../workflow/roles.ts';

/** What a dialogue needs to know of its officer; read once, when it begins. */
export interface FlowOfficer {
  readonly id: number;
  readonly role: Role;
  readonly language: Language;
  readonly areas: readonly string[];
  readonly villages: readonly string[];
}

/**
 * What a dialogue fills in: a form, a withdrawal, a visit result for practice, or what supervisors and coordinators
 * send: approval, sending back, the status of an area, answers of a back-check.
 */
export const dialogueForms = [...formNames, 'BATAL', 'LATIH', 'SETUJU', 'TOLAK', 'LAPOR', 'PERIKSA'] as const;
export type DialogueForm = (typeof dialogueForms)[number];

/** What a draft keeps: what was typed, not what it means, so that it outlives a new instrument. */
export const DraftState = z.object({
  /** Masked name of the head. */
  head: z.string(),
  /** What was typed: digits by block, and other answers by the name of what they answer. */
  digits: z.record(z.string(), z.string()).readonly(),
  /** IDBDT of the other household, where it was asked. */
  partner: z.string().nullable(),
  /** Which dialogue of the form it is, where there are several. */
  way: z.string().optional(),
  /** Form of the instrument that lays out its digits, where that is not the form's own. */
  layout: z.string().optional(),
  /** Block of the instrument that its items are of. */
  block: z.string().optional(),
  /** Number of the member that it is about, two digits. */
  unit: z.string().optional(),
  /** Numbers of the members that were sent already in this dialogue. */
  sent: z.array(z.string()).readonly().optional(),
});
export type DraftState = z.infer<typeof DraftState>;

/** A form as far as it is filled in. */
export interface OpenForm extends Readonly<DraftState> {
  readonly form: DialogueForm;
  /** Of a household that has no number yet: its village and zeros; of an area: its code and zeros. */
  readonly idbdt: string;
}

/** What the store holds of a household, as far as a screen shows it. */
export interface StoredFacts {
  readonly idbdt: string;
  readonly head: string;
  readonly members: number | null;
  readonly families: number | null;
  readonly status: number | null;
  readonly result: number | null;
  /** `YYYY-MM-DD`. */
  readonly visitedOn: string | null;
  readonly receipt: string | null;
}

/** Indexes of tokens, never the tokens; the member of the team whose PIN is reset. */
export interface PinSetting {
  readonly oldAt?: number;
  readonly newAt?: number;
  readonly member?: { readonly officerId: number; readonly name: string };
}

/** Where a dialogue stands: plain JSON, small, and only good for the flow and instrument it was made with. */
export interface EngineState {
  readonly version: string;
  readonly officer: FlowOfficer;
  readonly language: Language;
  readonly node: string;
  /** From 0. */
  readonly page: number;
  /** Nodes to go back to, the last one first to be taken. */
  readonly history: readonly string[];
  readonly form: OpenForm | null;
  readonly stored: StoredFacts | null;
  readonly receipt: string | null;
  /** Receipts, area codes and IDBDTs that this dialogue has handed something in about. */
  readonly handedIn?: readonly string[];
  /** A PIN that is being set: where in the list of tokens its parts stand, and whose it will be. */
  readonly pin?: PinSetting;
  /** Why the last token was refused; shown first. */
  readonly reason: MessageCall | null;
}

/** Whether stored JSON is a state that this flow can go on from; anything else is replayed from the start. */
export function isEngineState(value: unknown, version: string): value is EngineState {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === version;
}
