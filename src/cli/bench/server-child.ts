import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { BenchStore } from './bench-store.ts';

/** `working` reads the inbox too. */
export type ServerKind = 'ours' | 'working' | 'baseline';

/** A server in a process of its own. */
export interface BenchServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** The token of the bench's channel. */
export const token = 'bench';

/** The environment of whatever works on the bench's store: nothing is listened to from afar, nothing is sent. */
export function benchEnv(env: NodeJS.ProcessEnv, store: BenchStore): NodeJS.ProcessEnv {
  return {
    ...env,
    ...store.env,
    HOST: '127.0.0.1',
    PORT: '0',
    CHANNELS_FILE: '',
    AT_TOKEN: token,
    AT_USERNAME: '',
    AT_API_KEY: '',
    KENTONGAN_DEMO: '0',
    SCHEDULE: '0',
    LOG_LEVEL: 'warn',
  };
}

/**
 * Starts this program once more, as one of the two servers. Where to listen and where the store is go by the
 * environment, which unlike arguments is not shown to everybody.
 *
 * @throws Error when it ends before it listens; it has said why on stderr.
 */
export async function startServer(
  kind: ServerKind,
  env: NodeJS.ProcessEnv,
  redisPrefix: string,
): Promise<BenchServer> {
  const child = fork(process.argv[1] ?? '', ['bench', 'server', kind, redisPrefix], {
    env,
    // What it logs must not stand in our result.
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([nextAddress(child), exited.then(() => null)]);
  if (address === null) throw new Error(`The ${kind} server of the bench did not start`);
  return {
    address,
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

async function nextAddress(child: ChildProcess): Promise<string> {
  const [message] = await once(child, 'message');
  return String(message);
}
