import type { HouseholdFacts } from '../report/types.ts';
import type { AreaWork, BackCheckTask, DeskReport, TeamMember } from '../workflow/desk.ts';
import type { PinVerdict } from '../workflow/pin.ts';
import type { OwnReport, Progress } from './officer-work.ts';

/** What can be looked up besides households: of the officer whose dialogue it is. */
export type OfficerNeed = keyof typeof knownAs;

/** What is to be looked up before a dialogue can go on. */
export interface Need {
  readonly households: readonly string[];
  readonly officer: readonly OfficerNeed[];
  /** What is to be done with a token that is a PIN; only a node that takes one asks for it. */
  readonly pin?: PinNeed;
}

/**
 * A PIN is named by the index of its token: it never stands in a state, an effect or a fact. `check`: whether it is the
 * officer's own; `set`: it is theirs from now on; `reset`: it is a member's of their team, until that one changes it.
 */
export type PinNeed =
  | { readonly act: 'check' | 'set'; readonly at: number }
  | { readonly act: 'reset'; readonly at: number; readonly officerId: number };

/** What was looked up so far. */
export interface Known {
  /** Facts by IDBDT; null for a household that was looked up and is nowhere. */
  readonly households: ReadonlyMap<string, HouseholdFacts | null>;
  /** The officer's newest reports that could be withdrawn when the dialogue began, the newest first. */
  readonly ownReports?: readonly OwnReport[] | undefined;
  readonly progress?: Progress | undefined;
  /** Reports that waited for the supervisor when the dialogue began. */
  readonly desk?: readonly DeskReport[] | undefined;
  readonly team?: readonly TeamMember[] | undefined;
  /** Back-checks that were open when the dialogue began. */
  readonly backChecks?: readonly BackCheckTask[] | undefined;
  /** The officer's areas and those below them, by code. */
  readonly areas?: readonly AreaWork[] | undefined;
  /** Whether the officer had a PIN when the dialogue began. */
  readonly hasPin?: boolean | undefined;
  /** What came of the PINs that were typed, by index of the token. */
  readonly pins?: ReadonlyMap<number, PinVerdict> | undefined;
}

/** Where that which is looked up of an officer is found. */
const knownAs = {
  'own-reports': 'ownReports',
  progress: 'progress',
  desk: 'desk',
  team: 'team',
  'back-checks': 'backChecks',
  areas: 'areas',
  'has-pin': 'hasPin',
} as const satisfies Record<string, keyof Known>;

export const noNeed: Need = { households: [], officer: [] };

/** What of a need is not known yet; null when all is. */
export function missingOf(need: Need, known: Known): Need | null {
  const households = need.households.filter((idbdt) => !known.households.has(idbdt));
  const officer = need.officer.filter((what) => known[knownAs[what]] === undefined);
  return households.length + officer.length === 0 ? null : { households, officer };
}
