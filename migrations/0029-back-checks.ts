import type { Knex } from 'knex';

/**
 * Finished households that a supervisor is to ask again a few items of, and how the answers agree. A household is
 * drawn or not by a secret of this store, so that nobody in the field can tell which.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE back_checks (
      idbdt text PRIMARY KEY CONSTRAINT back_checks_idbdt_check CHECK (idbdt ~ '^[0-9]{16}$'),
      officer_id bigint NOT NULL REFERENCES officers (id),
      -- columns of udrt, with their answers as reported when the check was drawn and as given to the supervisor
      items text[] NOT NULL CONSTRAINT back_checks_items_check CHECK (cardinality(items) > 0),
      reported jsonb NOT NULL,
      given jsonb,
      agreed boolean[],
      supervisor_id bigint REFERENCES officers (id),
      drawn_at timestamptz NOT NULL,
      done_at timestamptz,
      done_by bigint REFERENCES inbox (id),
      CONSTRAINT back_checks_done_check CHECK (
        (done_at IS NULL) = (given IS NULL) AND (done_at IS NULL) = (agreed IS NULL)
        AND (done_at IS NULL) = (supervisor_id IS NULL) AND (done_at IS NULL) = (done_by IS NULL)
        AND (agreed IS NULL OR cardinality(agreed) = cardinality(items)))
    )`);
  await knex.raw('CREATE INDEX back_checks_by_officer ON back_checks (officer_id, drawn_at)');
  await knex.raw(`
    CREATE TABLE store_settings (
      name text PRIMARY KEY CONSTRAINT store_settings_name_check CHECK (name <> ''),
      value text NOT NULL
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE store_settings');
  await knex.raw('DROP TABLE back_checks');
}
