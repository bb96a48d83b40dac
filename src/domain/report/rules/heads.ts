import { headCode, memberColumns } from '../columns.ts';
import { numberIn } from '../numbers.ts';
import type { RecordRow } from '../types.ts';
import { broughtOf, type Check, presentMembers } from './check.ts';

/** A second head of household. None yet is no error: the household is incomplete. */
export const secondHead: Check = {
  name: 'second-head',
  columns: [memberColumns.relation, memberColumns.presence],
  find: (input) => {
    const heads = presentMembers(input).filter(([, row]) => row[memberColumns.relation] === headCode);
    return heads.length < 2 ? [] : broughtOf(input, numbersOf(heads));
  },
};

/** A second head of one family. */
export const secondFamilyHead: Check = {
  name: 'second-family-head',
  columns: [memberColumns.family, memberColumns.familyRelation, memberColumns.presence],
  find: (input) => {
    const heads = presentMembers(input).filter(([, row]) => row[memberColumns.familyRelation] === headCode);
    const families = new Set(heads.map(([, row]) => numberIn(row, memberColumns.family)));
    return [...families].flatMap((family) => {
      const ofFamily = heads.filter(([, row]) => numberIn(row, memberColumns.family) === family);
      return ofFamily.length < 2 ? [] : broughtOf(input, numbersOf(ofFamily));
    });
  },
};

function numbersOf(members: readonly (readonly [number, RecordRow])[]): number[] {
  return members.map(([number]) => number);
}
