import { parseArgs } from 'node:util';
import { makeProgress } from '../../src/cli/progress-bar.ts';
import { table } from '../../src/cli/table.ts';
import { connectPostgres } from '../../src/store/connect.ts';
import { migrateToLatest } from '../../src/store/migrations.ts';
import { makeRunFolder, requireBinaries, startPostgres } from '../support/servers.ts';
import { measureRate } from './measure-rate.ts';

const usage = 'npm run bench:outbox -- [--messages 10000] [--per-second 100] [--answer-ms 50]';

function readArguments() {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '10000' },
      'per-second': { type: 'string', default: '100' },
      'answer-ms': { type: 'string', default: '50' },
    },
  });
  if (!Object.values(values).every((value) => /^\d{1,7}$/.test(value))) throw new Error(usage);
  return {
    messages: Number(values.messages),
    perSecond: Number(values['per-second']),
    answerMs: Number(values['answer-ms']),
  };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const given = readArguments();
requireBinaries({ postgres: true, redis: false });
const server = await startPostgres(true);
const folder = await makeRunFolder();
const knex = connectPostgres(server.url, 2);
try {
  await migrateToLatest(knex);
  const progress = makeProgress(given.messages);
  let shown = 0;
  const rate = await measureRate(knex, {
    ...given,
    databaseUrl: server.url,
    folder: folder.path,
    onProgress(arrived) {
      progress.advance(arrived - shown);
      shown = arrived;
    },
  });
  progress.finish();
  const { byWorker, ...figures } = rate;
  console.log(
    table(
      ['figure', 'value'],
      [
        ...Object.entries(figures).map(([name, value]) => [name, String(Number(value.toFixed(2)))]),
        ...Object.entries(byWorker).map(([name, count]) => [`by worker ${name}`, String(count)]),
      ],
    ),
  );
  const isGood =
    rate.perSecond >= given.perSecond * 0.9 &&
    rate.perSecond <= given.perSecond &&
    rate.doubled + rate.unsent === 0;
  console.log(isGood ? 'At the limit.' : 'NOT good: see above.');
  process.exitCode = isGood ? 0 : 1;
} finally {
  await knex.destroy();
  await server.stop();
  await folder.remove();
}
