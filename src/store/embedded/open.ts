import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DataDirInUse,
  type FolderLock,
  findHolder,
  type LockClaim,
  type LockPurpose,
  takeLock,
} from './lock.ts';
import { startEmbeddedServer } from './server.ts';
import { chooseSocketFolder, socketName } from './socket-folder.ts';

/** A way to the embedded database of a data folder. */
export interface EmbeddedStore {
  /** The `host` for the pg client. */
  readonly socketFolder: string;
  /** Whether this process runs the database, or goes through another that does. */
  readonly isHolder: boolean;
  close(): Promise<void>;
}

/** A server makes its database within some 6 s at its first start; a command takes seconds. */
const longestWaitMs = 20_000;
const pollMs = 100;

/**
 * Opens the embedded database of a data folder, or goes through the server that has it open.
 * A `serve` finds the folder free or is refused at once; a command waits for a starting server, and both wait for
 * another command to end (it would take its socket with it).
 * @param onLost the database of this process ended by itself, or its lock is gone: the process must stop
 * @throws DataDirInUse, or Error when the database can't start
 */
export async function openEmbedded(
  dataDir: string,
  purpose: LockPurpose,
  onLost: (error: Error) => void,
): Promise<EmbeddedStore> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + longestWaitMs;
  let holder: LockClaim | null = null;
  while (performance.now() < deadline) {
    holder = findHolder(dataDir);
    if (!holder) {
      const store = await takeAndStart(dataDir, purpose, onLost);
      if (store) return store;
      continue;
    }
    if (holder.purpose === 'serve') {
      if (purpose === 'serve') break;
      if (await takesConnections(holder)) return throughServer(holder);
    }
    await sleep(pollMs);
  }
  throw new DataDirInUse(dataDir, holder);
}

function throughServer(holder: LockClaim): EmbeddedStore {
  return { socketFolder: holder.socketFolder, isHolder: false, close: async () => {} };
}

async function takeAndStart(
  dataDir: string,
  purpose: LockPurpose,
  onLost: (error: Error) => void,
): Promise<EmbeddedStore | null> {
  const socketFolder = chooseSocketFolder(dataDir);
  const lock = await takeLock(dataDir, purpose, socketFolder, onLost);
  if (!lock) return null;
  const server = await startOrRelease(dataDir, socketFolder, lock, onLost);
  return {
    socketFolder,
    isHolder: true,
    async close() {
      await server.stop();
      lock.release();
    },
  };
}

async function startOrRelease(
  dataDir: string,
  socketFolder: string,
  lock: FolderLock,
  onLost: (error: Error) => void,
) {
  const task = { clusterFolder: join(dataDir, 'pgdata'), socketPath: join(socketFolder, socketName) };
  try {
    return await startEmbeddedServer(task, onLost);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takesConnections(holder: LockClaim): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(holder.socketFolder, socketName));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
