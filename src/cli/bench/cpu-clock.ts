/**
 * CPU time of this process so far, in ms: what is pure is measured by it, so that others on the machine take nothing
 * from the figure. All threads count, so that collecting garbage beside the main one is in it.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Repeats what takes microseconds for some seconds of CPU time.
 *
 * @param once does it once more, and returns how many units that were.
 * @returns units a second of CPU time.
 */
export async function perCpuSecond(
  seconds: number,
  once: (at: number) => number | Promise<number>,
): Promise<number> {
  const begun = cpuMs();
  let units = 0;
  let at = 0;
  // The clock is a call to the kernel.
  for (let passed = 0; passed < seconds * 1_000; passed = cpuMs() - begun) {
    for (const end = at + turnsEach; at < end; at += 1) {
      const done = once(at);
      units += typeof done === 'number' ? done : await done;
    }
  }
  return (units * 1_000) / (cpuMs() - begun);
}

const turnsEach = 100;
