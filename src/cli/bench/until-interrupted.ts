import { CommandFailure } from '../errors.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that leaves something to be removed: on Ctrl-C `stopped` rejects, and the work's own `finally` removes it.
 *
 * @throws CommandFailure when it was interrupted.
 */
export async function untilInterrupted<T>(work: (stopped: Promise<never>) => Promise<T>): Promise<T> {
  let interrupt = () => {};
  const stopped = new Promise<never>((_, reject) => {
    interrupt = () => reject(new CommandFailure('interrupted'));
  });
  // Nobody may be waiting for it just then; who waits next is told.
  stopped.catch(() => {});
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(stopped);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
