import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../config.ts';
import type { Core } from '../../core.ts';
import type { CommandContext } from '../context.ts';
import { CommandFailure, UsageError } from '../errors.ts';
import { type Operator, startOperator } from './operator.ts';
import { type SimulateOptions, smppPortOf } from './options.ts';
import { startOwnGateway } from './own-gateway.ts';
import { openOwnStore } from './own-store.ts';
import type { RunFolder, RunState } from './run-folder.ts';

/** The gateway that is played against, and the way into its store. */
export interface Gate {
  /** `http://host:port`. */
  readonly address: string;
  readonly token: string;
  readonly operator: Operator | null;
  readonly core: Core;
  /** Of the simulation's own; null for the embedded store, and for a gateway that ran already. */
  readonly database: string | null;
  readonly servePid: number | null;
  readonly workPid: number | null;
  close(): Promise<void>;
}

export interface GateWatch {
  readonly onDied: (fault: string) => void;
  readonly signal: AbortSignal;
}

/** SMPP allows eight characters. */
const smppPassword = 'simulate';
const bindMs = 30_000;

/** Opens the gateway of `--url`, or starts one. @throws UsageError, CommandFailure */
export function openGate(
  context: CommandContext,
  given: SimulateOptions,
  folder: RunFolder,
  known: RunState | null,
  watch: GateWatch,
): Promise<Gate> {
  return given.url === undefined
    ? openOwn(context, given, folder, known, watch)
    : openRunning(context, given, given.url, watch);
}

async function openOwn(
  context: CommandContext,
  given: SimulateOptions,
  folder: RunFolder,
  known: RunState | null,
  { onDied, signal }: GateWatch,
): Promise<Gate> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    const store = await openOwnStore(readConfig(context.env), folder.path, known?.database ?? null);
    closing.push(() => (given.keep ? store.leave() : store.remove()));
    const operator = await startOperator({ port: 0, password: smppPassword, signal });
    closing.push(() => operator.stop());
    const token = randomBytes(12).toString('hex');
    const isEmbedded = store.database === null;
    const env = { ...context.env, ...store.env, KENTONGAN_DEMO: '0', CHANNELS_FILE: '', PII_KEY: '' };
    const gateway = await startOwnGateway({
      ...{ env, folder: folder.path, isEmbedded, token, onDied },
      operator: { port: operator.port, password: smppPassword },
    });
    closing.push(() => gateway.stop());
    await untilBound(operator);
    const core = await context.openCore(readConfig({ ...env, LOG_LEVEL: 'warn' }), 'command');
    closing.push(() => core.close());
    const { address, servePid, workPid } = gateway;
    return { address, token, operator, core, database: store.database, servePid, workPid, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openRunning(
  context: CommandContext,
  given: SimulateOptions,
  url: string,
  { signal }: GateWatch,
): Promise<Gate> {
  const config = readConfig(context.env);
  if (!URL.canParse(url) || !url.startsWith('http:')) {
    throw new UsageError('--url takes an address such as http://127.0.0.1:8080.');
  }
  if (config.piiKey)
    throw new UsageError('PII_KEY: what is sealed can not be compared. Simulate without it.');
  const port = smppPortOf(given);
  const operator = port === null ? null : await startOperator({ port, password: smppPassword, signal });
  const core = await context.openCore(config, 'command');
  if (operator) await untilBound(operator);
  const close = async () => {
    await core.close();
    await operator?.stop();
  };
  const { origin } = new URL(url);
  return {
    ...{ address: origin, token: given.token, operator, core, database: null, servePid: null, workPid: null },
    close,
  };
}

async function untilBound(operator: Operator): Promise<void> {
  const deadline = performance.now() + bindMs;
  while (!operator.isBound()) {
    if (performance.now() > deadline) throw new CommandFailure('The gateway did not bind to the SMSC.');
    await pause(50);
  }
}
