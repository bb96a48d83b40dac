import type { Knex } from 'knex';
import {
  type Bucket,
  claimable,
  fullBucket,
  leavesInMs,
  nextClaimInMs,
  refill,
} from '../domain/delivery/token-bucket.ts';
import { timeZones } from '../domain/identity/time-zone.ts';
import { type QuietHours, quietUntil } from '../domain/workflow/quiet-hours.ts';
import type { DeliveryState, OutboundMessage, OutboxClaim, OutboxClaimRequest } from '../ports.ts';
import { execute, query } from './query.ts';

/** Columns of a message that goes out, under the names of the port. */
export const outbound = 'id, channel, recipient, text, segments, attempts';

/**
 * Claims under the channel's limit. The bucket's row is locked until what was taken is committed: two workers take
 * one after the other, and neither the same token. Other channels have rows of their own.
 */
export async function claim(
  knex: Knex,
  request: OutboxClaimRequest,
  quietHours: QuietHours,
  now: Date,
): Promise<OutboxClaim> {
  const { channel, limit, perSecond } = request;
  if (perSecond === null) {
    const { messages, dropped } = await claimDue(knex, request, limit, quietHours, now);
    return { messages: messages.map((message) => ({ ...message, leavesInMs: 0 })), dropped, waitMs: null };
  }
  return knex.transaction(async (trx) => {
    const bucket = refill(await lockBucket(trx, channel, perSecond, now), perSecond, now);
    const most = claimable(bucket, perSecond);
    if (most < 1) return { messages: [], dropped: 0, waitMs: nextClaimInMs(bucket, perSecond) };
    const due = await claimDue(trx, request, Math.min(limit, most), quietHours, now);
    const left = { ...bucket, tokens: bucket.tokens - due.messages.length };
    await execute(
      trx,
      'UPDATE channel_buckets SET tokens = :tokens, refilled_at = :refilledAt WHERE channel = :channel',
      { channel, ...left },
    );
    const messages = due.messages.map((message, index) => ({
      ...message,
      leavesInMs: leavesInMs(bucket, perSecond, index),
    }));
    const isUsedUp = claimable(left, perSecond) < 1;
    return { messages, dropped: due.dropped, waitMs: isUsedUp ? nextClaimInMs(left, perSecond) : null };
  });
}

async function lockBucket(trx: Knex, channel: string, perSecond: number, now: Date): Promise<Bucket> {
  const find = () =>
    query<Bucket>(
      trx,
      `SELECT tokens, refilled_at AS "refilledAt" FROM channel_buckets WHERE channel = :channel FOR UPDATE`,
      { channel },
    );
  const [known] = await find();
  if (known) return known;
  const full = fullBucket(perSecond, now);
  await execute(
    trx,
    `INSERT INTO channel_buckets (channel, tokens, refilled_at) VALUES (:channel, :tokens, :refilledAt)
     ON CONFLICT (channel) DO NOTHING`,
    { channel, ...full },
  );
  const [made = full] = await find();
  return made;
}

/**
 * Answers go before messages of our own accord. Rows that are not to be sent (past their use, to where it is night, for
 * want of money) are passed over, however many there are.
 */
async function claimDue(
  db: Knex,
  { channel, dropsPlain }: OutboxClaimRequest,
  limit: number,
  quietHours: QuietHours,
  now: Date,
): Promise<{ readonly messages: readonly OutboundMessage[]; readonly dropped: number }> {
  const nights = timeZones.flatMap((zone) => {
    const until = quietUntil(now, zone, quietHours);
    return until ? [{ zone, until }] : [];
  });
  let dropped = 0;
  for (;;) {
    const rows = await query<OutboundMessage & { readonly state: DeliveryState }>(db, claimSql, {
      channel,
      dropsPlain,
      limit,
      now,
      zones: nights.map(({ zone }) => zone),
      mornings: nights.map(({ until }) => until),
    });
    const messages = rows
      .filter(({ state }) => state === 'queued')
      .map(({ state: _, ...message }) => message);
    dropped += rows.filter(({ state }) => state === 'failed').length;
    if (messages.length > 0 || rows.length < limit) return { messages, dropped };
  }
}

const claimSql = `
  WITH due AS (
    SELECT id AS due_id, CASE WHEN kind IN ('answer', 'test') THEN NULL ELSE coalesce(zone, 'WIB') END AS spared_zone
    FROM outbox
    WHERE channel = :channel AND state IN ('pending', 'errored') AND (not_before IS NULL OR not_before <= :now)
    ORDER BY kind <> 'answer', id LIMIT :limit
    FOR UPDATE SKIP LOCKED
  ), judged AS (
    SELECT due_id, morning FROM due
    LEFT JOIN unnest(:zones::text[], :mornings::timestamptz[]) AS night (zone, morning) ON zone = spared_zone
  ), claimed AS (
    UPDATE outbox SET
      state = CASE
        WHEN expires_at <= coalesce(morning, :now) THEN 'expired'
        WHEN morning IS NOT NULL THEN state
        WHEN is_plain AND :dropsPlain THEN 'failed'
        ELSE 'queued'
      END,
      last_error = CASE
        WHEN expires_at > :now AND morning IS NULL AND is_plain AND :dropsPlain THEN 'budget' ELSE last_error
      END,
      not_before = coalesce(morning, not_before),
      queued_at = :now
    FROM judged WHERE outbox.id = judged.due_id
    RETURNING ${outbound}, state, kind
  )
  SELECT ${outbound}, state FROM claimed ORDER BY kind <> 'answer', id`;
