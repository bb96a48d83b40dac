/** One run of a measurement: ours, and its baseline in the same run; both in units a second. */
export interface Run {
  readonly ours: number;
  /** Null where there is nothing to compare with. */
  readonly baseline: number | null;
}

/** What a measurement came to. Figures are units a second; ratios are ours to baseline. */
export interface Summary {
  readonly ours: number;
  readonly baseline: number | null;
  /** Median of the ratios of the runs: what one run's noise can't move. */
  readonly ratio: number | null;
  readonly ratioOfMedians: number | null;
  /** Lowest and highest ratio; of ours where there is no baseline. */
  readonly spread: readonly [number, number];
}

/**
 * The middle value, or the mean of the two in the middle.
 *
 * @throws Error for no values.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing');
  return (lower + upper) / 2;
}

/**
 * Sums up the runs of one measurement.
 *
 * @throws Error for no runs.
 */
export function summarise(runs: readonly Run[]): Summary {
  const ours = runs.map((run) => run.ours);
  const baselines = runs.flatMap(({ baseline }) => (baseline === null ? [] : [baseline]));
  if (baselines.length === 0) {
    return { ours: median(ours), baseline: null, ratio: null, ratioOfMedians: null, spread: rangeOf(ours) };
  }
  const ratios = runs.flatMap(({ ours, baseline }) => (baseline === null ? [] : [ours / baseline]));
  return {
    ours: median(ours),
    baseline: median(baselines),
    ratio: median(ratios),
    ratioOfMedians: median(ours) / median(baselines),
    spread: rangeOf(ratios),
  };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
