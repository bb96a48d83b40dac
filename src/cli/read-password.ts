import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { passwordLength } from '../domain/workflow/console-user.ts';
import { UsageError } from './errors.ts';

/**
 * Reads a password: twice from a terminal that doesn't show it, or the first line of standard input. Never from an
 * argument, which everybody on the machine sees.
 *
 * @throws UsageError for one that is too short or too long, or typed in two ways.
 */
export async function readPassword(input: NodeJS.ReadStream = process.stdin): Promise<string> {
  const isTerminal = input.isTTY === true;
  const lines = linesOf(input, isTerminal);
  const password = await lines.next(isTerminal ? 'Password: ' : '');
  if (isTerminal && (await lines.next('Again: ')) !== password)
    throw new UsageError('These are two passwords.');
  lines.close();
  const { min, max } = passwordLength;
  if (password.length < min || password.length > max)
    throw new UsageError(`A password has ${min} to ${max} characters; a sentence is good.`);
  return password;
}

function linesOf(input: NodeJS.ReadStream, isTerminal: boolean) {
  // readline echoes what is typed to its output: here nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: isTerminal });
  const iterator = reader[Symbol.asyncIterator]();
  return {
    async next(prompt: string): Promise<string> {
      process.stderr.write(prompt);
      const { value, done } = await iterator.next();
      if (isTerminal) process.stderr.write('\n');
      return done ? '' : value;
    },
    close: () => reader.close(),
  };
}
