import type { Knex } from 'knex';

const figures = ['target', 'visited', 'complete', 'held', 'approved', 'refused', 'not_found', 'proposed'];
const claims = ['claimed_done', 'claimed_left', 'claimed_refused'];

/**
 * How far the work has come, kept as sums. Whatever changes a figure adds a row of differences in its own
 * transaction, so that nobody waits for a sum; a fold adds them to the sums of every level and takes them away. What
 * has come so far is always sums and differences together.
 */
export async function up(knex: Knex): Promise<void> {
  // Without a key: rows are only added, and taken away by whoever folds.
  await knex.raw(`
    CREATE TABLE progress_deltas (
      -- a village; for what is claimed of a sub-district, the sub-district
      area_code text NOT NULL
        CONSTRAINT progress_deltas_area_code_check CHECK (area_code ~ '^([0-9]{7}|[0-9]{10})$'),
      -- null: nobody's, as the households that are to be visited
      officer_id bigint,
      -- null: of no day
      day date,
      ${columnsOf([...figures, ...claims])}
    )`);
  await knex.raw(`
    CREATE TABLE progress_areas (
      -- 00: the nation
      area_code text NOT NULL CONSTRAINT progress_areas_area_code_check
        CHECK (area_code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})$'),
      -- -infinity: of no day
      day date NOT NULL,
      ${columnsOf([...figures, ...claims])},
      PRIMARY KEY (area_code, day)
    )`);
  await knex.raw(`
    CREATE TABLE progress_officers (
      officer_id bigint NOT NULL,
      day date NOT NULL,
      ${columnsOf(figures)},
      PRIMARY KEY (officer_id, day)
    )`);
  await knex.raw('CREATE INDEX areas_by_parent ON areas (parent)');
  // What was there before.
  await knex.raw(`
    INSERT INTO progress_deltas (area_code, target)
    SELECT village_code, count(*) FROM prelist_households WHERE right(idbdt, 6) < '900001' GROUP BY village_code`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX areas_by_parent');
  await knex.raw('DROP TABLE progress_officers');
  await knex.raw('DROP TABLE progress_areas');
  await knex.raw('DROP TABLE progress_deltas');
}

function columnsOf(names: readonly string[]): string {
  return names.map((name) => `${name} integer NOT NULL DEFAULT 0`).join(',\n      ');
}
