import { mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { HandOver } from './schema.ts';
import { writeDurably } from './write-durably.ts';

/** Where what can never be taken is put aside, for a person to look at. */
const refusedFolder = 'refused';

/** What became of one entry: taken, never to be taken, or to be tried again. */
export type Fate = 'taken' | 'refused' | 'later';

export interface Drained {
  readonly taken: number;
  readonly refused: number;
  /** Entries left for another time. */
  readonly left: number;
}

/** Keeps an entry durably. @param name without ending; entries are handed over in the order of their names. */
export async function keepInSpool(folder: string, name: string, entry: HandOver): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeDurably(folder, `${name}.json`, Buffer.from(JSON.stringify(entry)));
}

/**
 * Hands over what lies in the spool folder, the oldest first, and removes what was taken. Stops at the first that is to
 * be tried later: the others would fare no better. Several at once do no harm, since whoever takes an entry knows it
 * again.
 */
export async function drainSpool(
  folder: string,
  handOver: (entry: HandOver) => Promise<Fate>,
  isStopping: () => boolean = () => false,
): Promise<Drained> {
  const names = await namesIn(folder);
  let taken = 0;
  let refused = 0;
  for (const [index, name] of names.entries()) {
    if (isStopping()) return { taken, refused, left: names.length - index };
    const entry = await readEntry(join(folder, name));
    if (entry === 'gone') continue;
    const fate = entry === 'unreadable' ? 'refused' : await handOver(entry);
    if (fate === 'later') return { taken, refused, left: names.length - index };
    await clearAway(folder, name, fate);
    if (fate === 'taken') taken += 1;
    else refused += 1;
  }
  return { taken, refused, left: 0 };
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(unless('ENOENT', []));
  return names.filter((name) => /^[^.].*\.json$/.test(name)).sort();
}

async function readEntry(path: string): Promise<HandOver | 'gone' | 'unreadable'> {
  const text = await readFile(path, 'utf8').catch(unless('ENOENT', null));
  if (text === null) return 'gone';
  try {
    return HandOver.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

/** Another drain may have been here first. */
async function clearAway(folder: string, name: string, fate: 'taken' | 'refused'): Promise<void> {
  const path = join(folder, name);
  if (fate === 'taken') return unlink(path).catch(unless('ENOENT', undefined));
  await mkdir(join(folder, refusedFolder), { recursive: true });
  await rename(path, join(folder, refusedFolder, name)).catch(unless('ENOENT', undefined));
}

/** Takes one fault for a value; others stay faults. */
function unless<T>(code: string, value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === code) return value;
    throw error;
  };
}
