import { unitCommand, unknownMembers } from '../unit-reading.ts';

/** `ART`: members, all of one message with their NIK, or all without it where each of them is known already. */
export const art = unitCommand({
  keyword: 'ART',
  forms: ['ART', 'ART_PRELIST'],
  partOf: (units) => ({
    members: units.map(({ number, answers, capped }) => ({ number, answers, capped })),
  }),
  check: (units, household, form) => (form === 'ART_PRELIST' ? unknownMembers(units, household) : []),
});
