import type { Log, RepeatedTopic, Topic } from '../ports.ts';

export interface DrainLoop {
  /** Resolves when a drain that began after this call has ended. Calls during a drain share the next one. */
  wake(): Promise<void>;
  /** Starts no more drains and waits for the one under way. */
  stop(): Promise<void>;
}

/** How often the store is looked into without a signal. */
export const sweepMs = 1_000;

/**
 * Runs `drain` on every wake and at each sweep, never twice at once. A drain that throws is tried at the next.
 *
 * @param everyMs between sweeps; null: on wakes alone.
 */
export function makeDrainLoop(
  topic: Topic | RepeatedTopic,
  drain: (stopping: AbortSignal) => Promise<unknown>,
  log: Log,
  everyMs: number | null = sweepMs,
): DrainLoop {
  const stopping = new AbortController();
  let isFailing = false;
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function drainOnce(): Promise<void> {
    try {
      await drain(stopping.signal);
      if (isFailing) log.info({ topic }, 'queue.drain-recovered');
      isFailing = false;
    } catch (err) {
      // Loud once; the sweep tries again, for as long as a store may be away.
      log[isFailing ? 'debug' : 'error']({ topic, err }, 'queue.drain-failed');
      isFailing = true;
    }
  }

  function wake(): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    if (!current) {
      current = drainOnce().then(() => {
        current = null;
      });
      return current;
    }
    next ??= current.then(() => {
      next = null;
      return wake();
    });
    return next;
  }

  const sweep = everyMs === null ? null : setInterval(wake, everyMs);
  return {
    wake,
    async stop() {
      stopping.abort();
      if (sweep) clearInterval(sweep);
      await current;
    },
  };
}
