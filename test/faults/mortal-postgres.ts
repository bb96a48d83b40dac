import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findPostgresFolder, freePort, makeFolder, serverOwner } from '../support/servers.ts';

/** A PostgreSQL that syncs to disk and is struck: on one address throughout, and what it committed stays. */
export interface MortalPostgres {
  readonly url: string;
  /** SIGKILL to the postmaster, some time away, then its recovery. */
  killAndRecover(): Promise<void>;
  /** A fast shutdown by the administrator, and a start. */
  restart(): Promise<void>;
  /** Runs statements one by one as the superuser, outside a transaction. */
  run(...statements: readonly string[]): Promise<void>;
  /** Opens connections until the server has none left, and ends the gateway's; closes them after `forMs`. */
  takeConnections(forMs: number): Promise<void>;
  /** Fills the file system that its data lie on for `forMs`; starts it again where that ended it. */
  fillDisk(forMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface MortalPostgresOptions {
  /** Megabytes of a file system in memory for its data; null: wherever temporary files lie. */
  readonly tmpfsMegabytes: number | null;
  readonly settings: Readonly<Record<string, string>>;
}

const awayMs = 300;
const startTimeoutMs = 60_000;
const megabyte = 1_048_576;
const pageBytes = 4_096;
const growSql = 'CREATE TABLE grown AS SELECT generate_series(1, 200000) AS number';

/** Runs the server until our end of its input is closed, however we end. */
const guardScript = `"$@" & server=$!; trap '' INT TERM
echo "$server"; { cat >/dev/null; kill -INT "$server" 2>/dev/null; } <&3 & guard=$!
wait "$server"; kill "$guard" 2>/dev/null`;

/** Nothing stays mounted, however the test ends. */
const mounted = new Set<string>();
process.on('exit', () => {
  for (const disk of mounted) unmount(disk);
});

function unmount(disk: string): void {
  mounted.delete(disk);
  execFileSync('umount', ['--lazy', disk]);
}

/** @throws Error where PostgreSQL is not installed, or the file system can't be mounted. */
export async function startMortalPostgres(options: MortalPostgresOptions): Promise<MortalPostgres> {
  const binaries = findPostgresFolder();
  if (binaries === null) throw new Error('PostgreSQL is not installed');
  const owner = serverOwner();
  const folder = makeFolder('postgres', owner);
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  if (options.tmpfsMegabytes !== null) {
    mounted.add(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${options.tmpfsMegabytes}m`, 'kentongan-faults', disk]);
  }
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(disk, owner.uid, owner.gid);
  const data = join(disk, 'data');
  const initdb = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), initdb, { ...owner, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const given = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(folder, 'log'), 'a');
  let guard: ChildProcess | null = null;
  let server = 0;

  async function startOnce(): Promise<void> {
    const started = spawn(
      'sh',
      [
        ...['-c', guardScript, 'guard', join(binaries ?? '', 'postgres'), '-D', data, '-p', `${port}`],
        ...['-c', 'listen_addresses=127.0.0.1', '-k', folder, ...given],
      ],
      { ...owner, cwd: folder, detached: true, stdio: ['ignore', 'pipe', log, 'pipe'] },
    );
    guard = started;
    // What waits there for our end would outlive the server.
    started.once('exit', () => started.stdio[3]?.destroy());
    server = await new Promise<number>((resolve) => {
      started.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString())));
    });
  }

  /** Backends of a killed server hold its memory for a moment, and a start before they are gone is refused. */
  async function start(): Promise<void> {
    const deadline = performance.now() + startTimeoutMs;
    while (performance.now() < deadline) {
      if (!isRunning(guard)) await startOnce();
      if (await answers(url)) return;
      await pause(50);
    }
    throw new Error(`PostgreSQL did not come back; its log is in ${folder}`);
  }

  async function gone(): Promise<void> {
    while (isRunning(guard)) await pause(10);
  }

  await start();
  return {
    url,
    async killAndRecover() {
      process.kill(server, 'SIGKILL');
      await gone();
      await pause(awayMs);
      await start();
    },
    async restart() {
      process.kill(server, 'SIGINT');
      await gone();
      await start();
    },
    run: (...statements) => withClient(url, (client) => runEach(client, statements)),
    takeConnections: (forMs) => takeConnections(url, forMs),
    async fillDisk(forMs) {
      const ballast = join(disk, 'ballast');
      fill(ballast);
      const refused = await withClient(url, (client) => client.query(growSql)).then(
        () => false,
        () => true,
      );
      if (!refused) throw new Error('The disk was to be full, and PostgreSQL wrote on');
      await pause(forMs);
      unlinkSync(ballast);
      await start();
    },
    async stop() {
      if (isRunning(guard)) process.kill(server, 'SIGINT');
      await gone();
      if (options.tmpfsMegabytes !== null) unmount(disk);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isRunning(child: ChildProcess | null): boolean {
  return child !== null && child.exitCode === null && child.signalCode === null;
}

async function answers(url: string): Promise<boolean> {
  return withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function runEach(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function takeConnections(url: string, forMs: number): Promise<void> {
  const taken: pg.Client[] = [];
  const takeAll = async () => {
    for (;;) {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      try {
        await client.connect();
      } catch {
        return;
      }
      taken.push(client);
    }
  };
  await takeAll();
  // Those of the gateway too: its pool would otherwise never notice.
  await taken[0]?.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kentongan'`,
  );
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await takeAll();
    await pause(20);
  }
  await Promise.all(taken.map((client) => client.end().catch(() => {})));
}

/** Writes until there is no room; at once, so that nobody gets done meanwhile. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const bytes of [Buffer.alloc(megabyte), Buffer.alloc(pageBytes)]) {
      while (writes(file, bytes));
    }
  } finally {
    closeSync(file);
  }
}

function writes(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
