import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { stringify } from 'yaml';
import { execute, query } from '../../src/store/query.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const workers = ['satu', 'dua'] as const;

export interface RateOptions {
  readonly databaseUrl: string;
  /** For the channels files. */
  readonly folder: string;
  readonly messages: number;
  readonly perSecond: number;
  /** How long the provider takes. */
  readonly answerMs: number;
  readonly onProgress?: (arrived: number) => void;
}

export interface Rate {
  /** From the first message's arrival at the provider to the last one's. */
  readonly seconds: number;
  readonly perSecond: number;
  /** The most that arrived within one second, wherever it begins; a busy machine delays some into the next ones. */
  readonly mostInSecond: number;
  readonly byWorker: Readonly<Record<string, number>>;
  /** Messages that arrived more than once. */
  readonly doubled: number;
  /** Messages that are not `sent` afterwards. */
  readonly unsent: number;
}

/** Queues messages of one limited channel, lets two worker processes send them, and watches what arrives. */
export async function measureRate(knex: Knex, options: RateOptions): Promise<Rate> {
  const arrivals: number[] = [];
  const seen = new Map<string, number>();
  const byWorker: Record<string, number> = {};
  const provider = createServer((req, res) => {
    const params = new URL(req.url ?? '', 'http://provider').searchParams;
    const [id, worker] = [params.get('id') ?? '', params.get('worker') ?? ''];
    arrivals.push(performance.now());
    seen.set(id, (seen.get(id) ?? 0) + 1);
    byWorker[worker] = (byWorker[worker] ?? 0) + 1;
    setTimeout(() => res.end(JSON.stringify({ id })), options.answerMs);
  });
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const address = provider.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const children = workers.map((worker) => startWorker(worker, port, options));
  try {
    // Both are up before there is anything to do: what is measured is not their start.
    await Promise.all(children.map((child) => child.stdout && once(child.stdout, 'data')));
    await queueMessages(knex, options.messages);
    while (arrivals.length < options.messages) {
      await pause(200);
      options.onProgress?.(arrivals.length);
      if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('A worker ended by itself');
    }
    await untilSettled(knex);
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
    provider.closeAllConnections();
    provider.close();
  }
  const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1_000;
  return {
    seconds,
    perSecond: options.messages / seconds,
    mostInSecond: mostInSecond(arrivals),
    byWorker,
    doubled: [...seen.values()].filter((count) => count > 1).length,
    unsent: await countUnsent(knex),
  };
}

function startWorker(worker: string, port: number, options: RateOptions): ChildProcess {
  const file = join(options.folder, `channels-${worker}.yaml`);
  const send = {
    url: `http://127.0.0.1:${port}/send`,
    method: 'GET',
    fields: { id: '{id}', to: '{to}', text: '{text}', worker },
    id: 'id',
  };
  const channel = { id: 'slow', type: 'generic', token: 't', per_second: options.perSecond, send };
  writeFileSync(file, stringify({ channels: [channel] }));
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', main, 'work'], {
    env: {
      PATH,
      HOME,
      DATABASE_URL: options.databaseUrl,
      CHANNELS_FILE: file,
      LOG_LEVEL: 'warn',
      SCHEDULE: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function queueMessages(knex: Knex, count: number): Promise<void> {
  await execute(
    knex,
    `INSERT INTO outbox (channel, recipient, text, segments, created_at, expires_at)
     SELECT 'slow', '+62812' || (10000000 + n), 'Diterima', 1, now(), now() + interval '1 day'
     FROM generate_series(1, :count) AS n`,
    { count },
  );
}

async function untilSettled(knex: Knex): Promise<void> {
  for (let tries = 0; tries < 100 && (await countUnsent(knex)) > 0; tries += 1) await pause(100);
}

async function countUnsent(knex: Knex): Promise<number> {
  const [row] = await query<{ count: number }>(
    knex,
    `SELECT count(*)::integer AS count FROM outbox WHERE state <> 'sent'`,
  );
  return row?.count ?? 0;
}

/** @param moments in milliseconds, in order. */
function mostInSecond(moments: readonly number[]): number {
  let most = 0;
  let from = 0;
  for (const [index, moment] of moments.entries()) {
    while (moment - (moments[from] ?? moment) >= 1_000) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
