import { householdColumns, memberColumns } from '../columns.ts';
import { numberIn } from '../numbers.ts';
import { type Check, presentMembers, type RuleInput } from './check.ts';

/** Code of `sta_art_usaha`: there is a business. */
const yes = 1;
/** `Status_pekerjaan` of those who work on their own account: codes up to this. */
const lastSelfEmployed = 3;
const leastFloorM2 = 2;
const mostFloorM2 = 200;

/** A business in a household of which all members have come and none works on their own account. */
export const businessWithoutOwner: Check = {
  name: 'business-without-owner',
  columns: [
    householdColumns.hasBusiness,
    householdColumns.members,
    memberColumns.position,
    memberColumns.presence,
  ],
  find: (input) => {
    const { household } = input.state;
    const present = presentMembers(input);
    const hasAll = present.length === numberIn(household, householdColumns.members);
    if (!hasAll || numberIn(household, householdColumns.hasBusiness) !== yes) return [];
    const isOwner = (position: number | null) => position !== null && position <= lastSelfEmployed;
    return present.some(([, row]) => isOwner(numberIn(row, memberColumns.position))) ? [] : [null];
  },
};

/** Less than 2 m2 of floor a member. */
export const floorTooSmall: Check = {
  name: 'floor-too-small',
  columns: [householdColumns.floorArea, householdColumns.members],
  find: (input) => householdIf(input, (floorM2) => floorM2 < leastFloorM2),
};

/** More than 200 m2 of floor a member. */
export const floorTooLarge: Check = {
  name: 'floor-too-large',
  columns: [householdColumns.floorArea, householdColumns.members],
  find: (input) => householdIf(input, (floorM2) => floorM2 > mostFloorM2),
};

/** The household where the floor area for each of its members, as counted, is such. */
function householdIf({ state }: RuleInput, isBroken: (floorM2: number) => boolean): null[] {
  const floor = numberIn(state.household, householdColumns.floorArea);
  const members = numberIn(state.household, householdColumns.members);
  return floor !== null && members !== null && isBroken(floor / members) ? [null] : [];
}
