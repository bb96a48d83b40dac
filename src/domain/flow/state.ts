import { z } from 'zod';
import type { Language } from '../instrument/types.ts';
import type { FormName, MessageCall } from '../report/types.ts';
import type { Role } from '../workflow/roles.ts';

/** What a dialogue needs to know of its officer; read once, when it begins. */
export interface FlowOfficer {
  readonly id: number;
  readonly role: Role;
  readonly language: Language;
  readonly areas: readonly string[];
  readonly villages: readonly string[];
}

/** What a draft keeps: what was typed, not what it means, so that it outlives a new instrument. */
export const DraftState = z.object({
  /** Masked name of the head. */
  head: z.string(),
  /** Digits by block. */
  digits: z.record(z.string(), z.string()).readonly(),
  /** IDBDT of the other household, where it was asked. */
  partner: z.string().nullable(),
});
export type DraftState = z.infer<typeof DraftState>;

/** A form as far as it is filled in. */
export interface OpenForm extends Readonly<DraftState> {
  readonly form: FormName;
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
  /** Why the last token was refused; shown first. */
  readonly reason: MessageCall | null;
}

/** Whether stored JSON is a state that this flow can go on from; anything else is replayed from the start. */
export function isEngineState(value: unknown, version: string): value is EngineState {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === version;
}
