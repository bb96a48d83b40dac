import type { Command } from 'commander';

/** Lets main decide on the exit code instead of ending the process within the parser. */
export function exitByException(command: Command): Command {
  command.exitOverride();
  for (const sub of command.commands) exitByException(sub);
  return command;
}
