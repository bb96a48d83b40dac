import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Queue } from '../../src/ports.ts';

/** Sooner than any sweep could be by chance: a drain within this time came of a signal. */
const soon = { timeout: 600, interval: 5 };
/** A sweep comes each second. */
const bySweep = { timeout: 2_500, interval: 10 };

/** What every queue does, whatever carries its signals. `open` gives a queue that shares nothing with another test. */
export function queueContract(name: string, open: () => Queue): void {
  describe(`queue: ${name}`, () => {
    const opened: Queue[] = [];
    const openQueue = (): Queue => {
      const queue = open();
      opened.push(queue);
      return queue;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.stop()));
    });

    it('drains soon after a signal', async () => {
      const queue = openQueue();
      const drains = countingDrain();
      queue.consume('inbox', drains.drain);
      await vi.waitFor(() => expect(drains.count()).toBeGreaterThan(0), bySweep);
      const before = drains.count();
      queue.signal('inbox');
      await vi.waitFor(() => expect(drains.count()).toBeGreaterThan(before), soon);
    });

    it('drains without a signal, by the sweep', async () => {
      const queue = openQueue();
      const drains = countingDrain();
      queue.consume('inbox', drains.drain);
      await vi.waitFor(() => expect(drains.count()).toBeGreaterThanOrEqual(2), {
        timeout: 4_000,
        interval: 20,
      });
    });

    it('leaves nothing behind that was committed before a signal', async () => {
      const queue = openQueue();
      let pending = 0;
      queue.consume('inbox', async () => {
        const taken = pending;
        await tick();
        pending -= taken;
      });
      await vi.waitFor(() => expect(pending).toBe(0), bySweep);
      for (let burst = 0; burst < 50; burst += 1) {
        pending += 1;
        queue.signal('inbox');
        await tick();
      }
      await vi.waitFor(() => expect(pending).toBe(0), soon);
    });

    it('never runs two drains of a topic at once, and lets topics run side by side', async () => {
      const queue = openQueue();
      const running = { inbox: 0, outbox: 0 };
      let most = 0;
      let sawBoth = false;
      const drainOf = (topic: 'inbox' | 'outbox') => async () => {
        running[topic] += 1;
        most = Math.max(most, running[topic]);
        for (let turn = 0; turn < 20; turn += 1) {
          await tick();
          sawBoth ||= running.inbox > 0 && running.outbox > 0;
        }
        running[topic] -= 1;
      };
      queue.consume('inbox', drainOf('inbox'));
      queue.consume('outbox', drainOf('outbox'));
      await vi.waitFor(() => {
        queue.signal('inbox');
        queue.signal('outbox');
        expect(sawBoth).toBe(true);
      }, bySweep);
      expect(most).toBe(1);
    });

    it('goes on after a drain that throws', async () => {
      const queue = openQueue();
      let calls = 0;
      queue.consume('inbox', async () => {
        calls += 1;
        if (calls === 1) throw new Error('the store is away');
      });
      await vi.waitFor(() => expect(calls).toBeGreaterThanOrEqual(2), { timeout: 4_000, interval: 20 });
    });

    it('tells a drain under way that it stops, waits for it, and starts no other', async () => {
      const queue = openQueue();
      let started = 0;
      let finished = 0;
      queue.consume('inbox', async (stopping) => {
        started += 1;
        await new Promise((resolve) => stopping.addEventListener('abort', resolve));
        await tick();
        finished += 1;
      });
      await vi.waitFor(() => expect(started).toBe(1), bySweep);
      queue.signal('inbox');
      await queue.stop();
      expect(finished).toBe(1);
      queue.signal('inbox');
      await tick();
      expect(started).toBe(1);
    });

    it('repeats what goes by the clock, never twice at once, also after a run that throws', async () => {
      const queue = openQueue();
      let running = 0;
      let most = 0;
      let runs = 0;
      queue.repeat('schedule', 100, async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await tick();
        running -= 1;
        if (runs === 1) throw new Error('the store is away');
      });
      await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(4), { timeout: 10_000, interval: 20 });
      expect(most).toBe(1);
    }, 15_000);

    it('tells a repeated run under way that it stops, waits for it, and starts no other', async () => {
      const queue = openQueue();
      let started = 0;
      let finished = 0;
      queue.repeat('schedule', 50, async (stopping) => {
        started += 1;
        await new Promise((resolve) => stopping.addEventListener('abort', resolve));
        await tick();
        finished += 1;
      });
      await vi.waitFor(() => expect(started).toBe(1), { timeout: 8_000, interval: 20 });
      await queue.stop();
      expect([started, finished]).toEqual([1, 1]);
    }, 15_000);

    it('takes a signal that nobody consumes', async () => {
      const queue = openQueue();
      expect(() => queue.signal('outbox')).not.toThrow();
    });

    it('says that it is well', async () => {
      const queue = openQueue();
      await vi.waitFor(async () => expect(await queue.problem()).toBeNull(), bySweep);
    });
  });
}

function countingDrain() {
  let count = 0;
  return {
    count: () => count,
    drain: async () => {
      count += 1;
    },
  };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
