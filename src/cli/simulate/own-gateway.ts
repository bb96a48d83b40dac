import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailure } from '../errors.ts';

/** A gateway of the simulation's own: `serve`, and on PostgreSQL a `work` beside it. */
export interface OwnGateway {
  readonly address: string;
  readonly servePid: number;
  /** Null on the embedded store, where `serve` works too. */
  readonly workPid: number | null;
  stop(): Promise<void>;
}

export interface OwnGatewaySettings {
  readonly env: NodeJS.ProcessEnv;
  /** Logs and the channels file go here. */
  readonly folder: string;
  readonly isEmbedded: boolean;
  readonly token: string;
  readonly operator: { readonly port: number; readonly password: string };
  /** Called when a process ends though nobody stopped it. */
  readonly onDied: (fault: string) => void;
}

const readyMs = 60_000;
const pollMs = 50;

/** Starts this program as a gateway with an HTTP channel `at` and an SMPP channel `smsc`. @throws CommandFailure */
export async function startOwnGateway(settings: OwnGatewaySettings): Promise<OwnGateway> {
  const { folder, isEmbedded } = settings;
  const channelsFile = join(folder, 'channels.yaml');
  await writeFile(channelsFile, channelsYaml(settings));
  const port = await freePort();
  const env = {
    ...settings.env,
    ...{ HOST: '127.0.0.1', PORT: String(port), CHANNELS_FILE: channelsFile },
    ...{ KENTONGAN_DEMO: '0', SCHEDULE: '0', LOG_LEVEL: 'warn', PII_KEY: '' },
  };
  let isStopping = false;
  const start = (args: readonly string[]): ChildProcess => {
    const log = openSync(join(folder, `${args[0]}.log`), 'a');
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...args], {
      env,
      stdio: ['ignore', log, log],
    });
    child.on('exit', (code, signal) => {
      if (!isStopping) settings.onDied(`${args[0]} ended by itself (${code ?? signal})`);
    });
    return child;
  };
  const serve = start(isEmbedded ? ['serve'] : ['serve', '--no-work']);
  const work = isEmbedded ? null : start(['work']);
  const stop = async () => {
    isStopping = true;
    await Promise.all([serve, work].map((child) => end(child)));
  };
  try {
    await waitUntilReady(`http://127.0.0.1:${port}`, serve);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: `http://127.0.0.1:${port}`,
    servePid: serve.pid ?? 0,
    workPid: work?.pid ?? null,
    stop,
  };
}

function channelsYaml({ token, operator }: OwnGatewaySettings): string {
  return [
    'channels:',
    '  - id: at',
    '    type: africastalking',
    `    token: ${token}`,
    '  - id: smsc',
    '    type: smpp',
    '    host: 127.0.0.1',
    `    port: ${operator.port}`,
    '    system_id: simulate',
    `    password: ${operator.password}`,
    "    source: '94940'",
    '    window: 50',
    '    reconnect_max_seconds: 1',
    '',
  ].join('\n');
}

async function waitUntilReady(address: string, serve: ChildProcess): Promise<void> {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline && serve.exitCode === null) {
    const response = await fetch(`${address}/readyz`).catch(() => null);
    await response?.text();
    if (response?.status === 200) return;
    await pause(pollMs);
  }
  throw new CommandFailure('The gateway did not start; its log says why: serve.log');
}

async function end(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}
