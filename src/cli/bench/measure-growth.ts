import type { Core } from '../../core.ts';
import { lanesFor, makeProcessInbox } from '../../services/process-inbox.ts';
import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { forgetVisits, growTo } from './grow-store.ts';
import { fillInbox, perSecond } from './measure-process.ts';
import type { Measurement, Settings } from './measurement.ts';
import { median, type Run } from './statistics.ts';
import { visits } from './world.ts';

/** Reports in the store that is compared with. */
const few = 40_000;
/** A report costs 1.15 of what it costs there, at most. */
const aim = 1 / 1.15;

/** Whole households from inbox to records with many reports stored, against the same with 40,000. */
export async function measureGrowth({ core }: Bed, settings: Settings): Promise<Measurement> {
  if (settings.stored <= few) throw new CommandFailure(`--stored must be more than ${few}.`);
  await perSecondAt(core, 0);
  await growTo(core.knex, few);
  const atFew = await repeatAt(core, settings.runs);
  await growTo(core.knex, settings.stored);
  const atMany = await repeatAt(core, settings.runs);
  const baseline = median(atFew);
  const runs: Run[] = atMany.map((ours) => ({ ours, baseline }));
  const name = `RT processed with ${settings.stored} reports stored (baseline: with ${few})`;
  return { name, unit: 'reports/s', aim: Number(aim.toFixed(2)), runs };
}

async function repeatAt(core: Core, runs: number): Promise<number[]> {
  await perSecondAt(core, 0);
  const rates: number[] = [];
  while (rates.length < runs) rates.push(await perSecondAt(core, rates.length + 1));
  return rates;
}

/** The same reports each time, as of households that nobody reported on before. */
async function perSecondAt(core: Core, run: number): Promise<number> {
  await forgetVisits(core.knex);
  await fillInbox(core);
  const processInbox = makeProcessInbox({ ...core, clock: () => new Date(), lanes: lanesFor(core) });
  let count = 0;
  const rate = await perSecond(async () => {
    count = await processInbox();
  });
  if (count !== visits.length)
    throw new CommandFailure(`Run ${run} read ${count} of ${visits.length} reports`);
  return rate;
}
