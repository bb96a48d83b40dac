import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableFileSystem, type FileSystemWatch } from './durable-file-system.ts';
import { SocketDatabase } from './socket-database.ts';

/** PGlite starts with `-F`, no fsync; and its fdatasync is a no-op, so the log must be synced by fsync. */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/**
 * Opens the database files in a folder, making them first when there are none; after a crash PostgreSQL's own
 * recovery runs. The caller holds the folder's lock.
 * @throws when the files can't be made or read
 */
export async function openCluster(folder: string, watch: FileSystemWatch = {}): Promise<SocketDatabase> {
  if (!existsSync(folder)) await createCluster(folder, watch);
  return start(folder, watch);
}

/** Made beside its place and moved there when it is whole and on disk: a kill half-way leaves nothing half made. */
async function createCluster(folder: string, watch: FileSystemWatch): Promise<void> {
  const staging = `${folder}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { mode: 0o700 });
  const database = await start(staging, watch);
  await database.close();
  syncTree(staging);
  renameSync(staging, folder);
  syncOne(dirname(folder));
}

/** Not by `PGlite.create`, which makes a plain PGlite whatever class it is called on. */
async function start(folder: string, watch: FileSystemWatch): Promise<SocketDatabase> {
  const database = new SocketDatabase({ fs: new DurableFileSystem(folder, watch), startParams });
  await database.waitReady;
  return database;
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncOne(path);
  }
  syncOne(folder);
}

function syncOne(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
