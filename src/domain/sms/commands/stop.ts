import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `STOP`: no more messages that are not answers. */
export const stop = {
  keyword: 'STOP',
  body: 'nothing',
  action: 'serve',
  read: ({ parsed }) => ({ ...answered(parsed, say('answer.stopped')), officerChange: { isStopped: true } }),
} satisfies Command;
