import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `ID`: answers in Indonesian from now on. */
export const id = {
  keyword: 'ID',
  body: 'nothing',
  action: 'serve',
  read: ({ parsed }) => ({
    ...answered(parsed, say('answer.language-id')),
    officerChange: { language: 'id' },
  }),
} satisfies Command;
