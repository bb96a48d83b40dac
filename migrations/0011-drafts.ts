import type { Knex } from 'knex';

/** Unfinished forms. A closed draft is deleted: what it held is in a report by then, or was thrown away. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE drafts (
      officer_id bigint NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
      form text NOT NULL,
      idbdt text NOT NULL CONSTRAINT drafts_idbdt_check CHECK (idbdt ~ '^[0-9]{16}$'),
      state jsonb NOT NULL,
      updated_at timestamptz NOT NULL,
      PRIMARY KEY (officer_id, form, idbdt)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE drafts');
}
