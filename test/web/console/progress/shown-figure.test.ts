import { describe, expect, it } from 'vitest';
import { noFigures } from '../../../../src/domain/workflow/progress.ts';
import {
  shareOf,
  shownFigures,
  stepOfShare,
  stepStarts,
} from '../../../../src/web/console/progress/shown-figure.ts';

const claimed = { done: 30, left: 0, refused: 0 };
const figures = {
  ...noFigures,
  target: 90,
  proposed: 10,
  visited: 50,
  complete: 40,
  approved: 20,
  held: 5,
  refused: 2,
};

describe('the share of an area', () => {
  it.each([
    ['visited', 50],
    ['complete', 40],
    ['approved', 20],
    ['claimed', 30],
    ['held', 10],
    ['refused', 4],
  ] as const)('of %s is %d %%', (shown, share) => {
    expect(shareOf({ figures, claimed }, shown)).toBe(share);
  });

  it('is none where there is nothing to be a share of', () => {
    expect(shareOf({ figures: noFigures, claimed }, 'visited')).toBeNull();
    expect(shareOf({ figures: { ...noFigures, target: 5 }, claimed }, 'held')).toBeNull();
  });

  it('lies in the step that its legend names', () => {
    for (const shown of shownFigures) {
      const starts = stepStarts(shown);
      expect(starts).toHaveLength(6);
      for (const [step, start] of starts.entries()) {
        expect(stepOfShare(start, shown)).toBe(step);
        if (step > 0) expect(stepOfShare(start - 0.01, shown)).toBe(step - 1);
      }
    }
  });
});
