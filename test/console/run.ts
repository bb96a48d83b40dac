import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import express from 'express';
import type { Knex } from 'knex';
import { median } from '../../src/cli/bench/statistics.ts';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { table } from '../../src/cli/table.ts';
import { readInstrument } from '../../src/flow-files.ts';
import { makeFoldProgress } from '../../src/services/fold-progress.ts';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { query } from '../../src/store/query.ts';
import { makeKey } from '../../src/store/user-keys.ts';
import { addUser } from '../../src/store/users.ts';
import { makeConsole } from '../../src/web/console/console.ts';
import { type Country, importCountry, readCountry } from '../progress/country.ts';
import { makeTraffic } from '../progress/traffic.ts';
import { makeWorker } from '../progress/worker.ts';
import { requireBinaries, startPostgres } from '../support/servers.ts';
import { partsOn } from '../web/console/world.ts';
import { pagesOf } from './pages.ts';

const usage =
  'npm run bench:console -- [--villages 83395] [--households 1000000] [--reports 200000] [--loads 20] [--database URL]';
/** What each page is to keep to. */
const aims = { firstByteMs: 100, wireBytes: 150_000, queryMs: 50 } as const;
const acceptedAtOnce = 2_000;
const dayMs = 86_400_000;

/** Loads a season, opens every page some times, and compares with the aims. @returns whether all are kept. */
async function main(knex: Knex): Promise<boolean> {
  const { villages, households, reports, loads } = readArguments();
  await migrateToLatest(knex);
  const [loaded] = await query<{ there: boolean }>(knex, 'SELECT EXISTS (SELECT FROM areas) AS there');
  if (!loaded?.there) await load(knex, villages, households, reports);
  await knex.raw('VACUUM ANALYZE');
  await knex.raw('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const [village] = await query<{ code: string }>(
    knex,
    `SELECT area_code AS code FROM progress_areas WHERE length(area_code) = 10 GROUP BY 1
     ORDER BY sum(visited) DESC, 1 LIMIT 1`,
  );
  const served = await serve(knex);
  await knex.raw('SELECT pg_stat_statements_reset()');
  const rows: string[][] = [];
  let isKept = true;
  for (const { name, path } of pagesOf(village?.code ?? '')) {
    const times: number[] = [];
    let bytes = 0;
    for (let at = 0; at < loads; at += 1) {
      const answer = await fetchPage(served.port, path, served.session);
      times.push(answer.firstByteMs);
      bytes = answer.bytes;
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    }
    const isGood = median(times) < aims.firstByteMs && bytes < aims.wireBytes;
    isKept &&= isGood;
    rows.push([
      name,
      median(times).toFixed(1),
      Math.max(...times).toFixed(1),
      String(bytes),
      isGood ? '' : 'MISSED',
    ]);
  }
  console.log(table(['page', 'first byte, median ms', 'slowest ms', 'bytes on the wire', ''], rows));
  served.close();
  return (await tellQueries(knex)) && isKept;
}

/** A made-up country, and some weeks of its reports through a worker. */
async function load(knex: Knex, villages: number, households: number, reports: number): Promise<void> {
  await importCountry(knex, villages, households);
  const fold = makeFoldProgress(makeProgressSums(knex));
  await fold();
  const instrument = readInstrument();
  const country: Country = await readCountry(knex, Math.min(households, reports));
  // The traffic comes twenty seconds apart: the last of it yesterday.
  const begin = new Date(Date.now() - reports * 20_000 - dayMs);
  const next = makeTraffic(instrument, country, seededRandom(1), 1, begin);
  const worker = makeWorker(knex, instrument, () => new Date());
  for (let sent = 0; sent < reports; sent += acceptedAtOnce) {
    await worker.accept(Array.from({ length: Math.min(acceptedAtOnce, reports - sent) }, next));
    await worker.work();
    await fold();
    if (sent % 20_000 === 0) console.log(`${sent} of ${reports} reports`);
  }
}

async function serve(knex: Knex) {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: console.warn, error: console.error };
  const { handle } = makeConsole(partsOn(knex, log));
  const server = express().use(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const now = new Date();
  const user = { username: `bench-${now.getTime()}`, role: 'admin', areas: ['00'], language: 'id' } as const;
  const id = await addUser(knex, { ...user, officerId: null, password: null }, { now, via: 'command' });
  if (typeof id === 'string') throw new Error(id);
  const { port } = server.address() as AddressInfo;
  return { port, session: await makeKey(knex, 'session', id, now), close: () => server.close() };
}

interface Fetched {
  readonly status: number;
  readonly firstByteMs: number;
  readonly bytes: number;
}

function fetchPage(port: number, path: string, session: string): Promise<Fetched> {
  const begun = performance.now();
  const headers = { cookie: `kentongan_session=${session}`, 'accept-encoding': 'gzip', accept: 'text/html' };
  return new Promise((resolve, reject) => {
    get({ port, path, headers, host: '127.0.0.1' }, (response) => {
      const firstByteMs = performance.now() - begun;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, firstByteMs, bytes }));
    }).on('error', reject);
  });
}

/** The slowest statements of the pages. @returns whether none took longer on the mean than is aimed at. */
async function tellQueries(knex: Knex): Promise<boolean> {
  const rows = await query<{ query: string; calls: string; mean: number; slowest: number }>(
    knex,
    `SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 90) AS query, calls, mean_exec_time AS mean,
       max_exec_time AS slowest
     FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY mean_exec_time DESC LIMIT 8`,
  );
  console.log(
    table(
      ['statement', 'calls', 'mean ms', 'slowest ms'],
      rows.map(({ query, calls, mean, slowest }) => [query, calls, mean.toFixed(1), slowest.toFixed(1)]),
    ),
  );
  return rows.every(({ mean }) => mean < aims.queryMs);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      villages: { type: 'string', default: '83395' },
      households: { type: 'string', default: '1000000' },
      reports: { type: 'string', default: '200000' },
      loads: { type: 'string', default: '20' },
      database: { type: 'string' },
    },
  });
  const numbers = [values.villages, values.households, values.reports, values.loads].map(Number);
  if (numbers.some((value) => !Number.isInteger(value) || value < 1)) throw new Error(usage);
  const [villages = 0, households = 0, reports = 0, loads = 0] = numbers;
  return { villages, households, reports, loads, database: values.database };
}

const { database } = readArguments();
if (database === undefined) requireBinaries({ postgres: true, redis: false });
const server =
  database === undefined ? await startPostgres(false, ['shared_preload_libraries=pg_stat_statements']) : null;
const knex = connectPostgres(database ?? server?.url ?? '');
try {
  if (!(await main(knex))) process.exitCode = 1;
} finally {
  await knex.destroy();
  await server?.stop();
}
