import type { Knex } from 'knex';

/**
 * What came over SMPP lately: the parts of long messages until all are there, and by what a message is known again
 * that the SMSC delivers twice. Logged: a part is acknowledged once it is here.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE smpp_arrivals (
      channel text NOT NULL,
      set_key text NOT NULL,
      part smallint NOT NULL,
      set_id uuid NOT NULL,
      digest text NOT NULL,
      connection text NOT NULL,
      sequence bigint NOT NULL,
      coding text NOT NULL,
      raw bytea NOT NULL,
      is_encrypted boolean NOT NULL,
      received_at timestamptz NOT NULL,
      PRIMARY KEY (channel, set_key, part)
    )`);
  await knex.raw('CREATE INDEX smpp_arrivals_received ON smpp_arrivals (received_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE smpp_arrivals');
}
