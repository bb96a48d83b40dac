import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { ExpressAdapter } from '@bull-board/express';
import Bull from 'bull';
import type { Log } from '../ports.ts';
import { openRedis, watchRedis } from './redis-client.ts';

/** A dashboard as Express takes it. */
export type QueueBoard = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

const topics = ['inbox', 'outbox', 'progress', 'schedule'];

/**
 * Bull's dashboard over the queues on Redis. It only looks: jobs are signals, and to touch one does nothing that the
 * next second's look into the store doesn't.
 *
 * @param basePath where it is mounted.
 * @param prefix of all keys, as of the queues.
 */
export function openQueueBoard(
  redisUrl: string,
  basePath: string,
  log: Log,
  prefix = 'kentongan',
): { readonly handle: QueueBoard; close(): void } {
  const redis = openRedis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
  watchRedis(redis, 'queue', log);
  const queues = topics.map((topic) => new Bull(topic, { prefix, createClient: () => redis }));
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(basePath);
  createBullBoard({
    queues: queues.map((queue) => new BullAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Kentongan' } },
  });
  return { handle: serverAdapter.getRouter(), close: () => redis.disconnect() };
}
