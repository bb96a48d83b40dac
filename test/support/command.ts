import type { Command } from 'commander';
import { vi } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { exitCodeOf, sayError } from '../../src/cli/errors.ts';
import { openCore } from '../../src/core.ts';

/** How a command ended, and what it said. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, as `main` would, on the store of a URL. */
export async function runCommand(
  make: (context: CommandContext) => Command,
  databaseUrl: string,
  args: readonly string[],
): Promise<CommandRun> {
  const said = { out: [] as string[], err: [] as string[] };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text) => void said.out.push(String(text))),
    vi.spyOn(console, 'error').mockImplementation((text) => void said.err.push(String(text))),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' };
    const unused = () => Promise.reject(new Error('This command starts nothing'));
    const command = make({ env, openCore, startServe: unused, startWork: unused });
    await exitByException(command).parseAsync([...args], { from: 'user' });
  } catch (error) {
    sayError(error);
    process.exitCode = exitCodeOf(error);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const code = Number(process.exitCode);
  process.exitCode = before;
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}

function exitByException(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr() {}, writeOut: (text) => console.log(text.trimEnd()) });
  for (const sub of command.commands) exitByException(sub);
  return command;
}
