import type { HouseholdFacts } from '../report/types.ts';
import type { OwnReport, Progress } from './officer-work.ts';

/** What can be looked up besides households: of the officer whose dialogue it is. */
export type OfficerNeed = 'own-reports' | 'progress';

/** What is to be looked up before a dialogue can go on. */
export interface Need {
  readonly households: readonly string[];
  readonly officer: readonly OfficerNeed[];
}

/** What was looked up so far. */
export interface Known {
  /** Facts by IDBDT; null for a household that was looked up and is nowhere. */
  readonly households: ReadonlyMap<string, HouseholdFacts | null>;
  /** The officer's newest reports that could be withdrawn when the dialogue began, the newest first. */
  readonly ownReports?: readonly OwnReport[] | undefined;
  readonly progress?: Progress | undefined;
}

export const noNeed: Need = { households: [], officer: [] };

/** What of a need is not known yet; null when all is. */
export function missingOf(need: Need, known: Known): Need | null {
  const households = need.households.filter((idbdt) => !known.households.has(idbdt));
  const officer = need.officer.filter((what) =>
    what === 'progress' ? known.progress === undefined : known.ownReports === undefined,
  );
  return households.length + officer.length === 0 ? null : { households, officer };
}
