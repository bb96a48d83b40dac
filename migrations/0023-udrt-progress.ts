import type { Knex } from 'knex';

/**
 * What progress counts a household by: whose report stands there as the newest, the local day on which the household
 * was first reported, and the day on which nothing more was to come of it. They follow from the reports that count.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE dtks.udrt
      ADD COLUMN officer_id bigint REFERENCES officers (id),
      ADD COLUMN visited_on date,
      -- null: something is still to come
      ADD COLUMN completed_on date`);
  // Of households reported before. The day on which one was complete is found by its next report.
  await knex.raw(`
    UPDATE dtks.udrt SET officer_id = counting.officer_id, visited_on = counting.visited_on
    FROM (
      SELECT idbdt, (array_agg(officer_id ORDER BY coalesce(settled_by, id) DESC))[1] AS officer_id,
        min((received_at AT TIME ZONE 'UTC' + CASE
          WHEN left(idbdt, 2) IN ('51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76')
            THEN interval '8 hours'
          WHEN left(idbdt, 2) IN ('81', '82', '91', '92', '93', '94', '95', '96', '97') THEN interval '9 hours'
          ELSE interval '7 hours'
        END)::date) AS visited_on
      FROM reports
      WHERE outcome IN ('accepted', 'repaired') AND NOT is_practice AND withdrawn_at IS NULL
        AND form IS NOT NULL AND idbdt IS NOT NULL AND answers IS NOT NULL
      GROUP BY idbdt
    ) AS counting
    WHERE udrt."IDBDT" = counting.idbdt`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE dtks.udrt
      DROP COLUMN completed_on,
      DROP COLUMN visited_on,
      DROP COLUMN officer_id`);
}
