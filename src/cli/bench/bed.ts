import { readConfig } from '../../config.ts';
import type { Core } from '../../core.ts';
import type { CommandContext } from '../context.ts';
import { type BenchStore, makeBenchStore } from './bench-store.ts';
import { type BenchServer, benchEnv, startServer } from './server-child.ts';
import { loadWorld } from './world.ts';

/** Where is measured: a store with the made-up area in it, and both servers on it, each in its own process. */
export interface Bed {
  readonly core: Core;
  readonly ours: string;
  readonly baseline: string;
  /** Starts a gateway that reads its inbox too; who starts it stops it. PostgreSQL only. */
  startWorking(): Promise<BenchServer>;
  remove(): Promise<void>;
}

/** Makes the bed; the gateway starts first, since it holds an embedded store. */
export async function makeBed(context: CommandContext): Promise<Bed> {
  const store = await makeBenchStore(readConfig(context.env));
  const closing: (() => Promise<void>)[] = [() => store.remove()];
  const remove = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    return { ...(await openOn(context, store, closing)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function openOn(context: CommandContext, store: BenchStore, closing: (() => Promise<void>)[]) {
  const env = benchEnv(context.env, store);
  const ours = await startServer('ours', env, store.redisPrefix);
  closing.push(() => ours.stop());
  const core = await context.openCore(readConfig(env), 'command');
  closing.push(() => core.close());
  await loadWorld(core.knex);
  const baseline = await startServer('baseline', env, store.redisPrefix);
  closing.push(() => baseline.stop());
  const startWorking = () => startServer('working', env, store.redisPrefix);
  return { core, ours: ours.address, baseline: baseline.address, startWorking };
}
