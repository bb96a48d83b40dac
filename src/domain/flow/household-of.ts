import { type RecordState, stateOf } from '../report/record.ts';
import type { HouseholdFacts, RecordRow } from '../report/types.ts';
import { type Need, noNeed } from './need.ts';
import type { View } from './node-type.ts';
import type { EngineState } from './state.ts';

const nothing: RecordState = {
  household: null,
  members: new Map(),
  families: new Map(),
  businesses: new Map(),
};

/** Needs the household of the open form. */
export function needsHousehold({ form }: EngineState): Need {
  return form === null ? noNeed : { households: [form.idbdt], officer: [] };
}

/** The household of the open form; null where it is nowhere. */
export function householdOf({ state, households }: View): HouseholdFacts | null {
  return state.form === null ? null : (households.get(state.form.idbdt) ?? null);
}

/** The records of the open form's household as they stand, with the prelist's copies of members. */
export function recordsOf(view: View): RecordState {
  const facts = householdOf(view);
  return facts === null ? nothing : stateOf(facts);
}

/** The household's member of a number typed as two digits; undefined where no list and no record has one. */
export function memberOf(view: View, unit: string): RecordRow | undefined {
  return recordsOf(view).members.get(Number(unit));
}
