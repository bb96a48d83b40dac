import { type Counted, type FigureName, noFigures, type ProgressDelta } from '../domain/workflow/progress.ts';

export interface ChangedProgress {
  /** Takes what counted before and adds what counts now. */
  change(before: readonly Counted[], after: readonly Counted[]): void;
  /** One row a village, officer and day; what comes to nothing is left out. */
  result(): ProgressDelta[];
}

/** Collects what a batch does to the figures of progress. */
export function collectChangedProgress(): ChangedProgress {
  const deltas = new Map<string, Omit<ProgressDelta, 'figures'> & { figures: Record<FigureName, number> }>();

  function add({ figure, village, officerId, day }: Counted, by: number): void {
    const key = `${village} ${officerId} ${day}`;
    const delta = deltas.get(key) ?? { village, officerId, day, figures: { ...noFigures } };
    delta.figures[figure] += by;
    deltas.set(key, delta);
  }

  return {
    change(before, after) {
      for (const counted of before) add(counted, -1);
      for (const counted of after) add(counted, 1);
    },
    result: () => [...deltas.values()].filter(({ figures }) => Object.values(figures).some((by) => by !== 0)),
  };
}
