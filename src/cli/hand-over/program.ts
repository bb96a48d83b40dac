import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { exitByException } from '../exit-by-exception.ts';
import { handOverCommand } from './index.ts';

/** The command line with this one command. */
export function makeHandOverProgram(context: Pick<CommandContext, 'env'>): Command {
  return exitByException(new Command('kentongan').addCommand(handOverCommand(context)));
}
