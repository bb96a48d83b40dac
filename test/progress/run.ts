import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { median } from '../../src/cli/bench/statistics.ts';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { table } from '../../src/cli/table.ts';
import type { Instrument } from '../../src/domain/instrument/instrument.ts';
import { nation } from '../../src/domain/workflow/progress.ts';
import { readInstrument } from '../../src/flow-files.ts';
import { makeFoldProgress } from '../../src/services/fold-progress.ts';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';
import { makeProgressReader } from '../../src/store/progress-reader.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { query } from '../../src/store/query.ts';
import { checkSums, recount } from '../../src/store/recount.ts';
import { requireBinaries, startPostgres } from '../support/servers.ts';
import { measureCost, reportsEach } from './cost.ts';
import { type Country, importCountry, readCountry } from './country.ts';
import { makeTraffic } from './traffic.ts';
import { makeWorker } from './worker.ts';

const usage =
  'npm run bench:progress -- [--villages 83395] [--households 1000000] [--reports 100000] [--runs 10]';
const reads = 20;
/** Messages accepted at once; the worker reads what is there in batches of its own. */
const acceptedAtOnce = 2_000;
const dayMs = 86_400_000;

/** The whole of the programme's field, and what comes of it. */
async function main(knex: Knex): Promise<boolean> {
  const { villages, households, reports, runs } = readArguments();
  const instrument = readInstrument();
  await migrateToLatest(knex);
  await importCountry(knex, villages, households);
  await makeFoldProgress(makeProgressSums(knex))();
  const country = await readCountry(knex, Math.min(households, 100_000));
  // The cost is that of first reports: they are left to it.
  const taken = reportsEach * 2 * (runs + 1);
  const [first, rest] = [country.households.slice(0, taken), country.households.slice(taken)];

  const clock = () => new Date();
  const cost = await measureCost(
    knex,
    instrument,
    { ...country, households: first },
    (around) => makeWorker(knex, instrument, clock, around),
    runs,
  );
  console.log(
    `worker, whole households: ${cost.counted.toFixed(0)} reports/s with progress, ${cost.uncounted.toFixed(0)} without ` +
      `(ratio ${cost.ratio.toFixed(3)}); reckoning in both: ${cost.reckoningUs.toFixed(1)} µs a report`,
  );
  console.log(`recount: ${await seconds(() => recount(knex, instrument.mapping.progress))}`);

  await sendTraffic(knex, instrument, { ...country, households: rest }, reports);
  await tellOutcomes(knex);
  await measureReads(knex, country, 'not all folded');
  await makeFoldProgress(makeProgressSums(knex))();
  await measureReads(knex, country, 'all folded');
  return isEqual(knex, instrument);
}

/** Reports, corrections and withdrawals through a worker, with a fold after each handful, as the sweep does. */
async function sendTraffic(
  knex: Knex,
  instrument: Instrument,
  country: Country,
  count: number,
): Promise<void> {
  const worker = makeWorker(knex, instrument, () => new Date());
  const [row] = await query<{ id: string }>(knex, 'SELECT max(id) AS id FROM inbox');
  const begin = new Date(Date.now() - 25 * dayMs);
  const next = makeTraffic(instrument, country, seededRandom(1), Number(row?.id ?? 0) + 1, begin);
  const sums = makeProgressSums(knex);
  const begun = performance.now();
  for (let sent = 0; sent < count; sent += acceptedAtOnce) {
    await worker.accept(Array.from({ length: Math.min(acceptedAtOnce, count - sent) }, next));
    await worker.work();
    // The last ones stay, so that reading has something to add.
    if (sent + acceptedAtOnce < count) await sums.fold(5_000);
  }
  const elapsed = (performance.now() - begun) / 1000;
  console.log(`${count} messages in ${elapsed.toFixed(0)} s, accepting and folding included`);
}

async function tellOutcomes(knex: Knex): Promise<void> {
  const rows = await query<{ command: string; outcome: string; count: number; withdrawn: number }>(
    knex,
    `SELECT coalesce(command, '-') AS command, outcome, count(*)::integer AS count,
       count(withdrawn_at)::integer AS withdrawn
     FROM reports WHERE id > (SELECT min(id) FROM inbox WHERE provider_id LIKE 'traffic-%') - 1
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const cells = rows.map((row) => [row.command, row.outcome, String(row.count), String(row.withdrawn)]);
  console.log(table(['command', 'outcome', 'messages', 'withdrawn since'], cells));
}

async function measureReads(knex: Knex, { households }: Country, when: string): Promise<void> {
  const reader = makeProgressReader(knex);
  const village = households[0]?.slice(0, 10) ?? '';
  const [waiting] = await query<{ count: number }>(
    knex,
    'SELECT count(*)::integer AS count FROM progress_deltas',
  );
  const measured: Record<string, () => Promise<unknown>> = {
    'the nation': () => reader.readArea(nation),
    'a province': () => reader.readArea(village.slice(0, 2)),
    'a village': () => reader.readArea(village),
    'all provinces': () => reader.listAreas(nation),
    'regencies of a province': () => reader.listAreas(village.slice(0, 2)),
    'villages of a sub-district': () => reader.listAreas(village.slice(0, 7)),
    'days of the nation': () => reader.listDays(nation),
    'officers of a sub-district': () => reader.listOfficers(village.slice(0, 7), 500),
  };
  const rows: string[][] = [];
  for (const [name, read] of Object.entries(measured)) {
    const times: number[] = [];
    for (let at = 0; at < reads; at += 1) times.push(await milliseconds(read));
    rows.push([name, median(times).toFixed(1), Math.max(...times).toFixed(1)]);
  }
  console.log(`read, ${when} (${waiting?.count ?? 0} differences wait):`);
  console.log(table(['what', 'median ms', 'slowest ms'], rows));
  console.log(JSON.stringify(await reader.readArea(nation)));
}

async function isEqual(knex: Knex, instrument: Instrument): Promise<boolean> {
  const begun = performance.now();
  const { compared, differences } = await checkSums(knex, instrument.mapping.progress);
  const elapsed = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`recount --check: ${compared} figures compared in ${elapsed} s, ${differences.length} differ`);
  for (const difference of differences.slice(0, 10)) console.log(JSON.stringify(difference));
  return differences.length === 0;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function seconds(work: () => Promise<unknown>): Promise<string> {
  return `${((await milliseconds(work)) / 1000).toFixed(1)} s`;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      villages: { type: 'string', default: '83395' },
      households: { type: 'string', default: '1000000' },
      reports: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '10' },
    },
  });
  if (!Object.values(values).every((value) => /^[1-9]\d{0,7}$/.test(value))) throw new Error(usage);
  const { villages, households, reports, runs } = values;
  return {
    villages: Number(villages),
    households: Number(households),
    reports: Number(reports),
    runs: Number(runs),
  };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

requireBinaries({ postgres: true, redis: false });
const server = await startPostgres(true);
const knex = connectPostgres(server.url, 4);
try {
  process.exitCode = (await main(knex)) ? 0 : 1;
} finally {
  await knex.destroy();
  await server.stop();
}
