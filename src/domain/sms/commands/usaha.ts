import { unitCommand, unknownMembers } from '../unit-reading.ts';

/** `USAHA`: the businesses of one or more members. */
export const usaha = unitCommand({
  keyword: 'USAHA',
  forms: ['USAHA'],
  partOf: (units) => ({ businesses: units.map(({ number, answers }) => ({ member: number, answers })) }),
  check: unknownMembers,
});
