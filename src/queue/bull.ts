import { randomUUID } from 'node:crypto';
import Bull from 'bull';
import type { Redis } from 'ioredis';
import type { Log, Queue, RepeatedTopic, Topic } from '../ports.ts';
import { type DrainLoop, makeDrainLoop } from './drain-loop.ts';
import { openRedis, redisProblem, watchRedis } from './redis-client.ts';
import { makeSignaller, type Signaller } from './signaller.ts';

/** How Bull gets its connections. */
type Connect = (type: 'client' | 'subscriber' | 'bclient') => Redis;

/** A worker's lock, and how often stalled jobs are looked for: a killed worker's signal is back in some ten seconds. */
const lockMs = 5_000;
/** A producer's command gives up after this; signals are never worth waiting for. */
const producerTimeoutMs = 1_000;
/** How long `stop` waits for Bull to close. */
const closeMs = 500;

/** What makes a worker's connection wait through an outage; Bull ends the process uncaught without it. */
const worker = { maxRetriesPerRequest: null, enableReadyCheck: false } as const;
/** Time-outs are for producers alone: on a worker's connection they stop the taking of jobs. */
const producer = { maxRetriesPerRequest: 1, commandTimeout: producerTimeoutMs } as const;

/**
 * The queue between processes: Bull on Redis. A job says only that there is work: jobs may be lost or done twice at
 * will. Whatever Redis does, each consumer looks into the store every second; a repeated job is added again each time,
 * since Redis may have lost it, and while Redis is away each process runs by itself.
 *
 * @param prefix of all keys; tests give their own.
 */
export function makeBullQueue(redisUrl: string, log: Log, prefix = 'kentongan'): Queue {
  const producing = openRedis(redisUrl, producer);
  watchRedis(producing, 'queue', log);
  const connections = new Set([producing]);
  const signallers = new Map<Topic, Signaller>();
  const consumers = new Map<
    Topic | RepeatedTopic,
    { readonly queue: Bull.Queue; readonly loop: DrainLoop }
  >();
  const keepers = new Set<NodeJS.Timeout>();

  const connectWorker: Connect = () => {
    const redis = openRedis(redisUrl, worker);
    connections.add(redis);
    return redis;
  };
  const signallerOf = (topic: Topic): Signaller => {
    const known = signallers.get(topic);
    if (known) return known;
    const queue = openBull(topic, prefix, () => producing);
    const made = makeSignaller((jobId) => queue.add({}, { jobId }), randomUUID());
    signallers.set(topic, made);
    return made;
  };

  return {
    signal: (topic) => signallerOf(topic).signal(),
    consume(topic, drain) {
      const loop = makeDrainLoop(topic, drain, log);
      const queue = openBull(topic, prefix, connectWorker);
      consumers.set(topic, { queue, loop });
      // May reject when `stop` closes the connections under it.
      queue.process(() => loop.wake()).catch((err) => log.debug({ topic, err }, 'queue.bull-ended'));
    },
    repeat(topic, everyMs, run) {
      const loop = makeDrainLoop(topic, run, log, null);
      const queue = openBull(topic, prefix, connectWorker);
      consumers.set(topic, { queue, loop });
      queue.process(() => loop.wake()).catch((err) => log.debug({ topic, err }, 'queue.bull-ended'));
      const adding = openBull(topic, prefix, () => producing);
      const keep = async () => {
        if (await redisProblem(producing)) await loop.wake();
        else await adding.add({}, { repeat: { every: everyMs } });
      };
      const keepOrSay = () => void keep().catch((err) => log.debug({ topic, err }, 'queue.repeat-not-kept'));
      keepOrSay();
      keepers.add(setInterval(keepOrSay, everyMs));
    },
    problem: () => redisProblem(producing),
    async stop() {
      for (const keeper of keepers) clearInterval(keeper);
      for (const signaller of signallers.values()) signaller.stop();
      await Promise.all([...consumers.values()].map(({ loop }) => loop.stop()));
      await closeBull(
        [...consumers.values()].map(({ queue }) => queue),
        () => {
          for (const redis of connections) redis.disconnect();
        },
      );
    },
  };
}

function openBull(topic: Topic | RepeatedTopic, prefix: string, connect: Connect): Bull.Queue {
  const queue = new Bull(topic, {
    prefix,
    createClient: connect,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    settings: { lockDuration: lockMs, stalledInterval: lockMs, maxStalledCount: 1_000_000 },
  });
  // Bull gives its connection a name and leaves the failure of it unhandled, which would end the process when it
  // stops while Redis is away. Nobody reads the name.
  return Object.assign(queue, { setWorkerName: async () => {} });
}

/**
 * Cuts the connections at once, instead of Bull's goodbye, which waits for a Redis that hangs. Bull opens a blocking
 * connection again while it closes: so once more after it.
 */
async function closeBull(queues: readonly Bull.Queue[], disconnect: () => void): Promise<void> {
  const closing = Promise.allSettled(queues.map((queue) => queue.close(true)));
  disconnect();
  await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, closeMs))]);
  disconnect();
}
