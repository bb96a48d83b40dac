import type { Knex } from 'knex';

/**
 * What was typed so far in the sessions of channels that send only the last input. Logged, unlike `ussd_states`:
 * nothing else knows what was typed before a crash.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE ussd_typed_tokens (
      channel text NOT NULL,
      session_id text NOT NULL,
      version integer NOT NULL,
      tokens json NOT NULL,
      touched_at timestamptz NOT NULL,
      PRIMARY KEY (channel, session_id)
    )`);
  await knex.raw('CREATE INDEX ussd_typed_tokens_touched ON ussd_typed_tokens (touched_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE ussd_typed_tokens');
}
