import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Random } from '../../src/cli/simulate/random.ts';
import { query } from '../../src/store/query.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const pollMs = 25;

/** The program's own command, as at a moment; no row of it is sent. */
function startDigest(databaseUrl: string, now: string): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(
    process.execPath,
    ['--import', 'tsx', main, 'digest', '--kind', 'digest', '--now', now, '--json'],
    {
      env: { PATH, HOME, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Runs it to its end. Returns how many messages it says it made. @throws Error when it fails. */
export async function runDigest(databaseUrl: string, now: string): Promise<number> {
  const child = startDigest(databaseUrl, now);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`kentongan digest ended with ${code}`);
  const outcomes: { readonly messages: number }[] = JSON.parse(said);
  return outcomes.reduce((sum, { messages }) => sum + messages, 0);
}

/**
 * Starts it again and again, some twice at once, and kills each start after so many more messages.
 *
 * @returns how many messages were there at each kill.
 */
export async function killDigests(
  knex: Knex,
  databaseUrl: string,
  { now, kills, atMost, random }: { now: string; kills: number; atMost: number; random: Random },
): Promise<number[]> {
  const seen: number[] = [];
  const stretch = Math.floor(atMost / (kills + 1));
  for (let kill = 0; kill < kills; kill += 1) {
    const children = Array.from({ length: 1 + (kill % 2) }, () => startDigest(databaseUrl, now));
    const target = (await countMessages(knex)) + random.integer(1, stretch);
    while ((await countMessages(knex)) < target && children.every((child) => child.exitCode === null)) {
      await pause(pollMs);
    }
    if (children.some(({ exitCode }) => exitCode)) throw new Error('kentongan digest failed by itself');
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => child.signalCode ?? child.exitCode ?? once(child, 'exit')));
    seen.push(await countMessages(knex));
  }
  return seen;
}

export async function countMessages(knex: Knex): Promise<number> {
  const [row] = await query<{ count: string }>(knex, `SELECT count(*) FROM outbox WHERE kind = 'digest'`);
  return Number(row?.count ?? 0);
}
