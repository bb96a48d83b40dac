import type { Command } from '../command.ts';
import { readProposal } from '../proposal-reading.ts';

/** `BARU`: a household that is in no prelist; the answer gives its reference. */
export const baru = {
  keyword: 'BARU',
  body: 'text',
  action: 'report',
  needs: ['proposals'],
  read: readProposal,
} satisfies Command;
