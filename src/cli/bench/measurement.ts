import type { Run } from './statistics.ts';

/** How long and how often. */
export interface Timing {
  /** Runs that count; one of each side before them does not. */
  readonly runs: number;
  /** Seconds of one side in one run, where time is the measure. */
  readonly seconds: number;
}

export interface Settings extends Timing {
  /** Reports a second at which latency is measured. */
  readonly rate: number;
  /** Reports in the store when the cost of another is measured. */
  readonly stored: number;
}

/** One line of the result. */
export interface Measurement {
  readonly name: string;
  /** What `ours` and `baseline` count, most of them a second. */
  readonly unit: string;
  /** The ratio to reach; null where there is none. */
  readonly aim: number | null;
  /** The figure to reach, or not to exceed, beside the ratio or instead of it. */
  readonly bound?: { readonly least: number } | { readonly most: number };
  readonly runs: readonly Run[];
}

/** Does one side of a run. Resolves to units a second. */
export type Side = () => Promise<number>;

/**
 * Runs baseline and ours by turns, after one run of each that warms up: what the machine does meanwhile, such as
 * a disk that slows down, meets both alike.
 */
export async function alternate({ runs: count }: Timing, ours: Side, baseline: Side): Promise<Run[]> {
  await baseline();
  await ours();
  const runs: Run[] = [];
  while (runs.length < count) {
    const beside = await baseline();
    runs.push({ ours: await ours(), baseline: beside });
  }
  return runs;
}

/** Repeats what has no baseline, after one run that warms up. */
export async function repeat({ runs: count }: Timing, ours: Side): Promise<Run[]> {
  await ours();
  const runs: Run[] = [];
  while (runs.length < count) runs.push({ ours: await ours(), baseline: null });
  return runs;
}
