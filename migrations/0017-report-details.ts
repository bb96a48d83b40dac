import type { Knex } from 'knex';

/**
 * Reports of members, families and businesses, and what became of a report later. `settled_by` is the message whose
 * Y or T settled a report that was asked back: it went to the records only then, and that is its place among the
 * household's reports. `withdrawn_by` is the BATAL.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE reports
      ADD COLUMN details jsonb,
      ADD COLUMN settled_by bigint REFERENCES inbox (id),
      ADD COLUMN withdrawn_at timestamptz,
      ADD COLUMN withdrawn_by bigint REFERENCES inbox (id),
      ADD CONSTRAINT reports_withdrawn_check CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
      ADD CONSTRAINT reports_form_check
        CHECK (form IN ('V', 'RT', 'ART', 'KK', 'NAMA', 'BARU', 'USAHA', 'F')),
      ADD CONSTRAINT reports_questions_check CHECK (questions <@ ARRAY[
        'reference-without-check', 'other-officer', 'large-change', 'old-date', 'same-proposal'])`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE reports
      DROP CONSTRAINT reports_questions_check,
      DROP CONSTRAINT reports_form_check,
      DROP CONSTRAINT reports_withdrawn_check,
      DROP COLUMN withdrawn_by,
      DROP COLUMN withdrawn_at,
      DROP COLUMN settled_by,
      DROP COLUMN details`);
}
