import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { CommandContext } from './context.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { welcome } from './welcome.ts';

export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('run the gateway: take reports over HTTP, read them into records, send the answers')
    .option('--no-work', 'only take reports; `kentongan work` processes read them (needs DATABASE_URL)')
    .action(async (options: { work: boolean }) => {
      const config = readConfig(context.env);
      const running = await context.startServe(config, { works: options.work });
      console.log(welcome(config, running, new Date()));
      await runUntilStopped(running);
    });
}
