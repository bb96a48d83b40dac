import type { ProgressSums } from '../ports.ts';

/** Differences folded in one transaction: some tens of milliseconds. */
const foldSize = 5_000;

/**
 * Makes the use case "add what changed to the sums of progress": folds until nothing is left, or until another
 * process is at it.
 *
 * @returns a drain that tells how many differences it folded, and returns after the fold in hand once `stopping` is
 * aborted.
 */
export function makeFoldProgress(sums: ProgressSums): (stopping?: AbortSignal) => Promise<number> {
  return async function drain(stopping) {
    let total = 0;
    while (!stopping?.aborted) {
      const folded = await sums.fold(foldSize);
      total += folded;
      if (folded < foldSize) break;
    }
    return total;
  };
}
