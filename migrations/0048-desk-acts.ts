import type { Knex } from 'knex';

/**
 * What people of the console did with messages on the desk. The number is the act's place among those of its message:
 * two who act on one message at once can't both have the same. An act that works on reports is a message itself; one
 * that only puts a message back or aside has none. A user's name is kept with the act, whatever
 * becomes of the user; so is the act itself, when its messages have been moved out of the store.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE desk_acts (
      of_id bigint NOT NULL,
      number integer NOT NULL CONSTRAINT desk_acts_number_check CHECK (number >= 1),
      act text NOT NULL
        CONSTRAINT desk_acts_act_check CHECK (act IN ('mend', 'approve', 'return', 'withdraw', 'retry', 'close')),
      message_id bigint CONSTRAINT desk_acts_message_key UNIQUE,
      user_id bigint NOT NULL,
      username text NOT NULL,
      reason text CONSTRAINT desk_acts_reason_check CHECK (length(reason) <= 160),
      at timestamptz NOT NULL,
      CONSTRAINT desk_acts_number_key PRIMARY KEY (of_id, number)
    )`);
  // Only what may be on the desk: a small part of all reports.
  await knex.raw(`
    CREATE INDEX reports_on_desk ON reports (id)
    WHERE NOT is_practice AND withdrawn_at IS NULL AND review IS NULL
      AND (outcome IN ('held', 'rejected') OR remarks <> '[]')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX reports_on_desk');
  await knex.raw('DROP TABLE desk_acts');
}
