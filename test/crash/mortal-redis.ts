import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort, startRedis } from '../support/servers.ts';

/** A Redis that loses everything, on one address throughout. */
export interface MortalRedis {
  readonly url: string;
  /** SIGKILL, some time away, then back with nothing in it. */
  restartEmpty(): Promise<void>;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Long enough for requests, signals and dialogues to meet its absence. */
const awayMs = 400;

export async function startMortalRedis(): Promise<MortalRedis> {
  const port = await freePort();
  let server = await startRedis(false, port);
  return {
    url: server.url,
    async restartEmpty() {
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
      await pause(awayMs);
      server = await startRedis(false, port);
    },
    async flush() {
      const redis = new Redis(server.url);
      await redis.flushall();
      redis.disconnect();
    },
    stop: () => server.stop(),
  };
}
