import type { Knex } from 'knex';

/**
 * How many messages came on a channel on a day, by area of every level, kept as sums. A trigger adds the differences
 * of each statement that adds reports, however they are added: one row a village, day and channel. A fold takes them
 * to the sums. Practice is left out; what is of no household counts for the nation alone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE channel_day_deltas (
      -- a village; empty: the nation alone
      area_code text NOT NULL,
      day date NOT NULL,
      channel text NOT NULL,
      messages integer NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE channel_days (
      -- 00: the nation
      area_code text NOT NULL,
      day date NOT NULL,
      channel text NOT NULL,
      messages integer NOT NULL,
      PRIMARY KEY (area_code, day, channel)
    )`);
  await knex.raw(`
    CREATE FUNCTION count_channel_days() RETURNS trigger LANGUAGE plpgsql AS $count$
    BEGIN
      INSERT INTO channel_day_deltas (area_code, day, channel, messages)
      ${countedSql('added')};
      RETURN NULL;
    END $count$`);
  await knex.raw(`
    CREATE TRIGGER reports_count_channel_days AFTER INSERT ON reports
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_channel_days()`);
  // What was there before.
  await knex.raw(
    `INSERT INTO channel_day_deltas (area_code, day, channel, messages) ${countedSql('reports')}`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER reports_count_channel_days ON reports');
  await knex.raw('DROP FUNCTION count_channel_days()');
  await knex.raw('DROP TABLE channel_days');
  await knex.raw('DROP TABLE channel_day_deltas');
}

/** The day is that of the area's time zone, by province. */
function countedSql(table: string): string {
  return `SELECT coalesce(left(idbdt, 10), ''), (received_at AT TIME ZONE 'UTC' + CASE
      WHEN left(idbdt, 2) IN ('51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76')
        THEN interval '8 hours'
      WHEN left(idbdt, 2) IN ('81', '82', '91', '92', '93', '94', '95', '96', '97') THEN interval '9 hours'
      ELSE interval '7 hours'
    END)::date, channel, count(*)
    FROM ${table} WHERE NOT is_practice GROUP BY 1, 2, 3`;
}
