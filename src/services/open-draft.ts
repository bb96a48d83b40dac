import { DraftState, type OpenForm } from '../domain/flow/state.ts';
import type { Draft } from '../ports.ts';

/** The form of a draft; null for one that this version can't read. */
export function openDraft({ form, idbdt, state }: Draft): OpenForm | null {
  const read = DraftState.safeParse(state);
  return read.success ? { form, idbdt, ...read.data } : null;
}
