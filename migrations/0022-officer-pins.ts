import type { Knex } from 'knex';

/**
 * Signing in on a phone that is not one's own: PINs as hashes, wrong tries by officer and by number, what came of every
 * PIN at its place in a dialogue, and who is signed in.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE officer_pins (
      officer_id bigint PRIMARY KEY REFERENCES officers (id) ON DELETE CASCADE,
      -- scrypt with its parameters and salt
      hash text NOT NULL CONSTRAINT officer_pins_hash_check CHECK (hash LIKE 'scrypt$%'),
      is_temporary boolean NOT NULL,
      failures smallint NOT NULL DEFAULT 0,
      paused_until timestamptz,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE pin_numbers (
      msisdn text PRIMARY KEY,
      failures smallint NOT NULL DEFAULT 0,
      paused_until timestamptz,
      last_at timestamptz NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE pin_tries (
      channel text NOT NULL,
      session_id text NOT NULL,
      dialogue integer NOT NULL,
      -- index of the token
      at smallint NOT NULL,
      officer_id bigint NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
      outcome text NOT NULL CONSTRAINT pin_tries_outcome_check
        CHECK (outcome IN ('right', 'temporary', 'wrong', 'paused', 'set', 'refused')),
      -- tries left, or minutes of the pause
      figure smallint,
      tried_at timestamptz NOT NULL,
      PRIMARY KEY (channel, session_id, dialogue, at)
    )`);
  await knex.raw(`
    ALTER TABLE ussd_dialogues
      ADD COLUMN signed_in_as bigint REFERENCES officers (id) ON DELETE CASCADE,
      ADD COLUMN signed_in_tokens smallint,
      ADD CONSTRAINT ussd_dialogues_signed_in_check
        CHECK ((signed_in_as IS NULL) = (signed_in_tokens IS NULL))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE ussd_dialogues
      DROP COLUMN signed_in_as,
      DROP COLUMN signed_in_tokens`);
  await knex.raw('DROP TABLE pin_tries');
  await knex.raw('DROP TABLE pin_numbers');
  await knex.raw('DROP TABLE officer_pins');
}
