import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** SMSD and the gateway may be two users of one group. */
const groupReadable = 0o660;

/**
 * Puts a file into a folder so that it is there whole or not at all, also after a loss of power: written beside under a
 * name that nobody looks for, synced, renamed, the folder synced. A file of that name is replaced.
 *
 * @throws the system's error, such as ENOSPC: nothing stands under the name then.
 */
export async function writeDurably(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const draft = join(folder, `.draft-${name}`);
  const file = await open(draft, 'w', groupReadable);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, name));
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
