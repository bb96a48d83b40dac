import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MortalRedis, startMortalRedis } from '../crash/mortal-redis.ts';
import { makeProgram, type Program } from '../crash/program.ts';
import { type CutProxy, openCutProxy } from '../queue/cut-proxy.ts';
import { freePort } from '../support/servers.ts';
import type { FaultCase } from './cases.ts';
import { type MortalPostgres, startMortalPostgres } from './mortal-postgres.ts';
import { channelsFile, type Provider, startProvider } from './provider.ts';

/** A gateway on servers of its own, all of which can be struck. */
export interface World {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  readonly postgres: MortalPostgres;
  readonly redis: MortalRedis;
  readonly programs: { readonly serve: Program; readonly work: Program };
  /** @throws Error where the case needs none. */
  readonly network: CutProxy;
  readonly provider: Provider;
  /** Steps the gateway's clock to so many milliseconds from the true one. */
  setClock(offsetMs: number): Promise<void>;
  close(isGood: boolean): Promise<void>;
}

export const token = 'fault-test';
const stepped = join(import.meta.dirname, 'stepped-clock.mjs');

/** Starts what a case needs; its folder, with the programs' logs, stays when something went wrong. */
export async function openWorld(fault: FaultCase, onDied: (why: string) => void): Promise<World> {
  const { tmpfsMegabytes = null, postgres: settings = {}, proxy, clock, provider } = fault.needs ?? {};
  const closing: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), `kentongan-fault-${fault.name}-`));
    const postgres = await startMortalPostgres({ tmpfsMegabytes, settings });
    closing.push(() => postgres.stop());
    const redis = await startMortalRedis();
    closing.push(() => redis.stop());
    const network = proxy ? await openCutProxy(postgres.url) : null;
    if (network) closing.push(() => network.close());
    const taking = provider ? await startProvider() : null;
    if (taking) closing.push(() => taking.stop());
    const clockFile = join(folder, 'clock');
    const port = await freePort();
    const env = await environment({
      ...{ folder, port, databaseUrl: network?.url ?? postgres.url, redisUrl: redis.url },
      ...{ sendUrl: taking?.url ?? null, clockFile: clock ? clockFile : null },
    });
    const program = (args: readonly string[]) => makeProgram({ args, env, folder, onDied });
    const programs = { serve: program(['serve', '--no-work']), work: program(['work']) };
    closing.push(async () => {
      await Promise.all(Object.values(programs).map((one) => one.kill()));
    });
    return {
      ...{ url: `http://127.0.0.1:${port}`, env, folder, postgres, redis, programs },
      get network() {
        return needed(network);
      },
      get provider() {
        return needed(taking);
      },
      setClock: (offsetMs) => writeFile(clockFile, String(offsetMs)),
      async close(isGood) {
        await closeAll();
        if (isGood) await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function needed<T>(thing: T | null): T {
  if (thing === null) throw new Error('The case does not say that it needs this');
  return thing;
}

interface Places {
  readonly folder: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly sendUrl: string | null;
  readonly clockFile: string | null;
}

/** The product's settings, of which none may come from outside; an empty variable counts as not set. */
async function environment(places: Places): Promise<NodeJS.ProcessEnv> {
  const channels = join(places.folder, 'channels.yaml');
  if (places.sendUrl !== null) await writeFile(channels, channelsFile(token, places.sendUrl));
  return {
    ...process.env,
    ...{ AT_USERNAME: '', AT_API_KEY: '', AT_TOKEN: token, PII_KEY: '', SCHEDULE: '0', KENTONGAN_DEMO: '0' },
    ...{ CHANNELS_FILE: places.sendUrl === null ? '' : channels, DATA_DIR: '' },
    ...{ DATABASE_URL: places.databaseUrl, REDIS_URL: places.redisUrl },
    ...{ HOST: '127.0.0.1', PORT: String(places.port), LOG_LEVEL: 'info' },
    ...(places.clockFile !== null && {
      CLOCK_OFFSET_FILE: places.clockFile,
      NODE_OPTIONS: `--import ${stepped}`,
    }),
  };
}
