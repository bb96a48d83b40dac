import type { Knex } from 'knex';

/**
 * What coordinators and supervisors say of an area, beside what was received from it. Rows are added and never
 * changed but for a withdrawal; of an area the newest that was not withdrawn counts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE area_claims (
      report_id bigint PRIMARY KEY REFERENCES reports (id),
      area_code text NOT NULL REFERENCES areas (code),
      officer_id bigint NOT NULL REFERENCES officers (id),
      done integer NOT NULL CONSTRAINT area_claims_done_check CHECK (done BETWEEN 0 AND 999999),
      left_over integer NOT NULL CONSTRAINT area_claims_left_over_check CHECK (left_over BETWEEN 0 AND 999999),
      refused integer NOT NULL CONSTRAINT area_claims_refused_check CHECK (refused BETWEEN 0 AND 999999),
      hindrances smallint[] NOT NULL DEFAULT '{}'
        CONSTRAINT area_claims_hindrances_check CHECK (hindrances <@ ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9]::smallint[]),
      -- written by a person about a place; may name somebody
      note text CONSTRAINT area_claims_note_check CHECK (length(note) <= 160),
      claimed_at timestamptz NOT NULL,
      withdrawn_at timestamptz
    )`);
  await knex.raw('CREATE INDEX area_claims_newest ON area_claims (area_code, claimed_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE area_claims');
}
