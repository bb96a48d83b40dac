import { describe, expect, it } from 'vitest';
import { alternate, repeat } from '../../../src/cli/bench/measurement.ts';

function recorder() {
  const calls: string[] = [];
  const side = (name: string) => async () => {
    calls.push(name);
    return calls.length;
  };
  return { calls, side };
}

describe('runs', () => {
  it('go by turns, baseline first, after one of each that does not count', async () => {
    const { calls, side } = recorder();
    const runs = await alternate({ runs: 2, seconds: 1 }, side('ours'), side('baseline'));
    expect(calls).toEqual(['baseline', 'ours', 'baseline', 'ours', 'baseline', 'ours']);
    expect(runs).toEqual([
      { baseline: 3, ours: 4 },
      { baseline: 5, ours: 6 },
    ]);
  });

  it('of what has no baseline are repeated, after one that does not count', async () => {
    const { calls, side } = recorder();
    const runs = await repeat({ runs: 2, seconds: 1 }, side('ours'));
    expect(calls).toHaveLength(3);
    expect(runs).toEqual([
      { baseline: null, ours: 2 },
      { baseline: null, ours: 3 },
    ]);
  });
});
