import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { openRedisSessions, type RedisSessions } from '../../src/queue/redis-sessions.ts';
import { madeUpState, sessionsContract } from '../contracts/sessions.ts';
import { openCutProxy } from './cut-proxy.ts';
import { silentLog } from './silent-log.ts';

const redisUrl = inject('redisUrl');
const prefix = `test-${randomUUID()}`;

sessionsContract('Redis', async () => {
  const sessions = await openReady(redisUrl);
  return { sessions, close: async () => sessions.close() };
});

describe('Redis sessions', () => {
  it('keeps a session for a quarter of an hour after its last turn', async () => {
    const sessions = await openReady(redisUrl);
    const redis = new Redis(redisUrl);
    onTestFinished(() => {
      sessions.close();
      redis.disconnect();
    });
    const state = madeUpState(randomUUID());
    await sessions.save('at', state.start.sessionId, state, 0);
    const seconds = await redis.ttl(`${prefix}:session:at:${state.start.sessionId}`);
    expect(seconds).toBeGreaterThan(890);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  it.each([
    ['another version', '1\n{"tokens":"none"}'],
    ['no version', 'x\n{}'],
  ])('knows no session where %s of the program left its state', async (_label, stored) => {
    const sessions = await openReady(redisUrl);
    const redis = new Redis(redisUrl);
    onTestFinished(() => {
      sessions.close();
      redis.disconnect();
    });
    const sessionId = randomUUID();
    await redis.set(`${prefix}:session:at:${sessionId}`, stored);
    expect(await sessions.load('at', sessionId)).toBeNull();
  });

  it('saves after Redis lost its scripts', async () => {
    const sessions = await openReady(redisUrl);
    const redis = new Redis(redisUrl);
    onTestFinished(() => {
      sessions.close();
      redis.disconnect();
    });
    const state = madeUpState(randomUUID());
    await sessions.save('at', state.start.sessionId, state, 0);
    await redis.script('FLUSH');
    expect(await sessions.save('at', state.start.sessionId, state, 1)).toBe(true);
  });

  it('throws at once while Redis is away, and works when it is back', async () => {
    const proxy = await openCutProxy(redisUrl);
    const sessions = await openReady(proxy.url);
    onTestFinished(async () => {
      sessions.close();
      await proxy.close();
    });
    await proxy.cut();
    await vi.waitFor(async () => expect(await sessions.problem()).toBe('Redis does not answer'));
    const started = performance.now();
    await expect(sessions.load('at', 'any')).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(100);
    await proxy.mend();
    await vi.waitFor(async () => expect(await sessions.load('at', 'any')).toBeNull(), { timeout: 4_000 });
  });

  it('throws within the time of a turn when Redis hangs', async () => {
    const proxy = await openCutProxy(redisUrl);
    const sessions = await openReady(proxy.url);
    onTestFinished(async () => {
      sessions.close();
      await proxy.close();
    });
    proxy.freeze();
    const started = performance.now();
    await expect(sessions.load('at', 'any')).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

async function openReady(url: string): Promise<RedisSessions> {
  const sessions = openRedisSessions(url, silentLog(), prefix);
  await vi.waitFor(async () => expect(await sessions.problem()).toBeNull(), { timeout: 4_000 });
  return sessions;
}
