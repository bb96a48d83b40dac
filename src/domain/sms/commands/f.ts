import type { Command } from '../command.ts';
import { mendCandidates, readMend } from '../mend/read-mend.ts';

/** `F`: mends single answers of the household, of members or of their businesses. */
export const f = {
  keyword: 'F',
  body: 'pairs',
  action: 'report',
  candidates: mendCandidates,
  read: readMend,
} satisfies Command;
