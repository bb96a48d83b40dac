import type { HouseholdFacts } from '../report/types.ts';
import type { Officer } from './officer.ts';
import { type Role, roles } from './roles.ts';

/**
 * What an officer can ask of the gateway. `serve`: help, settings, answers to questions, what is one's own;
 * `look-up`: what is stored of a household; `claim`: the state of an area; `review`: of a report of the team;
 * `step`: of a household or of an area in the status chain.
 */
export const actions = ['serve', 'report', 'look-up', 'claim', 'review', 'step', 'back-check'] as const;
export type Action = (typeof actions)[number];

/** What an action is done to. */
export interface Place {
  readonly of: 'household' | 'area';
  /** IDBDT or BPS code of the area. */
  readonly code: string;
  /** Whether the prelist or the records have the household, or the store the area. */
  readonly isKnown: boolean;
  /** Officer whose report stands there, null where nobody reported; absent where it doesn't matter. */
  readonly reporterId?: number | null;
  /** Whether the reporter's superior is the officer who asks. */
  readonly isOfTeam?: boolean;
}

/** Why an officer may not; each has a message under `answer.<reason>`. */
export type Denial =
  | 'not-allowed'
  | 'other-area'
  | 'unknown-household'
  | 'unknown-area'
  | 'own-report'
  | 'other-team';

interface Rule {
  readonly roles: readonly Role[];
  /** Whether it is done to a place within the officer's areas that is known. */
  readonly isPlaced: boolean;
  /** Roles for whom the reporter must be one of their own team. */
  readonly ofTeam: readonly Role[];
}

const everybody: Rule = { roles, isPlaced: false, ofTeam: [] };
const placed: Rule = { roles, isPlaced: true, ofTeam: [] };

const rules: Readonly<Record<Action, Rule>> = {
  serve: everybody,
  report: { ...placed, roles: ['enumerator'] },
  'look-up': placed,
  claim: { ...placed, roles: ['pengawas', 'korcam', 'korkab', 'korwil'] },
  review: { ...placed, roles: ['pengawas'], ofTeam: ['pengawas'] },
  step: { ...placed, roles: ['pengawas', 'korkab', 'korwil'], ofTeam: ['pengawas'] },
  'back-check': { ...placed, roles: ['pengawas'], ofTeam: ['pengawas'] },
};

/**
 * The one place that says which officer may do what where; for users of the console see `desk-authority.ts`. Without a place it says whether the role may do it anywhere.
 *
 * @returns null where the officer may; else the first reason against it: the role before the area, the area before
 *   what is known there, and last whose report it is.
 */
export function mayDo(officer: Officer, action: Action, place?: Place): Denial | null {
  const rule = rules[action];
  if (!isForRole(action, officer.role)) return 'not-allowed';
  if (place === undefined || !rule.isPlaced) return null;
  if (!covers(officer, place.code)) return 'other-area';
  if (!place.isKnown) return place.of === 'household' ? 'unknown-household' : 'unknown-area';
  if (isReview(action) && place.reporterId === officer.id) return 'own-report';
  const isOthers = typeof place.reporterId === 'number' && place.isOfTeam === false;
  return rule.ofTeam.includes(officer.role) && isOthers ? 'other-team' : null;
}

/** Whether officers of a role do something at all. */
export function isForRole(action: Action, role: Role): boolean {
  return rules[action].roles.includes(role);
}

/** Whether a household or an area lies in one of the officer's areas: an area's code starts the codes of all in it. */
export function covers(officer: Pick<Officer, 'areas'>, code: string): boolean {
  return officer.areas.some((area) => code.startsWith(area));
}

/** A household as a place. */
export function householdPlace(idbdt: string, household: HouseholdFacts | undefined): Place {
  return { of: 'household', code: idbdt, isKnown: household !== undefined };
}

/** Nobody reviews what they reported themselves, whatever their post is by now. */
function isReview(action: Action): boolean {
  return action === 'review' || action === 'step' || action === 'back-check';
}
