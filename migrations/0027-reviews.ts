import type { Knex } from 'knex';

/**
 * What supervisors make of reports, and where a household stands in the status chain by it. `reviewed_by` is the
 * message that said so, as `settled_by` and `withdrawn_by` are; who sent it is its own report's officer. One message
 * may move many households, so a revision is unique by report and household.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE reports
      ADD COLUMN review text CONSTRAINT reports_review_check CHECK (review IN ('approved', 'returned')),
      ADD COLUMN reviewed_at timestamptz,
      ADD COLUMN reviewed_by bigint REFERENCES inbox (id),
      ADD COLUMN review_reason text CONSTRAINT reports_review_reason_check CHECK (length(review_reason) <= 160),
      ADD CONSTRAINT reports_reviewed_check
        CHECK ((review IS NULL) = (reviewed_at IS NULL) AND (review IS NULL) = (reviewed_by IS NULL)),
      DROP CONSTRAINT reports_questions_check,
      ADD CONSTRAINT reports_questions_check CHECK (questions <@ ARRAY[
        'reference-without-check', 'other-officer', 'large-change', 'old-date', 'same-proposal',
        'already-approved', 'other-sum'])`);
  await knex.raw(`
    ALTER TABLE revisions
      DROP CONSTRAINT revisions_report_key,
      ADD CONSTRAINT revisions_report_key UNIQUE (report_id, idbdt)`);
  await knex.raw(`
    ALTER TABLE dtks.udrt
      ADD COLUMN foto_tersimpan smallint CONSTRAINT udrt_foto_tersimpan_check CHECK (foto_tersimpan BETWEEN 0 AND 99),
      ADD COLUMN approved_by bigint REFERENCES officers (id),
      ADD COLUMN approved_at timestamptz,
      -- the regency's step, so that nobody takes two
      ADD COLUMN confirmed_by bigint REFERENCES officers (id)`);
  await knex.raw('CREATE INDEX udrt_by_status ON dtks.udrt (kodewilayah, status)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX dtks.udrt_by_status');
  await knex.raw(`
    ALTER TABLE dtks.udrt
      DROP COLUMN confirmed_by,
      DROP COLUMN approved_at,
      DROP COLUMN approved_by,
      DROP COLUMN foto_tersimpan`);
  await knex.raw(`
    ALTER TABLE revisions
      DROP CONSTRAINT revisions_report_key,
      ADD CONSTRAINT revisions_report_key UNIQUE (report_id)`);
  await knex.raw(`
    ALTER TABLE reports
      DROP CONSTRAINT reports_questions_check,
      ADD CONSTRAINT reports_questions_check CHECK (questions <@ ARRAY[
        'reference-without-check', 'other-officer', 'large-change', 'old-date', 'same-proposal']),
      DROP CONSTRAINT reports_reviewed_check,
      DROP COLUMN review_reason,
      DROP COLUMN reviewed_by,
      DROP COLUMN reviewed_at,
      DROP COLUMN review`);
}
