import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The pg client takes a folder for its host and looks for this name in it. */
export const socketName = '.s.PGSQL.5432';
export const socketPort = 5432;

/** A unix socket's path may have 107 bytes on Linux and 103 on macOS, beside the closing zero. */
const longestPathBytes = 100;

/**
 * The folder for the database's socket: the data folder itself, or, when its path is too long for a socket, a
 * private folder under the system's temporary one, named by a hash of the real path.
 * @throws Error when somebody else has that folder
 */
export function chooseSocketFolder(dataDir: string, temporaryFolder: string = tmpdir()): string {
  const real = realpathSync(dataDir);
  if (Buffer.byteLength(join(real, socketName)) <= longestPathBytes) return real;
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 16);
  const folder = join(temporaryFolder, `kentongan-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isPrivate = found.isDirectory() && (found.mode & 0o077) === 0 && found.uid === process.getuid?.();
  // In a shared temporary folder another user could have put their own socket there.
  if (!isPrivate) throw new Error(`${folder} must be a private folder of this user; remove it`);
  return folder;
}
