import type { Knex } from 'knex';

/** Family cards. The columns from `codebook_version` on are ours. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE dtks.kk (
      "IDBDT" varchar(23) NOT NULL REFERENCES dtks.udrt ("IDBDT"),
      nuk smallint NOT NULL CONSTRAINT kk_nuk_check CHECK (nuk BETWEEN 1 AND 9),
      nokk varchar(20) CONSTRAINT kk_nokk_check CHECK (nokk ~ '^[0-9]{16}$'),
      row_status varchar(10)
        CONSTRAINT kk_row_status_check CHECK (row_status IN ('COPY', 'NEW', 'ACTIVE', 'DELETED')),
      -- ours
      codebook_version text NOT NULL,
      revisi integer NOT NULL,
      report_id bigint NOT NULL REFERENCES reports (id),
      updated_at timestamptz NOT NULL,
      PRIMARY KEY ("IDBDT", nuk)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE dtks.kk');
}
