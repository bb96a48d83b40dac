import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../core.ts';
import { query } from '../../store/query.ts';
import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { type HttpConnection, openHttp } from './http-connection.ts';
import { laneCount } from './lanes.ts';
import { type Measurement, repeat, type Settings } from './measurement.ts';
import { token } from './server-child.ts';
import { makeSmsSource, receiver } from './sms-source.ts';

const tickMs = 10;
const pollMs = 5;
const longestWaitMs = 60_000;
const p99Ms = 250;

/**
 * From the acknowledgement of an SMS to its record, with one gateway that reads its own inbox, at a steady rate. The
 * store is looked at every 5 ms, so that each figure is that much too long at most.
 */
export async function measureLatency(bed: Bed, settings: Settings): Promise<Measurement> {
  if (bed.core.isEmbedded) throw new CommandFailure('latency is measured on PostgreSQL: set DATABASE_URL.');
  const server = await bed.startWorking();
  const connections = await Promise.all(Array.from({ length: laneCount }, () => openHttp(server.address)));
  try {
    const run = async () => percentile(await latencies(bed.core, connections, settings), 0.99);
    const name = `from acknowledgement to record at ${settings.rate} SMS/s, 99 of 100`;
    return { name, unit: 'ms', aim: null, bound: { most: p99Ms }, runs: await repeat(settings, run) };
  } finally {
    for (const connection of connections) connection.close();
    await server.stop();
  }
}

/** The value that so many of all don't exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

async function latencies(
  core: Core,
  connections: readonly HttpConnection[],
  { rate, seconds }: Settings,
): Promise<number[]> {
  await core.knex.raw('TRUNCATE inbox, reports, revisions, outbox, stranger_answers, dtks.udrt CASCADE');
  const acknowledged = new Map<string, number>();
  const total = Math.round(rate * seconds);
  const recorded = watchRecords(core, total);
  await sendSteadily(core, connections, rate, total, acknowledged);
  const at = await recorded;
  return [...acknowledged].map(([id, since]) =>
    Math.max(0, (at.get(id) ?? Number.POSITIVE_INFINITY) - since),
  );
}

async function sendSteadily(
  core: Core,
  connections: readonly HttpConnection[],
  rate: number,
  total: number,
  acknowledged: Map<string, number>,
): Promise<void> {
  const next = makeSmsSource(core.instrument);
  const begun = performance.now();
  const free = [...connections];
  const sending: Promise<void>[] = [];
  const send = async (connection: HttpConnection) => {
    const sms = next();
    const { status } = await connection.post(`/channels/at/sms?token=${token}`, { ...sms, to: receiver });
    if (status !== 200) throw new CommandFailure(`An SMS was answered ${status}`);
    acknowledged.set(sms.id, performance.now());
    free.push(connection);
  };
  while (sending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * rate) / 1_000) + 1);
    for (let connection = free.pop(); connection && sending.length < due; connection = free.pop()) {
      sending.push(send(connection));
    }
    await sleep(tickMs);
  }
  await Promise.all(sending);
}

/** When each message was first seen to be read, by its provider's id. */
async function watchRecords({ knex }: Core, total: number): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const deadline = performance.now() + longestWaitMs;
  let before = '0';
  while (seen.size < total) {
    const rows = await query<{ id: string; provider_id: string }>(
      knex,
      `SELECT id, provider_id FROM inbox WHERE id > :before AND state = 'done' ORDER BY id`,
      { before },
    );
    const now = performance.now();
    for (const { id, provider_id: name } of rows) {
      if (!seen.has(name)) seen.set(name, now);
      if (Number(id) === Number(before) + 1 || before === '0') before = id;
    }
    if (now > deadline) throw new CommandFailure(`${total - seen.size} SMS were not read within a minute`);
    await sleep(pollMs);
  }
  return seen;
}
