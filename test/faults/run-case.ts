import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { openStore } from '../../src/store/connect.ts';
import { query } from '../../src/store/query.ts';
import { planBlows } from '../crash/blows.ts';
import { importArea } from '../crash/import-area.ts';
import { audit, type Finding } from '../crash/ledger.ts';
import { waitUntilReady } from '../crash/program.ts';
import { readStore, waitForEmptyInbox } from '../crash/read-store.ts';
import { makeSender, type Sender } from '../crash/sender.ts';
import { planTraffic, type Traffic, type TrafficSize } from '../crash/traffic.ts';
import type { FaultCase } from './cases.ts';
import { openWorld, token, type World } from './world.ts';

export interface FaultSettings extends TrafficSize {
  readonly seed: number;
  readonly blows: number;
  /** For one case, until its inbox is empty. */
  readonly deadlineMs: number;
  readonly say: (line: string) => void;
}

export interface FaultResult {
  readonly name: string;
  readonly sent: number;
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly retried: number;
  readonly blows: number;
  readonly findings: readonly Finding[];
  /** What else went wrong, one line each. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

const pollMs = 5;
const outboxMs = 30_000;
const workerMs = 60_000;

/** Whether everything sent is in the records once and nothing else went wrong. */
export function isGood({ findings, faults, acknowledged, sent }: FaultResult): boolean {
  return findings.length === 0 && faults.length === 0 && acknowledged === sent;
}

/** Runs one case from nothing to its audit. */
export async function runCase(fault: FaultCase, settings: FaultSettings): Promise<FaultResult> {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const faults: string[] = [];
  const giveUp = (why: string) => {
    faults.push(why);
    ending.abort();
  };
  const world = await openWorld(fault, giveUp);
  let good = false;
  try {
    const traffic = withRepeats(planTraffic(settings.seed, settings, new Date()), fault.repeats ?? 0);
    await importArea(traffic.area, world.env, world.folder);
    for (const program of Object.values(world.programs)) program.start();
    await waitUntilReady(world.url);
    await waitForWorker(world.folder);
    const sender = makeSender(traffic, `${world.url}/channels/at`, token);
    const begun = performance.now();
    const deadline = setTimeout(() => giveUp('time was up'), settings.deadlineMs);
    const outcome = await strikeAndRead(world, fault, settings, sender, ending.signal).finally(() =>
      clearTimeout(deadline),
    );
    if (!ending.signal.aborted) await stopWell(world).catch((error: Error) => faults.push(error.message));
    const sent = sender.sent();
    const result: FaultResult = {
      ...{ name: fault.name, sent: sent.length, deliveries: sender.deliveryCount, blows: outcome.blows },
      acknowledged: sent.filter(({ isAcknowledged }) => isAcknowledged).length,
      retried: sender.tally.retried,
      findings: audit(sent, outcome.content),
      faults: [...faults, ...sender.tally.refused, ...outcome.faults],
      seconds: (performance.now() - begun) / 1000,
    };
    good = isGood(result);
    if (!good) settings.say(`${fault.name}: the logs are in ${world.folder}`);
    return result;
  } finally {
    await world.close(good);
  }
}

async function stopWell({ programs }: World): Promise<void> {
  for (const program of Object.values(programs)) await program.stop();
}

/** A worker has no HTTP: its log tells when it has begun. */
async function waitForWorker(folder: string): Promise<void> {
  const deadline = performance.now() + workerMs;
  while (performance.now() < deadline) {
    if ((await readFile(join(folder, 'work.log'), 'utf8')).includes('work.started')) return;
    await pause(pollMs);
  }
  throw new Error('the worker did not start');
}

/** An hour of a provider's retries: each delivery as often again, at other places of its lane. */
function withRepeats(traffic: Traffic, repeats: number): Traffic {
  const rounds = Array.from({ length: repeats }, () => 0);
  const lanes = traffic.lanes.map((lane) => [
    ...lane,
    ...rounds.flatMap(() =>
      lane.filter(({ isRepeat }) => !isRepeat).map(({ submission }) => ({ submission, isRepeat: true })),
    ),
  ]);
  return { ...traffic, lanes };
}

async function strikeAndRead(
  world: World,
  fault: FaultCase,
  settings: FaultSettings,
  sender: Sender,
  signal: AbortSignal,
) {
  const [, blows] = await Promise.all([
    sender.send(signal),
    strikeAll(world, fault, settings, sender, signal),
  ]);
  const store = await openStore({ databaseUrl: world.postgres.url, dataDir: '', purpose: 'command' });
  try {
    await waitForEmptyInbox(store.knex, signal);
    const faults = fault.needs?.provider ? await answerFaults(world, store.knex) : [];
    return { blows, content: await readStore(store.knex), faults };
  } finally {
    await store.close();
  }
}

/** Strikes at seeded moments of the traffic. @returns how often. */
async function strikeAll(
  world: World,
  fault: FaultCase,
  { seed, blows, say }: FaultSettings,
  sender: Sender,
  signal: AbortSignal,
): Promise<number> {
  let struck = 0;
  for (const [index, { at, delayMs }] of planBlows(seededRandom(seed), blows).entries()) {
    while (sender.progress() < at && !signal.aborted) await pause(pollMs);
    await pause(delayMs);
    if (signal.aborted || sender.progress() === 1) break;
    say(`${fault.name}: blow ${index + 1} at ${Math.round(sender.progress() * 100)} %`);
    await fault.strike(world, index);
    struck += 1;
  }
  return struck;
}

/** An answer that a provider took twice is money and a confused person; one that waits for ever tells nobody. */
async function answerFaults(world: World, knex: Parameters<typeof query>[0]): Promise<string[]> {
  const deadline = performance.now() + outboxMs;
  const waiting = () =>
    query<{ state: string; count: number }>(
      knex,
      `SELECT state, count(*)::int AS count FROM outbox WHERE state IN ('pending', 'wired') AND attempts = 0 GROUP BY 1`,
    );
  while ((await waiting()).length > 0 && performance.now() < deadline) await pause(200);
  const twice = [...world.provider.taken.values()].filter((times) => times > 1).length;
  const left = (await waiting()).map(({ state, count }) => `${count} answers stay ${state}`);
  return twice > 0 ? [...left, `${twice} answers were taken twice`] : left;
}
