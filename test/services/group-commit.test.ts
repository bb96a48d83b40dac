import { describe, expect, it } from 'vitest';
import { makeGroupCommit } from '../../src/services/group-commit.ts';

const storeAway = new Error('store away');
const options = { maxBatch: 3, isStoreUnreachable: (error: unknown) => error === storeAway };

/** A flush that waits until it is released, and notes its batches. */
function heldFlush() {
  const batches: (readonly number[])[] = [];
  const releases: (() => void)[] = [];
  return {
    batches,
    release: () => releases.shift()?.(),
    flush: async (items: readonly number[]) => {
      batches.push(items);
      await new Promise<void>((resolve) => releases.push(resolve));
      return items.map((item) => item * 10);
    },
  };
}

describe('group commit', () => {
  it('commits what arrives in one turn together, and gives each its own outcome', async () => {
    const batches: (readonly number[])[] = [];
    const group = makeGroupCommit(async (items: readonly number[]) => {
      batches.push(items);
      return items.map((item) => item * 10);
    }, options);
    expect(await Promise.all([group.commit(1), group.commit(2)])).toEqual([10, 20]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('commits one alone at the end of the turn', async () => {
    const held = heldFlush();
    const group = makeGroupCommit(held.flush, options);
    void group.commit(1);
    await turn();
    expect(held.batches).toEqual([[1]]);
    held.release();
    await group.idle();
  });

  it('gathers what arrives during a commit into the next ones, up to the limit', async () => {
    const held = heldFlush();
    const group = makeGroupCommit(held.flush, options);
    const outcomes = [group.commit(1)];
    await turn();
    for (const item of [2, 3, 4, 5]) outcomes.push(group.commit(item));
    for (let batch = 0; batch < 3; batch += 1) {
      held.release();
      await turn();
    }
    expect(await Promise.all(outcomes)).toEqual([10, 20, 30, 40, 50]);
    expect(held.batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('acknowledges nothing before its commit', async () => {
    const held = heldFlush();
    const group = makeGroupCommit(held.flush, options);
    let isAcknowledged = false;
    const committed = group.commit(1).then(() => {
      isAcknowledged = true;
    });
    await turn();
    await turn();
    expect(isAcknowledged).toBe(false);
    held.release();
    await committed;
    expect(isAcknowledged).toBe(true);
  });

  it('tries the items of a failed batch one by one, so that only the bad one fails', async () => {
    const bad = new Error('bad item');
    const sizes: number[] = [];
    const group = makeGroupCommit(async (items: readonly number[]) => {
      sizes.push(items.length);
      if (items.includes(2)) throw bad;
      return items;
    }, options);
    const results = await Promise.allSettled([1, 2, 3].map((item) => group.commit(item)));
    expect(results).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: bad },
      { status: 'fulfilled', value: 3 },
    ]);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  it('fails all at once while the store is away, and goes on when it is back', async () => {
    let isAway = true;
    let calls = 0;
    const group = makeGroupCommit(async (items: readonly number[]) => {
      calls += 1;
      if (isAway) throw storeAway;
      return items;
    }, options);
    const results = await Promise.allSettled([group.commit(1), group.commit(2)]);
    expect(results.every((result) => result.status === 'rejected' && result.reason === storeAway)).toBe(true);
    expect(calls).toBe(1);
    isAway = false;
    expect(await group.commit(3)).toBe(3);
  });

  it('acknowledges no item for which the commit gave no outcome', async () => {
    const group = makeGroupCommit(async (_items: readonly number[]): Promise<number[]> => [], options);
    await expect(group.commit(1)).rejects.toThrow('another number of outcomes');
  });

  it('is idle once everything is settled', async () => {
    const group = makeGroupCommit(async (items: readonly number[]) => items, options);
    await group.idle();
    let settled = 0;
    for (let item = 0; item < 7; item += 1) {
      void group.commit(item).then(() => {
        settled += 1;
      });
    }
    await group.idle();
    expect(settled).toBe(7);
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
