import { unitCommand } from '../unit-reading.ts';

/** `KK`: the family cards of one or more families. */
export const kk = unitCommand({
  keyword: 'KK',
  forms: ['KK'],
  partOf: (units) => ({
    families: units.map(({ number, answers }) => ({ nuk: number, noKk: String(answers.nokk) })),
  }),
});
