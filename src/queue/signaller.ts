export interface Signaller {
  /** Never throws, never waits. */
  signal(): void;
  stop(): void;
}

/** Signals within this time go as one. */
const coalesceMs = 2;
/** How many of a process' signals can wait in Redis: with no worker there, they must not fill it. */
const maxWaiting = 16;

/**
 * Turns any number of signals into few jobs: one add at a time, at most one every few milliseconds. A signal during
 * an add leads to another add after it, so that a job is there for whatever was committed before the signal.
 *
 * Job ids go round. Adding an id that still waits does nothing, and needs to do nothing: that job will see the work.
 *
 * @param add adds a job; it may fail or hang while Redis is away, the sweep finds what it would have announced.
 * @param name unique to the process, so that it never meets another's ids.
 */
export function makeSignaller(add: (jobId: string) => Promise<unknown>, name: string): Signaller {
  let timer: NodeJS.Timeout | null = null;
  let isAdding = false;
  let isWanted = false;
  let isStopped = false;
  let count = 0;

  async function send(): Promise<void> {
    timer = null;
    isAdding = true;
    isWanted = false;
    count = (count + 1) % maxWaiting;
    // A lost signal is no loss, see the sweep; that Redis is down is logged by its connection.
    await add(`${name}-${count}`).catch(() => {});
    isAdding = false;
    if (isWanted) signal();
  }

  function signal(): void {
    if (isStopped) return;
    if (isAdding) {
      isWanted = true;
      return;
    }
    timer ??= setTimeout(send, coalesceMs);
  }

  return {
    signal,
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
