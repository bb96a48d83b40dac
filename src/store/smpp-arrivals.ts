import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Arrival, ArrivedSet, SmppArrivals } from '../ports.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

/** Parts wait so long for their fellows; nothing is kept longer. */
const keptMs = 24 * 3_600_000;
const clearedPerArrival = 20;

interface ArrivalRow {
  readonly part: number;
  readonly set_id: string;
  readonly digest: string;
  readonly connection: string;
  readonly sequence: string;
  readonly coding: string;
  readonly raw: Uint8Array;
  readonly is_encrypted: boolean;
  readonly received_at: Date;
}

/** What came over SMPP lately, in the store. */
export function makeSmppArrivals(knex: Knex, rawBytes: RawBytes): SmppArrivals {
  return {
    add: (channel, arrival) => knex.transaction((trx) => add(trx, rawBytes, channel, arrival)),
    async findSet(channel, setKey) {
      const [row] = await query<{ set_id: string }>(
        knex,
        'SELECT set_id FROM smpp_arrivals WHERE channel = :channel AND set_key = :setKey LIMIT 1',
        { channel, setKey },
      );
      return row?.set_id ?? null;
    },
  };
}

/** Arrivals of one set wait for each other, so that of two equal ones the second sees the first. */
async function add(trx: Knex, rawBytes: RawBytes, channel: string, arrival: Arrival): Promise<ArrivedSet> {
  const { setKey, now } = arrival;
  await execute(trx, 'SELECT pg_advisory_xact_lock(hashtextextended(:lock, 0))', {
    lock: `${channel} ${setKey}`,
  });
  const rows = await query<ArrivalRow>(
    trx,
    `SELECT part, set_id, digest, connection, sequence, coding, raw, is_encrypted, received_at
     FROM smpp_arrivals WHERE channel = :channel AND set_key = :setKey ORDER BY part`,
    { channel, setKey },
  );
  const living = rows.filter((row) => now.getTime() - row.received_at.getTime() < arrival.knownForMs);
  const before = living.find((row) => row.part === arrival.part);
  if (before && isRepetition(before, arrival)) return setOf(rawBytes, living);
  // Another message under the same reference, or the remains of an old one.
  const isNew = before !== undefined || living.length === 0;
  if (rows.length > living.length || isNew) await forget(trx, channel, setKey, isNew ? null : living);
  const setId = isNew ? randomUUID() : (living[0]?.set_id ?? randomUUID());
  const row = rowOf(rawBytes, arrival, setId);
  await execute(trx, insertSql, { ...row, channel, set_key: setKey });
  await execute(trx, clearSql, {
    oldest: new Date(now.getTime() - keptMs),
    clearedPerArrival,
    channel,
    setKey,
  });
  return setOf(rawBytes, isNew ? [row] : [...living, row]);
}

/**
 * The same bytes are a repetition when they came over another connection, after whose loss the SMSC repeats what was
 * not acknowledged, or as the same PDU again. The same text as another PDU of one connection was sent twice.
 */
function isRepetition(before: ArrivalRow, arrival: Arrival): boolean {
  if (before.digest !== arrival.digest) return false;
  const isSamePdu = before.connection === arrival.connection && Number(before.sequence) === arrival.sequence;
  if (isSamePdu || arrival.repeats === 'any') return true;
  return arrival.repeats === 'other-connection' && before.connection !== arrival.connection;
}

async function forget(
  trx: Knex,
  channel: string,
  setKey: string,
  kept: readonly ArrivalRow[] | null,
): Promise<void> {
  await execute(
    trx,
    `DELETE FROM smpp_arrivals
     WHERE channel = :channel AND set_key = :setKey AND NOT (part = ANY (:kept::smallint[]))`,
    { channel, setKey, kept: (kept ?? []).map((row) => row.part) },
  );
}

function rowOf(rawBytes: RawBytes, arrival: Arrival, setId: string) {
  const { raw, isEncrypted } = rawBytes.seal(arrival.raw);
  return {
    part: arrival.part,
    set_id: setId,
    digest: arrival.digest,
    connection: arrival.connection,
    sequence: String(arrival.sequence),
    coding: arrival.coding,
    raw: Buffer.from(raw),
    is_encrypted: isEncrypted,
    received_at: arrival.now,
  };
}

function setOf(rawBytes: RawBytes, rows: readonly ArrivalRow[]): ArrivedSet {
  return {
    setId: rows[0]?.set_id ?? '',
    parts: rows
      .toSorted((one, other) => one.part - other.part)
      .map((row) => ({
        part: row.part,
        coding: row.coding,
        raw: rawBytes.open(row.raw, row.is_encrypted),
      })),
  };
}

const insertSql = `
  INSERT INTO smpp_arrivals
    (channel, set_key, part, set_id, digest, connection, sequence, coding, raw, is_encrypted, received_at)
  VALUES (:channel, :set_key, :part, :set_id, :digest, :connection, :sequence, :coding, :raw, :is_encrypted,
    :received_at)`;

const clearSql = `
  DELETE FROM smpp_arrivals AS old USING (
    SELECT channel, set_key, part FROM smpp_arrivals
    WHERE received_at < :oldest AND (channel, set_key) <> (:channel, :setKey)
    ORDER BY received_at LIMIT :clearedPerArrival
    FOR UPDATE SKIP LOCKED
  ) AS expired
  WHERE old.channel = expired.channel AND old.set_key = expired.set_key AND old.part = expired.part`;
