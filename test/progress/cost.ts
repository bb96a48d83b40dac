import type { Knex } from 'knex';
import { makeDigits, wholeHouseholdSms } from '../../src/cli/bench/made-up-reports.ts';
import { median } from '../../src/cli/bench/statistics.ts';
import { villageOf } from '../../src/domain/identity/idbdt.ts';
import type { Instrument } from '../../src/domain/instrument/instrument.ts';
import { completenessOf } from '../../src/domain/report/completeness.ts';
import { stateOf } from '../../src/domain/report/record.ts';
import { standingOf } from '../../src/domain/workflow/progress.ts';
import type { Processing } from '../../src/ports.ts';
import { makeFoldProgress } from '../../src/services/fold-progress.ts';
import { findHouseholds } from '../../src/store/find-households.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import type { Country } from './country.ts';
import type { Worker } from './worker.ts';

/** What progress costs a worker. */
export interface Cost {
  /** Reports a second with the figures kept and folded, and with nothing of them written. */
  readonly counted: number;
  readonly uncounted: number;
  /** Median of the ratios of neighbouring runs. */
  readonly ratio: number;
  /** Microseconds a report of the reckoning itself, which both do. */
  readonly reckoningUs: number;
}

/** Reports of one run. */
export const reportsEach = 1_000;

/** Whole households, each the first of its kind, by turns with the figures kept and without. */
export async function measureCost(
  knex: Knex,
  instrument: Instrument,
  { enumerators, households }: Country,
  makeWorker: (around: (processing: Processing) => Processing) => Worker,
  runs: number,
): Promise<Cost> {
  const now = new Date();
  const digits = makeDigits(instrument, 'RT', reportsEach, now);
  const senderOf = new Map(enumerators.map(({ area, msisdn }) => [area, msisdn]));
  const workers = { counted: makeWorker((processing) => processing), uncounted: makeWorker(withoutProgress) };
  const fold = makeFoldProgress(makeProgressSums(knex));
  let taken = 0;

  async function runOnce(kind: keyof typeof workers): Promise<number> {
    const mine = households.slice(taken, taken + reportsEach);
    taken += reportsEach;
    await workers[kind].accept(
      mine.map((idbdt, at) => ({
        channel: 'at',
        providerId: `cost-${taken}-${at}`,
        kind: 'sms',
        sender: senderOf.get(villageOf(idbdt)) ?? '',
        receiver: null,
        raw: Buffer.from(wholeHouseholdSms(idbdt, digits[at] ?? '')),
        receivedAt: now,
        sentAt: null,
      })),
    );
    const begun = performance.now();
    await workers[kind].work();
    if (kind === 'counted') await fold();
    return (reportsEach * 1000) / (performance.now() - begun);
  }

  for (const kind of ['uncounted', 'counted'] as const) await runOnce(kind);
  const counted: number[] = [];
  const uncounted: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    uncounted.push(await runOnce('uncounted'));
    counted.push(await runOnce('counted'));
  }
  return {
    counted: median(counted),
    uncounted: median(uncounted),
    ratio: median(counted.map((rate, at) => rate / (uncounted[at] ?? rate))),
    reckoningUs: await measureReckoning(knex, instrument, households.slice(0, reportsEach)),
  };
}

function withoutProgress(processing: Processing): Processing {
  return {
    processBatch: (limit, work) =>
      processing.processBatch(limit, async (messages, lookup) => ({
        ...(await work(messages, lookup)),
        progress: [],
      })),
  };
}

/** One household's completeness, and what it counts for before and after a report. */
async function measureReckoning(
  knex: Knex,
  instrument: Instrument,
  idbdts: readonly string[],
): Promise<number> {
  const facts = [...(await findHouseholds(knex, idbdts)).values()];
  const rounds = 10;
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    for (const household of facts) {
      completenessOf(instrument, stateOf(household));
      for (const _ of ['before', 'after']) standingOf(instrument.mapping.progress, household.record);
    }
  }
  return ((performance.now() - begun) * 1000) / (rounds * facts.length);
}
