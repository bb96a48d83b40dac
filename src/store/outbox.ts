import type { Knex } from 'knex';
import { defaultQuietHours, type QuietHours } from '../domain/workflow/quiet-hours.ts';
import type { OutboundMessage, Outbox } from '../ports.ts';
import { recordDelivery } from './delivery-reports.ts';
import { claim, outbound } from './outbox-claim.ts';
import { recover } from './outbox-recover.ts';
import { settle } from './outbox-settle.ts';
import { query } from './query.ts';

/** The outbox in the store. @param quietHours in which messages of our own accord don't leave, where they are going. */
export function makeOutbox(knex: Knex, quietHours: QuietHours = defaultQuietHours): Outbox {
  return {
    listDue: (channels, now) => listDue(knex, channels, now),
    claim: (request, now) => claim(knex, request, quietHours, now),
    wire: (ids, now) => wire(knex, ids, now),
    settle: (id, fate, booking, now) => settle(knex, id, fate, booking, now),
    recordDelivery: (channel, providerMessageIds, state, reason) =>
      recordDelivery(knex, channel, providerMessageIds, state, reason),
    listFor: (recipient, afterId) =>
      query<OutboundMessage>(
        knex,
        `SELECT ${outbound} FROM outbox WHERE recipient = :recipient AND id > :afterId ORDER BY id`,
        { recipient, afterId },
      ),
    recover: (channels, now) => recover(knex, channels, now),
  };
}

async function listDue(knex: Knex, channels: readonly string[], now: Date): Promise<string[]> {
  const rows = await query<{ channel: string }>(
    knex,
    `SELECT channel FROM unnest(:channels::text[]) AS known (channel)
     WHERE EXISTS (
       SELECT FROM outbox
       WHERE outbox.channel = known.channel AND state IN ('pending', 'errored')
         AND (not_before IS NULL OR not_before <= :now)
     )`,
    { channels, now },
  );
  return rows.map(({ channel }) => channel);
}

/** A row that was taken from this worker meanwhile, being too slow, is another's. */
async function wire(knex: Knex, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await query<{ id: string }>(
    knex,
    `UPDATE outbox SET state = 'wired', wired_at = :now, attempts = attempts + 1
     WHERE id = ANY (:ids::bigint[]) AND state = 'queued' RETURNING id`,
    { ids, now },
  );
  return new Set(rows.map(({ id }) => id));
}
