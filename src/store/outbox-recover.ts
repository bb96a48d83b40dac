import type { Knex } from 'knex';
import type { Recovery } from '../ports.ts';
import { applyEarlyReports } from './delivery-reports.ts';
import { execute, query } from './query.ts';

/** A row in the hands of a worker that long is nobody's: between claim and sending there are milliseconds. */
const queuedTooLongMs = 60_000;
/** A row wired this long belongs to a process that died between sending and result; whether it went is unknown. */
const wiredTooLongMs = 5 * 60_000;
const earlyKeptMs = 24 * 3_600_000;

export async function recover(knex: Knex, channels: readonly string[], now: Date): Promise<Recovery> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const requeued = await execute(
    knex,
    `UPDATE outbox SET state = 'pending', queued_at = NULL WHERE state = 'queued' AND queued_at < :before`,
    { before: before(queuedTooLongMs) },
  );
  const unknown = await execute(
    knex,
    `UPDATE outbox SET state = 'unknown', last_error = 'no result' WHERE state = 'wired' AND wired_at < :before`,
    { before: before(wiredTooLongMs) },
  );
  const strays = await execute(
    knex,
    `UPDATE outbox SET state = 'failed', last_error = 'channel is not configured'
     WHERE state IN ('pending', 'errored') AND channel <> ALL (:channels::text[])`,
    { channels },
  );
  await applyForgotten(knex);
  await execute(knex, 'DELETE FROM early_receipts WHERE received_at < :before', {
    before: before(earlyKeptMs),
  });
  return { requeued, unknown, strays };
}

/** Early words whose message was settled by a process that died before it looked for them. */
async function applyForgotten(knex: Knex): Promise<void> {
  const found = await query<{ outboxId: string; id: string }>(
    knex,
    `SELECT outbox_id AS "outboxId", provider_message_id AS id
     FROM early_receipts JOIN outbox_parts USING (channel, provider_message_id)
     UNION
     SELECT outbox.id, provider_message_id FROM early_receipts JOIN outbox USING (channel, provider_message_id)`,
  );
  for (const { outboxId, id } of found) await applyEarlyReports(knex, outboxId, [id]);
}
