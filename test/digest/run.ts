import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { table } from '../../src/cli/table.ts';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';
import { execute, query } from '../../src/store/query.ts';
import { requireBinaries, startPostgres } from '../support/servers.ts';
import { dueSql, fillField, fillReports, staff } from './field.ts';
import { killDigests, runDigest } from './killed-runs.ts';

const usage = 'npm run test:digest -- [--seed N] [--kills 8]';
/** 18:30 in the west, before 21:00 in the east: digests are due in every time zone. */
const evenings = ['2021-11-24T18:30:00+07:00', '2021-11-25T18:30:00+07:00'] as const;

interface Verdict {
  readonly due: number;
  readonly messages: number;
  /** Due and without a message. */
  readonly missing: number;
  /** With more than one. */
  readonly doubled: number;
  /** With one and not due. */
  readonly undue: number;
}

async function judge(knex: Knex): Promise<Verdict> {
  const [row] = await query<Verdict>(
    knex,
    `WITH due AS (${dueSql}), got AS (SELECT officer_id AS id, count(*) FROM outbox WHERE kind = 'digest' GROUP BY 1)
     SELECT (SELECT count(*)::int FROM due) AS due,
       (SELECT count(*)::int FROM outbox WHERE kind = 'digest') AS messages,
       (SELECT count(*)::int FROM due WHERE id NOT IN (SELECT id FROM got)) AS missing,
       (SELECT count(*)::int FROM got WHERE count > 1) AS doubled,
       (SELECT count(*)::int FROM got WHERE id NOT IN (SELECT id FROM due)) AS undue`,
  );
  if (!row) throw new Error('A statement without FROM has one row');
  return row;
}

function isGood({ due, messages, missing, doubled, undue }: Verdict): boolean {
  return messages === due && due > staff.enumerators / 2 && missing + doubled + undue === 0;
}

async function whole(knex: Knex, url: string): Promise<{ verdict: Verdict; seconds: number }> {
  const began = performance.now();
  await runDigest(url, evenings[0]);
  const seconds = (performance.now() - began) / 1000;
  return { verdict: await judge(knex), seconds };
}

async function killed(knex: Knex, url: string, kills: number, seed: number) {
  await execute(knex, 'TRUNCATE outbox');
  const began = performance.now();
  const atMost = (await judge(knex)).due;
  const seen = await killDigests(knex, url, { now: evenings[1], kills, atMost, random: seededRandom(seed) });
  const rest = await runDigest(url, evenings[1]);
  console.log(`killed with SIGKILL when ${seen.join(', ')} messages were there; the last run made ${rest}`);
  if (rest === 0) throw new Error('The kills came too late: nothing was left to do');
  return { verdict: await judge(knex), seconds: (performance.now() - began) / 1000 };
}

/** Without the gateway's limit on statements. */
function unhurried(knex: Knex, fill: (trx: Knex) => Promise<void>): Promise<void> {
  return knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL statement_timeout = 0');
    await fill(trx);
  });
}

function readArguments(): { readonly seed: number; readonly kills: number } {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '8' } },
  });
  if (![values.seed, values.kills].every((value) => /^\d{1,3}$/.test(value))) throw new Error(usage);
  return { seed: Number(values.seed), kills: Number(values.kills) };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { seed, kills } = readArguments();
requireBinaries({ postgres: true, redis: false });
const server = await startPostgres(true);
const knex = connectPostgres(server.url, 2);
try {
  await migrateToLatest(knex);
  console.log('filling the field …');
  await unhurried(knex, fillField);
  for (const evening of evenings) await unhurried(knex, (trx) => fillReports(trx, evening.slice(0, 10)));
  const runs = {
    'in one go': await whole(knex, server.url),
    [`killed ${kills} times`]: await killed(knex, server.url, kills, seed),
  };
  console.log(
    table(
      ['run', 'due', 'messages', 'missing', 'doubled', 'undue', 'seconds'],
      Object.entries(runs).map(([name, { verdict, seconds }]) => [
        name,
        ...[verdict.due, verdict.messages, verdict.missing, verdict.doubled, verdict.undue].map(String),
        seconds.toFixed(1),
      ]),
    ),
  );
  const good = Object.values(runs).every(({ verdict }) => isGood(verdict));
  console.log(good ? 'Each who is due got one.' : 'NOT good: see above.');
  process.exitCode = good ? 0 : 1;
} finally {
  await knex.destroy();
  await server.stop();
}
