import { householdColumns, memberColumns } from '../columns.ts';
import { numberIn } from '../numbers.ts';
import { broughtOf, type Check, presentMembers } from './check.ts';

/** More members than counted. Too few are no error: they are still to come. */
export const membersOver: Check = {
  name: 'members-over',
  columns: [householdColumns.members, memberColumns.presence],
  find: (input) => {
    const counted = numberIn(input.state.household, householdColumns.members);
    const present = presentMembers(input).map(([number]) => number);
    if (counted === null || present.length <= counted) return [];
    return householdColumns.members in input.report.answers ? [null] : broughtOf(input, present).slice(-1);
  },
};

/** A member of a family beyond the number of families. */
export const familyOver: Check = {
  name: 'family-over',
  columns: [householdColumns.families, memberColumns.family, memberColumns.presence],
  find: (input) => {
    const counted = numberIn(input.state.household, householdColumns.families);
    if (counted === null) return [];
    return presentMembers(input)
      .filter(([, row]) => (numberIn(row, memberColumns.family) ?? 0) > counted)
      .map(([number]) => number);
  },
};

/** The card of a family beyond the number of families. */
export const cardOver: Check = {
  name: 'card-over',
  columns: [householdColumns.families, 'nuk'],
  find: ({ state }) => {
    const counted = numberIn(state.household, householdColumns.families);
    return counted === null ? [] : [...state.families.keys()].filter((nuk) => nuk > counted);
  },
};
