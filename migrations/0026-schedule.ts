import type { Knex } from 'knex';

/**
 * What was done by the clock, so that no process looks again for what another has finished; and an officer's reports
 * by time: of a day, and the newest.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE schedule_runs (
      kind text NOT NULL CONSTRAINT schedule_runs_kind_check CHECK (kind IN ('digest', 'alert', 'reminder')),
      zone text NOT NULL CONSTRAINT schedule_runs_zone_check CHECK (zone IN ('WIB', 'WITA', 'WIT')),
      day date NOT NULL,
      finished_at timestamptz NOT NULL,
      PRIMARY KEY (kind, zone, day)
    )`);
  await knex.raw('CREATE INDEX reports_by_officer ON reports (officer_id, received_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX reports_by_officer');
  await knex.raw('DROP TABLE schedule_runs');
}
