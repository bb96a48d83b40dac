import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/connect.ts';
import { freePort } from '../support/servers.ts';
import { importArea } from './import-area.ts';
import { audit, type Finding } from './ledger.ts';
import { makeProgram, waitUntilReady } from './program.ts';
import { readStore, type StoreContent, waitForEmptyInbox } from './read-store.ts';
import { makeSender } from './sender.ts';
import type { Setup } from './setups.ts';
import { type Scene, strikeAll } from './strike.ts';
import { planTraffic, type TrafficSize } from './traffic.ts';

export interface CrashSettings extends TrafficSize {
  readonly seed: number;
  readonly kills: number;
  /** For the traffic of one setup, until its inbox is empty. */
  readonly deadlineMs: number;
  readonly say: (line: string) => void;
}

export interface CrashResult {
  readonly setup: string;
  /** Submissions sent, and how many of them were acknowledged. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly retried: number;
  readonly kills: number;
  readonly redisBlows: number;
  readonly findings: readonly Finding[];
  /** What else went wrong, one line each. */
  readonly faults: readonly string[];
  /** Of the traffic, until the inbox was empty. */
  readonly seconds: number;
}

const token = 'crash-test';
const progressEveryMs = 1_000;

/** Whether everything sent is in the records once and nothing else went wrong. */
export function isGood({ findings, faults, acknowledged, sent }: CrashResult): boolean {
  return findings.length === 0 && faults.length === 0 && acknowledged === sent;
}

/** Runs one setup in a folder of its own, which stays when something went wrong: the programs' logs are there. */
export async function crash(setup: Setup, settings: CrashSettings): Promise<CrashResult> {
  const folder = await mkdtemp(join(tmpdir(), `kentongan-crash-${setup.name}-`));
  const port = await freePort();
  const dataDir = join(folder, 'data');
  const env = environment(setup, dataDir, port);
  const url = `http://127.0.0.1:${port}`;
  const ending = new AbortController();
  // Every request under way listens.
  setMaxListeners(0, ending.signal);
  const faults: string[] = [];
  const giveUp = (fault: string) => {
    faults.push(fault);
    ending.abort();
  };
  const programs = setup.programs.map((args) => makeProgram({ args, env, folder, onDied: giveUp }));
  const traffic = planTraffic(settings.seed, settings, new Date());
  const sender = makeSender(traffic, `${url}/channels/at`, token);
  const counts = { kills: 0, redisBlows: 0 };
  const scene: Scene = { setup, settings, url, programs, sender, counts, giveUp, signal: ending.signal };
  try {
    await importArea(traffic.area, env, folder);
    for (const program of programs) program.start();
    await waitUntilReady(url);
    const { content, seconds } = await runTraffic(scene, dataDir);
    for (const program of programs) await program.stop();
    const sent = sender.sent();
    const result: CrashResult = {
      setup: setup.name,
      sent: sent.length,
      acknowledged: sent.filter(({ isAcknowledged }) => isAcknowledged).length,
      retried: sender.tally.retried,
      ...counts,
      findings: audit(sent, content),
      faults: [...faults, ...sender.tally.refused],
      seconds,
    };
    if (isGood(result)) await rm(folder, { recursive: true });
    else settings.say(`${setup.name}: the logs are in ${folder}`);
    return result;
  } finally {
    for (const program of programs) await program.kill();
  }
}

/** Sends everything while the blows fall, and reads the store once the inbox is empty. */
async function runTraffic(
  scene: Scene,
  dataDir: string,
): Promise<{ readonly content: StoreContent; readonly seconds: number }> {
  const { setup, settings, sender, signal, giveUp } = scene;
  const started = performance.now();
  const deadline = setTimeout(() => giveUp('time was up'), settings.deadlineMs);
  const progress = setInterval(() => settings.say(progressLine(scene)), progressEveryMs);
  try {
    await Promise.all([sender.send(signal), strikeAll(scene)]);
    const store = await openStore({ databaseUrl: setup.databaseUrl, dataDir, purpose: 'command' });
    try {
      await waitForEmptyInbox(store.knex, signal);
      const seconds = (performance.now() - started) / 1000;
      return { content: await readStore(store.knex), seconds };
    } finally {
      await store.close();
    }
  } finally {
    clearTimeout(deadline);
    clearInterval(progress);
  }
}

function progressLine({ setup, sender: { tally, deliveryCount }, counts }: Scene): string {
  return (
    `${setup.name}: ${tally.acknowledged} of ${deliveryCount} deliveries acknowledged, ` +
    `${tally.retried} requests retried, ${counts.kills} kills, ${counts.redisBlows} blows to Redis`
  );
}

/** The product's settings, of which none may come from outside; an empty variable counts as not set. */
function environment(setup: Setup, dataDir: string, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...{ CHANNELS_FILE: '', AT_USERNAME: '', AT_API_KEY: '', AT_TOKEN: token, PII_KEY: '' },
    DATABASE_URL: setup.databaseUrl ?? '',
    REDIS_URL: setup.redisUrl ?? '',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'info',
    KENTONGAN_DEMO: '0',
  };
}
