import type { Core } from '../../core.ts';
import type { PlayTally } from './play.ts';
import { cpuSeconds, residentBytes, watchBackends } from './process-figures.ts';
import type { Sample } from './run-folder.ts';

export interface Watched {
  readonly core: Core;
  readonly tally: PlayTally;
  /** Null: not ours to look at. */
  readonly servePid: number | null;
  readonly workPid: number | null;
  /** Figures that the pieces before came to. */
  readonly before: Pick<Sample, 'seconds' | 'gatewayCpu' | 'databaseCpu'>;
  readonly onSample: (sample: Sample) => void;
}

const everyMs = 2_000;

/** Looks at a run every two seconds. @returns what ends it, with a last look. */
export function observe(watched: Watched): () => Promise<void> {
  const { core, tally, before, onSample } = watched;
  const begun = performance.now();
  const backends = watchBackends(core.knex);
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const latencies = tally.latencies.toSorted((one, other) => one - other);
    tally.latencies = [];
    const pids = [watched.servePid, watched.workPid];
    const [serveBytes = null, workBytes = null] = await Promise.all(pids.map(residentBytes));
    const cpu = await Promise.all(pids.map(cpuSeconds));
    onSample({
      seconds: before.seconds + (performance.now() - begun) / 1000,
      acknowledged: tally.acknowledged,
      pending: await core.inbox.countPending(),
      ...{ p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), serveBytes, workBytes },
      gatewayCpu: added(before.gatewayCpu, cpu.every((one) => one === null) ? null : sum(cpu)),
      databaseCpu: added(before.databaseCpu, core.isEmbedded ? null : await backends()),
    });
  }

  const timer = setInterval(() => {
    // A store that is away for a moment leaves a gap in the plot.
    looking = looking.then(look).catch(() => undefined);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
    await look();
  };
}

/** The value that a share of the sorted values does not exceed; 0 for none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function added(before: number | null, more: number | null): number | null {
  return more === null ? before : (before ?? 0) + more;
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
