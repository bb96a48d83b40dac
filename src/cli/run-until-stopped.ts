import type { Running } from '../app.ts';

/** A stop that takes longer is cut: what is not committed was not acknowledged. */
const stopDeadlineMs = 10_000;

/** Waits for SIGTERM or SIGINT, then stops in order. A second signal ends the process at once. */
export async function runUntilStopped(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
  const deadline = setTimeout(() => process.exit(1), stopDeadlineMs);
  await running.stop();
  clearTimeout(deadline);
}
