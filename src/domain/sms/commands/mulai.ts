import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `MULAI`: messages that are not answers again. */
export const mulai = {
  keyword: 'MULAI',
  body: 'nothing',
  action: 'serve',
  read: ({ parsed }) => ({ ...answered(parsed, say('answer.started')), officerChange: { isStopped: false } }),
} satisfies Command;
