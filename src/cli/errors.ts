import { CommanderError } from 'commander';

/** A mistake of the person at the keyboard: one line, no stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something a command looked for and did not find, or found wrong: one line, exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** Names of errors whose message is written for the person who started the command. */
const plainErrors = new Set([
  'UsageError',
  'CommandFailure',
  'ConfigError',
  'DataDirInUse',
  'ImportError',
  'StartError',
]);

/** 0 went well, 1 did not, 2 was asked wrongly. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Error && (error.name === 'UsageError' || error.name === 'ConfigError')) return 2;
  return 1;
}

/** Says an error on stderr: one line where it is a plain one, with its stack where it is a fault of ours. */
export function sayError(error: unknown): void {
  if (error instanceof CommanderError) return;
  const isPlain = error instanceof Error && plainErrors.has(error.name);
  if (isPlain) console.error(`kentongan: ${error.message}`);
  else console.error('kentongan: unexpected fault:', error);
}
