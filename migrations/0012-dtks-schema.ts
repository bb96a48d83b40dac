import type { Knex } from 'knex';

/** The records keep to a schema of their own, with the ministry's spelling of every column. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE SCHEMA dtks');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP SCHEMA dtks');
}
