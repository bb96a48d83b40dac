import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSignaller } from '../../src/queue/signaller.ts';

describe('signaller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('makes one job of the signals of a moment', async () => {
    const add = vi.fn(async (_id: string) => {});
    const signaller = makeSignaller(add, 'p');
    for (let count = 0; count < 100; count += 1) signaller.signal();
    await vi.advanceTimersByTimeAsync(50);
    expect(add).toHaveBeenCalledTimes(1);
  });

  it('adds once more for signals that came during an add', async () => {
    const finish: (() => void)[] = [];
    const add = vi.fn((_id: string) => new Promise<void>((resolve) => finish.push(resolve)));
    const signaller = makeSignaller(add, 'p');
    signaller.signal();
    await vi.advanceTimersByTimeAsync(10);
    signaller.signal();
    signaller.signal();
    await vi.advanceTimersByTimeAsync(50);
    expect(add).toHaveBeenCalledTimes(1);
    finish.shift()?.();
    await vi.advanceTimersByTimeAsync(50);
    expect(add).toHaveBeenCalledTimes(2);
  });

  it('goes on after an add that failed', async () => {
    const add = vi.fn(async (_id: string) => {
      throw new Error('Redis is away');
    });
    const signaller = makeSignaller(add, 'p');
    signaller.signal();
    await vi.advanceTimersByTimeAsync(10);
    signaller.signal();
    await vi.advanceTimersByTimeAsync(10);
    expect(add).toHaveBeenCalledTimes(2);
  });

  it('goes round with sixteen ids', async () => {
    const ids = new Set<string>();
    const signaller = makeSignaller(async (id) => void ids.add(id), 'p');
    for (let count = 0; count < 40; count += 1) {
      signaller.signal();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(ids.size).toBe(16);
  });

  it('adds nothing once stopped', async () => {
    const add = vi.fn(async (_id: string) => {});
    const signaller = makeSignaller(add, 'p');
    signaller.signal();
    signaller.stop();
    signaller.signal();
    await vi.advanceTimersByTimeAsync(50);
    expect(add).not.toHaveBeenCalled();
  });
});
