import type { Knex } from 'knex';
import { joinParts, reportedStates, stateAfterReport, statesBefore } from '../domain/delivery/states.ts';
import type { DeliveryState } from '../ports.ts';
import { execute, query } from './query.ts';

/** See the port. What no message is known for is kept: its sending may not be settled yet. */
export async function recordDelivery(
  knex: Knex,
  channel: string,
  providerMessageIds: readonly string[],
  state: DeliveryState,
  reason: string | null,
): Promise<boolean> {
  const report = { state, reason };
  if (await applyToFirstKnown(knex, channel, providerMessageIds, report)) return true;
  if (!reportedStates.some((reported) => reported === state)) return false;
  await keepEarly(knex, channel, providerMessageIds, report);
  // Settled between the two: who settles looks for early words only after the id is committed, and so do we for ids
  // after the word is. One of us sees the other.
  if (!(await applyToFirstKnown(knex, channel, providerMessageIds, report))) return false;
  await forgetEarly(knex, channel, providerMessageIds);
  return true;
}

/** Applies what was said of a message before its id was known here. */
export async function applyEarlyReports(knex: Knex, outboxId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const early = await query<Report & { channel: string; id: string }>(
    knex,
    `SELECT early_receipts.channel, early_receipts.provider_message_id AS id, early_receipts.state, reason
     FROM early_receipts JOIN outbox ON outbox.id = :outboxId AND outbox.channel = early_receipts.channel
     WHERE early_receipts.provider_message_id = ANY (:ids)`,
    { outboxId, ids },
  );
  for (const { channel, id, ...report } of early) {
    await applyToFirstKnown(knex, channel, [id], report);
    await forgetEarly(knex, channel, [id]);
  }
}

interface Report {
  readonly state: DeliveryState;
  readonly reason: string | null;
}

async function applyToFirstKnown(
  knex: Knex,
  channel: string,
  ids: readonly string[],
  report: Report,
): Promise<boolean> {
  for (const id of ids) {
    if ((await applyToPart(knex, channel, id, report)) || (await applyToWhole(knex, channel, id, report)))
      return true;
  }
  return false;
}

async function applyToWhole(knex: Knex, channel: string, id: string, report: Report): Promise<boolean> {
  const where = 'channel = :channel AND provider_message_id = :id';
  return (await applyReport(knex, where, { channel, id }, report)) > 0;
}

/** The message is locked first: the receipts of two parts at once are joined one after the other. */
async function applyToPart(knex: Knex, channel: string, id: string, report: Report): Promise<boolean> {
  const part = { channel, id };
  const [known] = await query<{ outboxId: string }>(
    knex,
    `SELECT outbox_id AS "outboxId" FROM outbox_parts WHERE channel = :channel AND provider_message_id = :id`,
    part,
  );
  if (!known) return false;
  await knex.transaction(async (trx) => {
    await query(trx, 'SELECT FROM outbox WHERE id = :outboxId FOR UPDATE', known);
    const parts = await query<{ id: string; state: DeliveryState }>(
      trx,
      'SELECT provider_message_id AS id, state FROM outbox_parts WHERE outbox_id = :outboxId',
      known,
    );
    const joined = parts.map((each) =>
      each.id === id ? { ...each, state: stateAfterReport(each.state, report.state) } : each,
    );
    const state = joined.find((each) => each.id === id)?.state ?? 'sent';
    await execute(
      trx,
      'UPDATE outbox_parts SET state = :state WHERE channel = :channel AND provider_message_id = :id',
      { ...part, state },
    );
    const whole = joinParts(joined.map((each) => each.state));
    await applyReport(trx, 'id = :outboxId', known, { ...report, state: whole });
  });
  return true;
}

/** @returns how many messages it was about, whether or not the word changed them. */
function applyReport(
  db: Knex,
  where: string,
  which: Readonly<Record<string, string>>,
  { state, reason }: Report,
): Promise<number> {
  const isReport = reportedStates.some((reported) => reported === state);
  return execute(
    db,
    `UPDATE outbox SET
       state = CASE WHEN state = ANY (:before) THEN :state ELSE state END,
       last_error = CASE WHEN :isDelivered THEN NULL ELSE coalesce(:reason, last_error) END,
       delivered_at = CASE WHEN :isDelivered THEN coalesce(delivered_at, now()) ELSE delivered_at END
     WHERE ${where}`,
    {
      ...which,
      state,
      reason,
      before: isReport ? statesBefore(state) : [],
      isDelivered: state === 'delivered',
    },
  );
}

/** Of several words on one message the one that leads further is kept. */
async function keepEarly(
  knex: Knex,
  channel: string,
  ids: readonly string[],
  { state, reason }: Report,
): Promise<void> {
  await execute(
    knex,
    `INSERT INTO early_receipts (channel, provider_message_id, state, reason)
     SELECT :channel, id, :state, :reason FROM unnest(:ids::text[]) AS given (id)
     ON CONFLICT (channel, provider_message_id) DO UPDATE SET
       state = CASE WHEN early_receipts.state = ANY (:before) THEN excluded.state ELSE early_receipts.state END,
       reason = CASE WHEN early_receipts.state = ANY (:before) THEN excluded.reason ELSE early_receipts.reason END`,
    { channel, ids, state, reason, before: statesBefore(state) },
  );
}

async function forgetEarly(knex: Knex, channel: string, ids: readonly string[]): Promise<void> {
  await execute(
    knex,
    'DELETE FROM early_receipts WHERE channel = :channel AND provider_message_id = ANY (:ids)',
    { channel, ids },
  );
}
