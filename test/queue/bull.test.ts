import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import type { Queue } from '../../src/ports.ts';
import { makeBullQueue } from '../../src/queue/bull.ts';
import { queueContract } from '../contracts/queue.ts';
import { type CutProxy, openCutProxy } from './cut-proxy.ts';
import { silentLog } from './silent-log.ts';

const redisUrl = inject('redisUrl');

queueContract('Bull on Redis', () => makeBullQueue(redisUrl, silentLog(), `test-${randomUUID()}`));

const soon = { timeout: 600, interval: 5 };
const bySweep = { timeout: 4_000, interval: 20 };

describe('Bull queue, when Redis or a process is away', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function openProxy(): Promise<CutProxy> {
    const proxy = await openCutProxy(redisUrl);
    cleanUps.push(() => proxy.close());
    return proxy;
  }
  function openQueue(url: string, prefix: string = randomUUID(), log = silentLog()): Queue {
    const queue = makeBullQueue(url, log, prefix);
    cleanUps.push(() => queue.stop());
    return queue;
  }
  function openRedis(): Redis {
    const redis = new Redis(redisUrl);
    cleanUps.push(async () => redis.disconnect());
    return redis;
  }
  function counting(queue: Queue): () => number {
    let count = 0;
    queue.consume('inbox', async () => {
      count += 1;
    });
    return () => count;
  }
  async function expectSignalsArrive(from: Queue, drains: () => number): Promise<void> {
    const before = drains();
    from.signal('inbox');
    await vi.waitFor(() => expect(drains()).toBeGreaterThan(before), soon);
  }

  it('carries a signal from one process to another', async () => {
    const prefix = randomUUID();
    const drains = counting(openQueue(redisUrl, prefix));
    const producer = openQueue(redisUrl, prefix);
    await vi.waitFor(async () => expect(await producer.problem()).toBeNull(), bySweep);
    await expectSignalsArrive(producer, drains);
  });

  it('sweeps while Redis is away, says so once, and takes signals again when it is back', async () => {
    const proxy = await openProxy();
    const log = silentLog();
    const queue = openQueue(proxy.url, randomUUID(), log);
    const drains = counting(queue);
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);

    await proxy.cut();
    await vi.waitFor(async () => expect(await queue.problem()).toBe('Redis does not answer'), bySweep);
    const before = drains();
    for (let count = 0; count < 20; count += 1) queue.signal('inbox');
    await vi.waitFor(() => expect(drains()).toBeGreaterThan(before), bySweep);

    await proxy.mend();
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    await vi.waitFor(() => expectSignalsArrive(queue, drains), bySweep);
    expect(log.events.filter((event) => event.includes('redis.'))).toEqual([
      'error redis.down',
      'info redis.up',
    ]);
  }, 20_000);

  it('starts while Redis is away', async () => {
    const proxy = await openProxy();
    await proxy.cut();
    const queue = openQueue(proxy.url);
    const drains = counting(queue);
    queue.signal('inbox');
    await vi.waitFor(() => expect(drains()).toBeGreaterThan(0), bySweep);
    await proxy.mend();
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    await vi.waitFor(() => expectSignalsArrive(queue, drains), bySweep);
  }, 20_000);

  it('says that a Redis that hangs does not answer', async () => {
    const proxy = await openProxy();
    const queue = openQueue(proxy.url);
    const drains = counting(queue);
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    proxy.freeze();
    expect(await queue.problem()).toBe('Redis does not answer');
    const before = drains();
    queue.signal('inbox');
    await vi.waitFor(() => expect(drains()).toBeGreaterThan(before), bySweep);
  }, 20_000);

  it('goes on when everything in Redis is lost', async () => {
    const prefix = randomUUID();
    const queue = openQueue(redisUrl, prefix);
    const drains = counting(queue);
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    await expectSignalsArrive(queue, drains);
    const redis = openRedis();
    const lost = await redis.keys(`${prefix}:*`);
    expect(lost.length).toBeGreaterThan(0);
    await redis.del(...lost);
    await redis.script('FLUSH');
    await vi.waitFor(() => expectSignalsArrive(queue, drains), bySweep);
  }, 20_000);

  const everyMs = 200;
  function repeating(queue: Queue): () => number {
    let count = 0;
    queue.repeat('schedule', everyMs, async () => {
      count += 1;
    });
    return () => count;
  }

  it('repeats once for all processes', async () => {
    const prefix = randomUUID();
    const began = performance.now();
    const runs = [repeating(openQueue(redisUrl, prefix)), repeating(openQueue(redisUrl, prefix))];
    const sum = () => runs.reduce((total, count) => total + count(), 0);
    await vi.waitFor(() => expect(sum()).toBeGreaterThanOrEqual(8), { timeout: 15_000, interval: 20 });
    expect(sum()).toBeLessThanOrEqual(Math.ceil((performance.now() - began) / everyMs) + 1);
  }, 20_000);

  it('goes on repeating when Redis loses everything, and by itself while Redis is away', async () => {
    const proxy = await openProxy();
    const prefix = randomUUID();
    const queue = openQueue(proxy.url, prefix);
    const runs = repeating(queue);
    const expectMore = async () => {
      const before = runs();
      await vi.waitFor(() => expect(runs()).toBeGreaterThan(before + 1), { timeout: 10_000, interval: 20 });
    };
    await expectMore();
    const redis = openRedis();
    await redis.del(...(await redis.keys(`${prefix}:*`)));
    await expectMore();
    await proxy.cut();
    await vi.waitFor(async () => expect(await queue.problem()).toBe('Redis does not answer'), bySweep);
    await expectMore();
    await proxy.mend();
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    await expectMore();
  }, 45_000);

  it('leaves few jobs in Redis when nobody takes them', async () => {
    const prefix = randomUUID();
    const producer = openQueue(redisUrl, prefix);
    const redis = openRedis();
    await vi.waitFor(async () => expect(await producer.problem()).toBeNull(), bySweep);
    for (let count = 0; count < 60; count += 1) {
      producer.signal('inbox');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(async () => expect(await redis.llen(`${prefix}:inbox:wait`)).toBe(16), soon);
  });

  it('stops at once while Redis is away', async () => {
    const proxy = await openProxy();
    const queue = openQueue(proxy.url);
    counting(queue);
    await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    await proxy.cut();
    queue.signal('inbox');
    const started = performance.now();
    await queue.stop();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
