import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isProcessAlive, ownIdentity, ProcessIdentity } from './process-identity.ts';

export type LockPurpose = 'serve' | 'command';

/** Who holds, or wants, a data folder. */
const LockClaim = z.object({
  process: ProcessIdentity,
  purpose: z.enum(['serve', 'command']),
  /** Where the holder's socket is, or will be. */
  socketFolder: z.string(),
});
export type LockClaim = z.infer<typeof LockClaim>;

export interface FolderLock {
  release(): void;
}

const heartbeatMs = 5_000;
/** A holder on another machine is taken for dead after so long without a heartbeat. */
const staleAfterMs = 30_000;
/** Claimers that meet withdraw and try again after a random pause; a holder doesn't go away in that time. */
const attempts = 12;
const pauseMs = { least: 10, most: 60 };

/** A second process on one folder would lose rows silently: it is refused. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';

  constructor(dataDir: string, holder: LockClaim | null) {
    const who = holder ? `process ${holder.process.pid} (${holder.purpose})` : 'another process';
    super(`${dataDir} is in use by ${who}. Stop it first, or give this one another DATA_DIR.`);
  }
}

/**
 * Takes a data folder for this process alone.
 *
 * Each claimer first puts a file with a name of its own in `<dataDir>/lock`, then lists the folder: whoever sees
 * no other living claim has it. Of two claimers the later one to put its file sees the other's, so never both have
 * it; and a dead one's file may be removed by anyone at any time, for its name never comes again.
 * @returns null when a living process has it
 */
export async function takeLock(
  dataDir: string,
  purpose: LockPurpose,
  socketFolder: string,
  onLost: (error: Error) => void = () => {},
): Promise<FolderLock | null> {
  const folder = lockFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const body = JSON.stringify({ process: ownIdentity(), purpose, socketFolder } satisfies LockClaim);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const file = putClaim(folder, body);
    if (livingClaims(folder, file).length === 0) return hold(file, body, dataDir, onLost);
    rmSync(file, { force: true });
    const span = pauseMs.most - pauseMs.least;
    await sleep(pauseMs.least + Math.random() * span);
  }
  return null;
}

/** The living holder of a data folder, or null. A claimer that is about to withdraw may be taken for one. */
export function findHolder(dataDir: string): LockClaim | null {
  return livingClaims(lockFolder(dataDir), null)[0] ?? null;
}

function lockFolder(dataDir: string): string {
  return join(dataDir, 'lock');
}

/** The claim appears whole, by a rename, and whole after a power cut too. */
function putClaim(folder: string, body: string): string {
  const name = join(folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
  writeFileSync(`${name}.new`, body, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(`${name}.new`, `${name}.claim`);
  return `${name}.claim`;
}

function livingClaims(folder: string, own: string | null): LockClaim[] {
  const living: LockClaim[] = [];
  for (const name of listNames(folder)) {
    const file = join(folder, name);
    if (file === own) continue;
    const claim = readLivingClaim(file, name.endsWith('.claim'));
    if (claim) living.push(claim);
  }
  return living;
}

/** Null for a dead process's claim, which is removed on the way, and for one that went while we looked. */
function readLivingClaim(file: string, isPut: boolean): LockClaim | null {
  try {
    const ageMs = Date.now() - statSync(file).mtimeMs;
    if (!isPut) return ageMs > staleAfterMs ? drop(file) : null;
    const claim = LockClaim.parse(JSON.parse(readFileSync(file, 'utf8')));
    const isAlive = isProcessAlive(claim.process) ?? ageMs <= staleAfterMs;
    return isAlive ? claim : drop(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function drop(file: string): null {
  rmSync(file, { force: true });
  return null;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function hold(file: string, body: string, dataDir: string, onLost: (error: Error) => void): FolderLock {
  const heartbeat = setInterval(() => {
    try {
      // `r+` fails when the file is gone: another machine took us for dead, or somebody removed it.
      writeFileSync(file, body, { flag: 'r+' });
    } catch {
      release();
      onLost(new Error(`The lock on ${dataDir} is gone`));
    }
  }, heartbeatMs);
  heartbeat.unref();
  const removeFile = () => rmSync(file, { force: true });
  process.once('exit', removeFile);
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', removeFile);
    removeFile();
  };
  return { release };
}
