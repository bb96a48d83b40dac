import { open, rename, rm } from 'node:fs/promises';
import { CommandFailure } from './errors.ts';

/**
 * Writes a file piece by piece, beside its place, and renames it, so that nobody finds half of it. It is its owner's
 * alone: it may hold names.
 *
 * @throws CommandFailure where the file can't be written. Nothing is left of it then, nor where `fill` throws.
 */
export async function writeWhole<T>(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const unfinished = `${path}.part`;
  try {
    const file = await orFail(path, open(unfinished, 'w', 0o600));
    const result = await fill((text) => orFail(path, file.appendFile(text))).finally(() => file.close());
    await orFail(path, rename(unfinished, path));
    return result;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Says in one line what the file system refuses. */
export function orFail<T>(path: string, done: Promise<T>): Promise<T> {
  return done.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    throw code === null ? error : new CommandFailure(`${path} can't be written (${code}).`);
  });
}
