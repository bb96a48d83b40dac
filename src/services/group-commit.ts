export interface GroupCommit<I, O> {
  /** Resolves once the item's batch is committed, with what came of the item. */
  commit(item: I): Promise<O>;
  /** Resolves when nothing waits or is under way. */
  idle(): Promise<void>;
}

export interface GroupCommitOptions {
  readonly maxBatch: number;
  /** Faults that the items have no part in: then trying them one by one is of no use. */
  readonly isStoreUnreachable: (error: unknown) => boolean;
}

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits together what arrives together. A first item goes at once, at the end of this turn of the event loop, so
 * that one alone is as quick as ever; what arrives while a batch is under way goes together in the next. No timer:
 * the slower the disk, the larger the batch.
 *
 * When a batch fails, its items are tried once more one by one, so that one bad item never fails its neighbours.
 *
 * @param flush commits a batch; one outcome an item, in the order given.
 */
export function makeGroupCommit<I, O>(
  flush: (items: readonly I[]) => Promise<readonly O[]>,
  options: GroupCommitOptions,
): GroupCommit<I, O> {
  let waiting: Waiting<I, O>[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.maxBatch);
      waiting = waiting.slice(options.maxBatch);
      await settle(batch, flush, options.isStoreUnreachable);
    }
    running = null;
  }

  return {
    commit(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async idle() {
      while (running) await running;
    },
  };
}

async function settle<I, O>(
  batch: readonly Waiting<I, O>[],
  flush: (items: readonly I[]) => Promise<readonly O[]>,
  isStoreUnreachable: (error: unknown) => boolean,
): Promise<void> {
  try {
    const outcomes = await flush(batch.map(({ item }) => item));
    if (outcomes.length !== batch.length)
      throw new Error('a batch gave another number of outcomes than of items');
    for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome);
  } catch (error) {
    if (batch.length === 1 || isStoreUnreachable(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const one of batch) await settle([one], flush, isStoreUnreachable);
  }
}
