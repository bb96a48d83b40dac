import type { Knex } from 'knex';

const states = ['pending', 'queued', 'wired', 'sent', 'delivered', 'errored', 'failed', 'expired', 'unknown'];
const kinds = ['answer', 'notice', 'digest', 'alert', 'reminder'];

/**
 * How messages leave: claimed by channel, in a worker's hands before they are given to the provider (`queued`), under
 * a limit that all workers share; receipts of single parts, and those that overtake the writing down of their
 * message's id.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE outbox
      DROP CONSTRAINT outbox_state_check,
      ADD CONSTRAINT outbox_state_check CHECK (state IN (${listed(states)})),
      DROP CONSTRAINT outbox_kind_check,
      ADD CONSTRAINT outbox_kind_check CHECK (kind IN (${listed([...kinds, 'test'])})),
      -- of the household or the officer that it is about: BPS code of any level
      ADD COLUMN area_code text,
      ADD COLUMN zone text CONSTRAINT outbox_zone_check CHECK (zone IN ('WIB', 'WITA', 'WIT')),
      -- needs nothing of anybody: the first to be left out when money is short
      ADD COLUMN is_plain boolean NOT NULL DEFAULT false,
      ADD COLUMN queued_at timestamptz,
      ADD COLUMN cost_amount numeric(18, 6),
      ADD COLUMN cost_currency text`);
  await knex.raw('DROP INDEX outbox_due');
  await knex.raw(
    `CREATE INDEX outbox_due ON outbox (channel, (kind <> 'answer'), id) WHERE state IN ('pending', 'errored')`,
  );
  await knex.raw(`CREATE INDEX outbox_queued ON outbox (queued_at) WHERE state = 'queued'`);
  // Read by the health of a channel: the last message out, and what came of those of the last day.
  await knex.raw('CREATE INDEX outbox_by_channel ON outbox (channel, wired_at)');
  await knex.raw(`CREATE INDEX outbox_dropped ON outbox (channel, queued_at) WHERE last_error = 'budget'`);
  await knex.raw(`
    CREATE TABLE channel_buckets (
      channel text PRIMARY KEY,
      tokens double precision NOT NULL,
      refilled_at timestamptz NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE outbox_parts (
      channel text NOT NULL,
      provider_message_id text NOT NULL,
      outbox_id bigint NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'sent'
        CONSTRAINT outbox_parts_state_check CHECK (state IN ('sent', 'delivered', 'failed', 'expired')),
      PRIMARY KEY (channel, provider_message_id)
    )`);
  await knex.raw('CREATE INDEX outbox_parts_by_message ON outbox_parts (outbox_id)');
  await knex.raw(`
    CREATE TABLE early_receipts (
      channel text NOT NULL,
      provider_message_id text NOT NULL,
      state text NOT NULL
        CONSTRAINT early_receipts_state_check CHECK (state IN ('sent', 'delivered', 'failed', 'expired')),
      reason text,
      received_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (channel, provider_message_id)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE early_receipts');
  await knex.raw('DROP TABLE outbox_parts');
  await knex.raw('DROP TABLE channel_buckets');
  await knex.raw('DROP INDEX outbox_dropped');
  await knex.raw('DROP INDEX outbox_by_channel');
  await knex.raw('DROP INDEX outbox_queued');
  await knex.raw('DROP INDEX outbox_due');
  await knex.raw(
    `CREATE INDEX outbox_due ON outbox ((kind <> 'answer'), id) WHERE state IN ('pending', 'errored')`,
  );
  await knex.raw(`DELETE FROM outbox WHERE kind = 'test'`);
  await knex.raw(`UPDATE outbox SET state = 'pending' WHERE state = 'queued'`);
  await knex.raw(`
    ALTER TABLE outbox
      DROP COLUMN cost_currency,
      DROP COLUMN cost_amount,
      DROP COLUMN queued_at,
      DROP COLUMN is_plain,
      DROP COLUMN zone,
      DROP COLUMN area_code,
      DROP CONSTRAINT outbox_kind_check,
      ADD CONSTRAINT outbox_kind_check CHECK (kind IN (${listed(kinds)})),
      DROP CONSTRAINT outbox_state_check,
      ADD CONSTRAINT outbox_state_check CHECK (state IN (${listed(states.filter((state) => state !== 'queued'))}))`);
}

function listed(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
