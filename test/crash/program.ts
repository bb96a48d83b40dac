import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** One process of the product that is killed and started again. */
export interface Program {
  readonly name: string;
  start(): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @throws Error when it does not end by itself within ten seconds, or with another code than 0. */
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, '..', '..', 'dist', 'src', 'main.js');
const stopMs = 12_000;
const readyMs = 60_000;
const pollMs = 20;

/** Nothing of ours outlives the test, however it ends. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its output is added to the file of its name in this folder, where it also runs. */
  readonly folder: string;
  /** Called when it ends though nobody killed or stopped it. */
  readonly onDied: (fault: string) => void;
}

export function makeProgram({ args, env, folder, onDied }: ProgramOptions): Program {
  const [name = ''] = args;
  const log = openSync(join(folder, `${name}.log`), 'a');
  let child: ChildProcess | null = null;

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child;
    if (!ending) return null;
    child = null;
    if (ending.exitCode === null && ending.signalCode === null) {
      ending.kill(signal);
      await once(ending, 'exit');
    }
    return ending.exitCode;
  }

  return {
    name,
    start() {
      const started = spawn(process.execPath, [main, ...args], {
        env,
        cwd: folder,
        stdio: ['ignore', log, log],
      });
      child = started;
      living.add(started);
      started.on('exit', (code, signal) => {
        living.delete(started);
        if (child === started) onDied(`${name} ended by itself (${code ?? signal})`);
      });
    },
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      const code = await Promise.race([end('SIGTERM'), pause(stopMs, 'late' as const, { ref: false })]);
      if (code !== 0) throw new Error(`${name} did not stop well on SIGTERM (${code ?? 'killed'})`);
    },
  };
}

/** Runs one command to its end. @throws Error with what it said when it ends with another code than 0. */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  const child = spawn(process.execPath, [main, ...args], {
    env,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`kentongan ${args.join(' ')} failed (${code}): ${said}`);
}

/** Waits until the gateway says that it can take work. @throws Error when it does not within a minute. */
export async function waitUntilReady(url: string): Promise<void> {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    if (await isReady(url)) return;
    await pause(pollMs);
  }
  throw new Error('the gateway did not become ready');
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}
