import type { Knex } from 'knex';

/** How each USSD dialogue began: enough to replay it from the start when its live state is gone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE ussd_dialogues (
      channel text NOT NULL,
      session_id text NOT NULL,
      dialogue integer NOT NULL,
      msisdn text NOT NULL,
      began text NOT NULL CONSTRAINT ussd_dialogues_began_check CHECK (began IN ('offer', 'menu')),
      draft jsonb,
      began_at timestamptz NOT NULL,
      stops jsonb NOT NULL,
      has_ended boolean NOT NULL,
      PRIMARY KEY (channel, session_id, dialogue)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE ussd_dialogues');
}
