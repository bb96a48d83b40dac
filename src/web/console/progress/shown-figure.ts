import { type Figures, householdsOf } from '../../../domain/workflow/progress.ts';
import type { AreaProgress } from '../../../ports.ts';

/** Figures by which areas are coloured. Each is a share of something, so that small and large areas compare. */
export const shownFigures = ['visited', 'complete', 'approved', 'held', 'refused', 'claimed'] as const;
export type ShownFigure = (typeof shownFigures)[number];

/** Lower ends of the steps above the first, in per cent: of what is to become all, and of what should stay rare. */
const growing = [1, 25, 50, 75, 95] as const;
const rare = [0.1, 1, 2, 5, 10] as const;
const stepsOf: Readonly<Record<ShownFigure, readonly number[]>> = {
  visited: growing,
  complete: growing,
  approved: growing,
  claimed: growing,
  held: rare,
  refused: rare,
};

/**
 * The share in per cent: held and refused of what was received, all else of the households that there are.
 * Null where there is nothing to be a share of.
 */
export function shareOf(
  { figures, claimed }: Pick<AreaProgress, 'figures' | 'claimed'>,
  shown: ShownFigure,
): number | null {
  const whole = shown === 'held' || shown === 'refused' ? figures.visited : householdsOf(figures);
  if (whole <= 0) return null;
  return (100 * (shown === 'claimed' ? claimed.done : figures[shown satisfies keyof Figures])) / whole;
}

/** The step of a share, 0 to 5, in which areas are coloured. */
export function stepOfShare(share: number, shown: ShownFigure): number {
  return stepsOf[shown].filter((from) => share >= from).length;
}

/** Lower ends of all steps, in per cent. */
export function stepStarts(shown: ShownFigure): readonly number[] {
  return [0, ...stepsOf[shown]];
}
