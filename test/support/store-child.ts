/** Run as a process of its own by tests of the embedded store: `store-child.ts <what> <data folder> [count]`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/connect.ts';
import { takeLock } from '../../src/store/embedded/lock.ts';

const [what = '', dataDir = '', count = '0'] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Takes and releases the lock, telling of both; now and then it dies with the lock in hand. */
async function contend(): Promise<void> {
  for (let taken = 0; taken < Number(count); ) {
    const lock = await takeLock(dataDir, 'command', dataDir);
    if (!lock) continue;
    taken += 1;
    say('taken');
    await sleep(2);
    say('released');
    lock.release();
    await sleep(1);
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

const all: Record<string, () => Promise<void>> = { contend, hold, write, serve };
await all[what]?.();
