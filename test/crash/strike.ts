import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { anyOf, type Blow, planBlows } from './blows.ts';
import type { CrashSettings } from './crash.ts';
import { type Program, waitUntilReady } from './program.ts';
import type { Sender } from './sender.ts';
import type { Setup } from './setups.ts';

/** What the traffic and the blows work on. */
export interface Scene {
  readonly setup: Setup;
  readonly settings: CrashSettings;
  readonly url: string;
  readonly programs: readonly Program[];
  readonly sender: Sender;
  readonly counts: { kills: number; redisBlows: number };
  /** Ends the run with a fault. */
  readonly giveUp: (fault: string) => void;
  /** Aborted by `giveUp`. */
  readonly signal: AbortSignal;
}

const pollMs = 2;

/** Kills programs, and beside it strikes Redis, at seeded moments of the traffic; resolves after the last blow. */
export async function strikeAll(scene: Scene): Promise<void> {
  const { settings, setup, counts, programs } = scene;
  const killing = seededRandom(settings.seed);
  const striking = seededRandom(settings.seed + 1);
  await Promise.all([
    eachBlow(scene, planBlows(killing, settings.kills), async () => {
      await killSome(scene, anyOf(killing, programs));
      counts.kills += 1;
    }),
    eachBlow(scene, planBlows(striking, setup.redisBlows), async (index) => {
      await setup.strikeRedis(index % 2 === 0 ? 'restart-empty' : 'flush');
      counts.redisBlows += 1;
    }),
  ]);
}

async function killSome({ url }: Scene, victims: readonly Program[]): Promise<void> {
  await Promise.all(victims.map((program) => program.kill()));
  for (const program of victims) program.start();
  await waitUntilReady(url);
}

async function eachBlow(
  scene: Scene,
  blows: readonly Blow[],
  strike: (index: number) => Promise<void>,
): Promise<void> {
  const { sender, signal, giveUp } = scene;
  for (const [index, { at, delayMs }] of blows.entries()) {
    while (sender.progress() < at && !signal.aborted) await pause(pollMs);
    await pause(delayMs);
    if (signal.aborted) return;
    if (sender.progress() === 1)
      return giveUp(`the traffic ended before blow ${index + 1} of ${blows.length}`);
    await strike(index);
  }
}
