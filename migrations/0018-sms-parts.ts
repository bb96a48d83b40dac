import type { Knex } from 'knex';

/** Parts of messages that their senders split by hand, until all have come. The text stays in the inbox alone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE sms_parts (
      inbox_id bigint PRIMARY KEY REFERENCES inbox (id),
      sender text NOT NULL,
      total smallint NOT NULL CONSTRAINT sms_parts_total_check CHECK (total BETWEEN 2 AND 9),
      part smallint NOT NULL,
      received_at timestamptz NOT NULL,
      CONSTRAINT sms_parts_part_check CHECK (part BETWEEN 1 AND total)
    )`);
  await knex.raw('CREATE INDEX sms_parts_by_sender ON sms_parts (sender)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE sms_parts');
}
