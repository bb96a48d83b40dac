import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./store-child.ts', import.meta.url));

export interface Child {
  readonly process: ChildProcess;
  readonly lines: Interface;
  /** Resolves at the next line. */
  nextLine(): Promise<string>;
  /** Resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `store-child.ts`; its standard error is ours. */
export function startChild(...args: string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    lines,
    nextLine: () => new Promise((resolve) => lines.once('line', resolve)),
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
