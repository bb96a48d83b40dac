import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** A throwaway server on 127.0.0.1; its folder goes with it. */
export interface TestServer {
  readonly url: string;
  /** The server's own process, for tests that kill it. */
  readonly pid: number;
  stop(): Promise<void>;
}

const installLine = 'apt-get update && apt-get install -y --no-install-recommends postgresql redis-server';
const startTimeoutMs = 30_000;

/**
 * Runs the server until its own standard input ends: when we stop it, and also when we are killed, for then the
 * kernel closes the pipe; `cat` is what waits for that. Workers that outlive a killed run may still be writing.
 */
const guardScript = `
  folder=$1; signal=$2; shift 2
  "$@" >"$folder/log" 2>&1 & server=$!
  echo "$server"
  cat >/dev/null
  kill -s "$signal" "$server" 2>/dev/null; wait "$server" 2>/dev/null
  cd /; for try in 1 2 3 4 5; do rm -rf "$folder" 2>/dev/null && break; sleep 1; done
`;

/** Installs the servers' packages where it can, saying so. @throws Error with the line that does it, elsewhere. */
export function requireBinaries(needs: { readonly postgres: boolean; readonly redis: boolean }): void {
  const isThere = () =>
    (!needs.postgres || findPostgresFolder() !== null) &&
    (!needs.redis || findOnPath('redis-server') !== null);
  if (isThere()) return;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error(
      `The tests need PostgreSQL and Redis: install them (on Debian: ${installLine}), or set DATABASE_URL and REDIS_URL.`,
    );
  }
  console.log(`PostgreSQL or Redis is missing, installing: ${installLine}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('sh', ['-c', installLine], { stdio: 'inherit', env });
  if (!isThere()) throw new Error(`No PostgreSQL and Redis even after: ${installLine}`);
}

/**
 * @param isDurable with fsync, for tests that kill it
 * @param settings further ones, such as `shared_preload_libraries=pg_stat_statements`
 */
export async function startPostgres(
  isDurable = false,
  settings: readonly string[] = [],
): Promise<TestServer> {
  const binaries = findPostgresFolder();
  if (binaries === null) throw new Error('PostgreSQL is not installed');
  const owner = serverOwner();
  const folder = makeFolder('postgres', owner);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), initdb, { ...owner, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const fast = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) => ['-c', `${name}=off`]);
  const server = await startGuarded(folder, owner, 'INT', [
    join(binaries, 'postgres'),
    ...['-D', data, '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    ...(isDurable ? [] : fast),
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await waitUntilReady(folder, () => pingPostgres(url));
  return { ...server, url };
}

/**
 * @param isDurable with an append-only file, synced every second
 * @param givenPort for one that takes the place of another
 */
export async function startRedis(isDurable = false, givenPort?: number): Promise<TestServer> {
  const binary = findOnPath('redis-server');
  if (binary === null) throw new Error('redis-server is not installed');
  const folder = makeFolder('redis', {});
  const port = givenPort ?? (await freePort());
  const keeping = ['--save', '', '--appendonly', isDurable ? 'yes' : 'no'];
  const server = await startGuarded(folder, {}, 'TERM', [
    binary,
    ...['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder],
    ...keeping,
  ]);
  const url = `redis://127.0.0.1:${port}`;
  await waitUntilReady(folder, () => pingRedis(url));
  return { ...server, url };
}

/** A folder for a run's files, removed even when the run is killed. */
export async function makeRunFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = makeFolder('run', {});
  const guard = await startGuarded(path, {}, 'TERM', ['tail', '-f', '/dev/null']);
  return { path, remove: guard.stop };
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses root. */
function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    try {
      const idOf = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: 'pipe' }).toString());
      return { uid: idOf('-u'), gid: idOf('-g') };
    } catch {
      // No such user: the next one.
    }
  }
  throw new Error('PostgreSQL refuses root, and there is neither a user postgres nor nobody');
}

function makeFolder(kind: string, owner: Owner): string {
  const folder = mkdtempSync(join(tmpdir(), `kentongan-test-${kind}-`));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

async function startGuarded(
  folder: string,
  owner: Owner,
  signal: string,
  command: readonly string[],
): Promise<Omit<TestServer, 'url'>> {
  const guard = spawn('sh', ['-c', guardScript, 'guard', folder, signal, ...command], {
    ...owner,
    cwd: folder,
    // A group of its own: Ctrl-C ends the runner alone, and the guard then clears up.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  const pid = await new Promise<number>((resolve) => {
    guard.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
  guard.unref();
  return {
    pid,
    async stop() {
      guard.ref();
      guard.stdin.end();
      await exited;
    },
  };
}

async function waitUntilReady(folder: string, ping: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    try {
      return await ping();
    } catch (error) {
      if (performance.now() > deadline) {
        const log = readFileSync(join(folder, 'log'), 'utf8').slice(-2_000);
        throw new Error(`A test server did not start: ${log}`, { cause: error });
      }
      await sleep(50);
    }
  }
}

async function pingPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => {});
  }
}

async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Debian keeps each version in a folder of its own, off the path. */
function findPostgresFolder(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const folders = versions.toSorted((a, b) => b - a).map((version) => join(debian, `${version}`, 'bin'));
  const candidates = [...folders, ...pathFolders()];
  return candidates.find((f) => existsSync(join(f, 'initdb')) && existsSync(join(f, 'postgres'))) ?? null;
}

function findOnPath(name: string): string | null {
  const folder = pathFolders().find((candidate) => existsSync(join(candidate, name)));
  return folder === undefined ? null : join(folder, name);
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter);
}
