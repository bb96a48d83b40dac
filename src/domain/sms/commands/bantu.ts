import { mayDo } from '../../workflow/authority.ts';
import type { Command } from '../command.ts';
import { answered, say } from '../verdicts.ts';

/** `BANTU`: help by role, or with one command that the role may send. */
export const bantu = {
  keyword: 'BANTU',
  body: 'words',
  action: 'serve',
  read: ({ parsed, officer, commands }) => {
    const [topic] = parsed.words;
    const command = commands.find(
      (known) => known.keyword === topic && mayDo(officer, known.action) === null,
    );
    return answered(parsed, say(`help.${command?.keyword ?? officer.role}`));
  },
} satisfies Command;
