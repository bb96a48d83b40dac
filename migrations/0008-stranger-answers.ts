import type { Knex } from 'knex';

/** Numbers that nobody registered get one answer a day: this is the day's mark. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE stranger_answers (
      sender text NOT NULL,
      day date NOT NULL,
      inbox_id bigint NOT NULL REFERENCES inbox (id),
      PRIMARY KEY (sender, day)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE stranger_answers');
}
