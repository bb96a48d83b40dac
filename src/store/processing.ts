import type { Knex } from 'knex';
import type { Clock, Processing } from '../ports.ts';
import { makeBatchLookup } from './batch-lookup.ts';
import { type ClaimedRow, claimBatch, claimOne, openRow } from './claim.ts';
import { faultCode, isContention } from './fault-code.ts';
import type { NoticeWays } from './notices.ts';
import type { RawBytes } from './raw-bytes.ts';
import { recordFailures } from './record-failures.ts';
import { isStoreUnreachable } from './unreachable.ts';
import { makeBatchWriter, type WriteBatch } from './write-batch.ts';

type Work = Parameters<Processing['processBatch']>[1];

/** Of workers in each other's way one always gets through; who lost so often is tried again like any failure. */
const contentionTries = 5;

/** Batches over the inbox in the store: claim, look up, decide and write in one transaction. */
export function makeProcessing(
  knex: Knex,
  rawBytes: RawBytes,
  clock: Clock,
  noticeWays?: NoticeWays,
): Processing {
  const writeBatch = makeBatchWriter(noticeWays);
  const parts: Parts = { knex, rawBytes, clock, writeBatch };
  return {
    async processBatch(limit, work) {
      let claimed: ClaimedRow[] = [];
      try {
        await knex.transaction(async (trx) => {
          await planByIndexes(trx);
          claimed = await claimBatch(trx, limit, clock());
          await workOn(parts, trx, claimed, work);
        });
      } catch (error) {
        if (claimed.length === 0 || isStoreUnreachable(error)) throw error;
        for (const { id } of claimed) await processAlone(parts, id, work);
      }
      return claimed.length;
    },
  };
}

interface Parts {
  readonly knex: Knex;
  readonly rawBytes: RawBytes;
  readonly clock: Clock;
  readonly writeBatch: WriteBatch;
}

/**
 * A batch asks for a few hundred rows by their keys. The planner goes by statistics, and those of a table that was
 * empty a minute ago have it read from end to end for each household: 5,120 of them took 8.9 s instead of 0.2. The
 * same plan at any size is worth more than the best one at some.
 */
async function planByIndexes(trx: Knex): Promise<void> {
  await trx.raw(`SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`);
}

async function workOn(parts: Parts, trx: Knex, rows: readonly ClaimedRow[], work: Work): Promise<void> {
  if (rows.length === 0) return;
  const messages = rows.map((row) => openRow(row, parts.rawBytes));
  await parts.writeBatch(trx, await work(messages, makeBatchLookup(trx, parts.rawBytes)), parts.clock());
}

/**
 * One row of a batch that failed, in a transaction of its own. A row whose sender has an earlier one pending by now
 * (that one failed, or another worker has it) is left for later.
 *
 * @throws the error when the store can't be reached: that is nobody's fault, and counts as no attempt.
 */
async function processAlone(parts: Parts, id: string, work: Work): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await parts.knex.transaction(async (trx) => {
        await planByIndexes(trx);
        const row = await claimOne(trx, id);
        if (row) await workOn(parts, trx, [row], work);
      });
      return;
    } catch (error) {
      if (isStoreUnreachable(error)) throw error;
      if (isContention(error) && attempt < contentionTries) continue;
      await recordFailures(parts.knex, [{ id, error: faultCode(error) }], parts.clock());
      return;
    }
  }
}
