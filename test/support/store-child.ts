/** Run as a process of its own by tests of the embedded store: `store-child.ts <what> <data folder> [count]`. */
import fs, { rmSync, writeFileSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/connect.ts';
import { openCluster } from '../../src/store/embedded/cluster.ts';
import { takeLock } from '../../src/store/embedded/lock.ts';

const [what = '', dataDir = '', count = '0'] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Takes and releases the lock; whoever has it makes a file that must not be there yet. Tells how each time went. */
async function contend(): Promise<void> {
  const marker = join(dataDir, 'inside');
  for (let taken = 0; taken < Number(count); ) {
    const lock = await takeLock(dataDir, 'command', dataDir);
    if (!lock) continue;
    taken += 1;
    say(enter(marker) ? 'alone' : 'clash');
    await sleep(2);
    rmSync(marker, { force: true });
    lock.release();
    await sleep(1);
  }
}

function enter(marker: string): boolean {
  try {
    writeFileSync(marker, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

async function hold(): Promise<void> {
  say((await takeLock(dataDir, 'serve', dataDir)) ? 'held' : 'refused');
  await sleep(60_000);
}

/** Commits rows without end, telling of each once it is committed. */
async function write(): Promise<void> {
  const store = await openStore({ databaseUrl: null, dataDir, purpose: 'serve' });
  await store.knex.raw('create table if not exists written (id int primary key)');
  for (let id = 1; ; id += 1) {
    await store.knex.raw('insert into written values (?)', [id]);
    say(`${id}`);
  }
}

async function serve(): Promise<void> {
  const store = await openStore({ databaseUrl: null, dataDir, purpose: 'serve' });
  say('ready');
  process.once('SIGTERM', () => store.close());
}

/** Commits a row on a disk that refuses to sync it. */
async function refuseSync(): Promise<void> {
  const database = await openCluster(join(dataDir, 'pgdata'), {
    onAbort: () => {
      writeSync(1, 'stopped\n');
      process.exit(1);
    },
  });
  await database.exec('create table refused (x int)');
  fs.fsyncSync = () => {
    throw new Error('made up: input/output error');
  };
  syncBuiltinESMExports();
  await database.exec('insert into refused values (1)').catch(() => {});
  say('went on');
}

const all: Record<string, () => Promise<void>> = { contend, hold, write, serve, refuseSync };
await all[what]?.();
