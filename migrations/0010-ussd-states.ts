import type { Knex } from 'knex';

/**
 * Where each USSD dialogue stands, for ways to run without Redis. Unlogged: it is written on every step, a crash
 * may empty it, and a dialogue is then replayed from `ussd_dialogues`.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE UNLOGGED TABLE ussd_states (
      channel text NOT NULL,
      session_id text NOT NULL,
      version integer NOT NULL,
      state json NOT NULL,
      touched_at timestamptz NOT NULL,
      PRIMARY KEY (channel, session_id)
    )`);
  await knex.raw('CREATE INDEX ussd_states_touched ON ussd_states (touched_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE ussd_states');
}
