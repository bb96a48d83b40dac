import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { CommandContext } from './context.ts';
import { runUntilStopped } from './run-until-stopped.ts';

export function workCommand(context: CommandContext): Command {
  return new Command('work')
    .description('run a worker: read the inbox into records and send the answers (needs DATABASE_URL)')
    .action(async () => {
      const running = await context.startWork(readConfig(context.env));
      console.log('Kentongan worker: reading the inbox, sending the outbox. Stop it with Ctrl-C.');
      await runUntilStopped(running);
    });
}
