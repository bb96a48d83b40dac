import type { Knex } from 'knex';
import type { Fate } from '../domain/delivery/fate.ts';
import type { SendSuccess } from '../domain/delivery/send-result.ts';
import { statesBefore } from '../domain/delivery/states.ts';
import type { Booking } from '../domain/delivery/terms.ts';
import { localDayOf, timeZones } from '../domain/identity/time-zone.ts';
import { applyEarlyReports } from './delivery-reports.ts';
import { isTaken } from './fault-code.ts';
import { execute } from './query.ts';

/** Writes what became of a message that was given to its channel. */
export async function settle(
  knex: Knex,
  id: string,
  fate: Fate,
  booking: Booking | null,
  now: Date,
): Promise<void> {
  if (fate.state === 'sent') await settleSent(knex, id, fate.success, booking, now);
  else if (fate.state === 'errored') {
    await execute(
      knex,
      `UPDATE outbox SET state = 'errored', not_before = :retryAt, last_error = :reason,
         attempts = attempts - CASE WHEN :isCounted THEN 0 ELSE 1 END
       WHERE id = :id AND state = ANY (:before)`,
      {
        id,
        retryAt: fate.retryAt,
        reason: fate.reason,
        isCounted: fate.isCounted,
        before: statesBefore('errored'),
      },
    );
  } else {
    // What was given up as unknown meanwhile stays that: only a provider's word tells.
    await execute(
      knex,
      `UPDATE outbox SET state = :state, last_error = :reason WHERE id = :id AND state = 'wired'`,
      { id, ...fate },
    );
  }
}

async function settleSent(
  knex: Knex,
  id: string,
  success: SendSuccess,
  booking: Booking | null,
  now: Date,
): Promise<void> {
  const ids = reportedIds(success);
  const days = timeZones.map((zone) => localDayOf(now, zone));
  const write = () =>
    execute(knex, sentSql, {
      id,
      now,
      before: statesBefore('sent'),
      providerMessageId: success.providerMessageId,
      said: success.cost,
      segments: booking?.segments ?? null,
      amount: booking?.cost?.amount ?? null,
      currency: booking?.cost?.currency ?? null,
      parts: ids.length > 1 ? ids : [],
      zones: timeZones,
      days,
    });
  try {
    await write();
  } catch (error) {
    if (!isTaken(error, 'outbox_provider_message_key')) throw error;
    // The provider's ids came round: they are those of the newer message.
    await execute(
      knex,
      `UPDATE outbox SET provider_message_id = NULL
       WHERE provider_message_id = :providerMessageId AND id <> :id
         AND channel = (SELECT channel FROM outbox WHERE id = :id)`,
      { id, providerMessageId: success.providerMessageId },
    );
    await write();
  }
  await applyEarlyReports(knex, id, ids);
}

/** The ids under which the provider reports. */
function reportedIds({ providerMessageId, partIds = [] }: SendSuccess): string[] {
  return [...new Set([...partIds, ...(providerMessageId === null ? [] : [providerMessageId])])];
}

/** One statement: a message that is sent is booked, on the day that it is where it belongs. */
const sentSql = `
  WITH sent AS (
    UPDATE outbox SET state = 'sent', provider_message_id = :providerMessageId, cost = :said, sent_at = :now,
      last_error = NULL, segments = coalesce(:segments::smallint, segments), cost_amount = :amount::numeric,
      cost_currency = :currency
    WHERE id = :id AND state = ANY (:before)
    RETURNING id, channel, coalesce(area_code, '') AS area_code, coalesce(zone, 'WIB') AS zone, segments, cost_amount,
      coalesce(cost_currency, '') AS currency
  ), parts AS (
    INSERT INTO outbox_parts (channel, provider_message_id, outbox_id)
    SELECT channel, part, id FROM sent, unnest(:parts::text[]) AS part
    ON CONFLICT (channel, provider_message_id) DO UPDATE SET outbox_id = excluded.outbox_id, state = 'sent'
  )
  INSERT INTO cost_deltas (area_code, day, channel, direction, currency, messages, segments, amount)
  SELECT area_code, local.day, channel, 'out', currency, 1, segments, coalesce(cost_amount, 0)
  FROM sent JOIN unnest(:zones::text[], :days::date[]) AS local (zone, day) ON local.zone = sent.zone`;
