import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/cli/simulate/random.ts';
import { typeBlock, typeMessage } from '../../../src/cli/simulate/type-message.ts';

const text = 'V 7-16 1021 2411';

describe('typing', () => {
  it('without slips is right', () => {
    expect(typeMessage(text, 50, 0, seededRandom(1))).toBe(text);
    expect(typeBlock('231324241', 9, 0, seededRandom(1))).toEqual(['231324241']);
  });

  it('goes wrong as often as it is told to', () => {
    const random = seededRandom(3);
    const wrong = Array.from({ length: 2_000 }, () => typeMessage(text, 5, 0.045, random)).filter(
      (typed) => typed !== text,
    ).length;
    // 1 - 0.955^5 is a fifth.
    expect(wrong / 2_000).toBeGreaterThan(0.16);
    expect(wrong / 2_000).toBeLessThan(0.26);
  });

  it('loses a digit on a screen, and types the block again', () => {
    const [short = '', again] = typeBlock('231324241', 9, 1, seededRandom(1));
    expect(short).toHaveLength(8);
    expect(again).toBe('231324241');
  });
});
