import { readBackCheck } from '../back-check-reading.ts';
import type { Command } from '../command.ts';
import { headCandidates } from '../mend/read-reference.ts';

/** `PERIKSA`: what a household that was drawn told the supervisor; compared, and stored nowhere else. */
export const periksa = {
  keyword: 'PERIKSA',
  body: 'pairs',
  action: 'back-check',
  needs: ['team', 'back-checks'],
  candidates: ({ text }, officer) => headCandidates(text, officer),
  read: readBackCheck,
} satisfies Command;
