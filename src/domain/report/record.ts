import type { HouseholdFacts, RecordRow } from './types.ts';

/** A household as it stands in the records, with the prelist's copies of members that nobody reported on yet. */
export interface RecordState {
  /** Row of `udrt`; null while nothing is stored. */
  readonly household: RecordRow | null;
  /** Rows of `udart` by member number, copies of the prelist included (see {@link isStored}). */
  readonly members: ReadonlyMap<number, RecordRow>;
  /** Rows of `kk` by family number. */
  readonly families: ReadonlyMap<number, RecordRow>;
  /** Rows of `usaha` by number of the member who owns the business. */
  readonly businesses: ReadonlyMap<number, RecordRow>;
}

/** What the facts of a household say of its records. */
export function stateOf(facts: HouseholdFacts): RecordState {
  return {
    household: facts.record,
    members: byNumber(facts.members, 'no_urut'),
    families: byNumber(facts.families, 'nuk'),
    businesses: byNumber(facts.businesses, 'no_urut_art'),
  };
}

/** The facts of a household whose records now stand so. */
export function factsWith(facts: HouseholdFacts, state: RecordState): HouseholdFacts {
  return {
    ...facts,
    record: state.household,
    members: [...state.members.values()],
    families: [...state.families.values()],
    businesses: [...state.businesses.values()],
  };
}

/** Whether a row is in the store. A copy of the prelist is not: no report made it. */
export function isStored(row: RecordRow | null | undefined): row is RecordRow {
  return row?.report_id !== undefined && row.report_id !== null;
}

function byNumber(rows: readonly RecordRow[], key: string): ReadonlyMap<number, RecordRow> {
  const sorted = rows.map((row) => [Number(row[key]), row] as const).sort(([one], [other]) => one - other);
  return new Map(sorted);
}
