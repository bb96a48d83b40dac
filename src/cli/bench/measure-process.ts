import type { Core } from '../../core.ts';
import { lanesFor, makeProcessInbox } from '../../services/process-inbox.ts';
import { query } from '../../store/query.ts';
import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { makeDigits, wholeHouseholdSms } from './made-up-reports.ts';
import type { Measurement, Settings } from './measurement.ts';
import { copyRows, insertCopies } from './row-copies.ts';
import type { Run } from './statistics.ts';
import { visits } from './world.ts';

/**
 * Whole households from inbox to records, one worker, against an INSERT by `unnest` of the rows that it wrote, in one transaction. Each run
 * has the same 5,120 reports, on empty tables; how long it takes is the measure.
 */
export async function measureProcess({ core }: Bed, settings: Settings): Promise<Measurement> {
  await runOnce(core);
  const runs: Run[] = [];
  while (runs.length < settings.runs) runs.push(await runOnce(core));
  const name = 'RT processed, inbox to records (baseline: the same rows by unnest)';
  return { name, unit: 'reports/s', aim: 0.7, bound: { least: 4_000 }, runs };
}

/** Ours comes first here: the baseline writes what it wrote. */
async function runOnce(core: Core): Promise<Run> {
  await core.knex.raw('TRUNCATE inbox, reports, revisions, outbox, stranger_answers, dtks.udrt CASCADE');
  await fillInbox(core);
  const processInbox = makeProcessInbox({ ...core, clock: () => new Date(), lanes: lanesFor(core) });
  const ours = await perSecond(async () => {
    await processInbox();
  });
  await expectRecords(core);
  const copies = await copyRows(core.knex);
  await core.knex.raw('TRUNCATE reports, revisions, outbox, dtks.udrt CASCADE');
  const baseline = await perSecond(() => insertCopies(core.knex, copies));
  await expectRecords(core);
  return { ours, baseline };
}

export async function fillInbox({ inbox, instrument }: Core): Promise<void> {
  const now = new Date();
  const digits = makeDigits(instrument, 'RT', visits.length, now);
  await inbox.accept(
    visits.map(({ officer, idbdt }, index) => ({
      channel: 'at',
      providerId: `bench-${index}`,
      kind: 'sms',
      sender: officer.msisdn,
      receiver: null,
      raw: Buffer.from(wholeHouseholdSms(idbdt, digits[index] ?? '')),
      receivedAt: now,
      sentAt: null,
    })),
  );
}

export async function perSecond(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (visits.length * 1_000) / (performance.now() - begun);
}

/** A fast refusal is no report: each household must have its record, revision and answer. */
async function expectRecords({ knex }: Core): Promise<void> {
  const [counts] = await query<Record<string, number>>(
    knex,
    `SELECT (SELECT count(*)::integer FROM reports WHERE outcome = 'accepted') AS reports,
       (SELECT count(*)::integer FROM revisions) AS revisions, (SELECT count(*)::integer FROM dtks.udrt) AS records,
       (SELECT count(*)::integer FROM outbox) AS answers`,
  );
  const isWhole = Object.values(counts ?? {}).every((count) => count === visits.length);
  if (!isWhole)
    throw new CommandFailure(`Not every report of ${visits.length} was written: ${JSON.stringify(counts)}`);
}
