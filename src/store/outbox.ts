import type { Knex } from 'knex';
import type { DeliveryState, OutboundMessage, Outbox, SendResult } from '../ports.ts';
import { execute, query } from './query.ts';

/** A message is given to its channel so often, then it has failed. */
const maxAttempts = 5;

/** Columns of a message that goes out, under the names of the port. */
const outbound = 'id, channel, recipient, text, segments, attempts';

/** States that a later, lesser word of the provider no longer changes. */
const finalStates: readonly DeliveryState[] = ['delivered', 'failed', 'expired'];

/** What a provider may make of a sent message. Any other word of theirs must not put it back among the due ones. */
const reportedStates: readonly DeliveryState[] = ['sent', ...finalStates];

/** The outbox in the store. */
export function makeOutbox(knex: Knex): Outbox {
  return {
    claim: (limit, now) => claimDue(knex, limit, now),
    settle: (id, result, now) => settle(knex, id, result, now),
    recordDelivery: (channel, providerMessageId, state, reason) =>
      recordDelivery(knex, channel, providerMessageId, state, reason),
    listFor: (recipient, afterId) =>
      query<OutboundMessage>(
        knex,
        `SELECT ${outbound} FROM outbox WHERE recipient = :recipient AND id > :afterId ORDER BY id`,
        { recipient, afterId },
      ),
    giveUpWired: (olderThanMs, now) =>
      execute(
        knex,
        `UPDATE outbox SET state = 'unknown', last_error = 'no result'
         WHERE state = 'wired' AND wired_at < :before`,
        { before: new Date(now.getTime() - olderThanMs) },
      ),
  };
}

/** Answers go before messages of our own accord. Rows past their use are passed over, however many there are. */
async function claimDue(knex: Knex, limit: number, now: Date): Promise<OutboundMessage[]> {
  for (;;) {
    const rows = await query<OutboundMessage & { state: DeliveryState }>(
      knex,
      `WITH due AS (
         SELECT id AS due_id FROM outbox
         WHERE state IN ('pending', 'errored') AND (not_before IS NULL OR not_before <= :now)
         ORDER BY kind <> 'answer', id LIMIT :limit
         FOR UPDATE SKIP LOCKED
       ), claimed AS (
         UPDATE outbox SET
           state = CASE WHEN expires_at <= :now THEN 'expired' ELSE 'wired' END,
           wired_at = CASE WHEN expires_at <= :now THEN wired_at ELSE :now END,
           attempts = CASE WHEN expires_at <= :now THEN attempts ELSE attempts + 1 END
         FROM due WHERE outbox.id = due.due_id
         RETURNING ${outbound}, state, kind
       )
       SELECT ${outbound}, state FROM claimed ORDER BY kind <> 'answer', id`,
      { limit, now },
    );
    const wired = rows.filter((row) => row.state === 'wired').map(({ state: _, ...message }) => message);
    if (wired.length > 0 || rows.length < limit) return wired;
  }
}

async function settle(knex: Knex, id: string, result: SendResult, now: Date): Promise<void> {
  if (result.ok) {
    await execute(
      knex,
      `UPDATE outbox SET state = 'sent', provider_message_id = :providerMessageId, cost = :cost, sent_at = :now,
         last_error = NULL
       WHERE id = :id AND state IN ('wired', 'unknown')`,
      { id, now, providerMessageId: result.providerMessageId, cost: result.cost },
    );
    return;
  }
  // What may have gone out is never sent again: two answers to one message are worse than none.
  const failed: DeliveryState = result.isUncertain ? 'unknown' : 'failed';
  await execute(
    knex,
    `UPDATE outbox SET
       state = CASE WHEN :mayRetry AND attempts < :maxAttempts THEN 'errored' ELSE :failed END,
       not_before = :now::timestamptz + make_interval(secs => 5 * power(2, attempts)),
       last_error = :reason
     WHERE id = :id AND state = 'wired'`,
    {
      id,
      now,
      maxAttempts,
      failed,
      reason: result.reason,
      mayRetry: result.isRetryable && !result.isUncertain,
    },
  );
}

async function recordDelivery(
  knex: Knex,
  channel: string,
  providerMessageId: string,
  state: DeliveryState,
  reason: string | null,
): Promise<boolean> {
  const known = await execute(
    knex,
    `UPDATE outbox SET
       state = CASE
         WHEN NOT :isReported OR (outbox.state = ANY (:finalStates) AND NOT :isDelivered) THEN outbox.state
         ELSE :state
       END,
       last_error = CASE WHEN :isDelivered THEN NULL ELSE coalesce(:reason, last_error) END,
       delivered_at = CASE WHEN :isDelivered THEN coalesce(delivered_at, now()) ELSE delivered_at END
     WHERE channel = :channel AND provider_message_id = :providerMessageId`,
    {
      channel,
      providerMessageId,
      state,
      reason,
      finalStates,
      isReported: reportedStates.includes(state),
      isDelivered: state === 'delivered',
    },
  );
  return known > 0;
}
