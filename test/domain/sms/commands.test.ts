import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/domain/sms/commands/index.ts';
import { roles } from '../../../src/domain/workflow/roles.ts';
import { readMessages } from '../../../src/flow-files.ts';

const folder = join(import.meta.dirname, '../../../src/domain/sms/commands');

describe('commands', () => {
  it('the list holds exactly the files of the folder', () => {
    const files = readdirSync(folder).filter((name) => name !== 'index.ts');
    expect(commands.map(({ keyword }) => `${keyword.toLowerCase()}.ts`).sort()).toEqual(files.sort());
  });

  it('each has its help, and each role its own', () => {
    const { id } = readMessages();
    const topics = [...commands.map(({ keyword }) => keyword), ...roles, 'LATIH'];
    expect(topics.filter((topic) => !id.has(`help.${topic}`))).toEqual([]);
  });
});
