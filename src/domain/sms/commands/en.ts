import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `EN`: answers in English from now on. */
export const en = {
  keyword: 'EN',
  body: 'nothing',
  action: 'serve',
  read: ({ parsed }) => ({
    ...answered(parsed, say('answer.language-en')),
    officerChange: { language: 'en' },
  }),
} satisfies Command;
