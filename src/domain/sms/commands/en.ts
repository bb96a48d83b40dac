import { roles } from '../../workflow/roles.ts';
import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `EN`: answers in English from now on. */
export const en = {
  keyword: 'EN',
  body: 'nothing',
  roles,
  read: ({ parsed }) => ({
    ...answered(parsed, say('answer.language-en')),
    officerChange: { language: 'en' },
  }),
} satisfies Command;
