import type { Knex } from 'knex';
import type { ProgressSums } from '../ports.ts';
import { areaColumns, levelsOf, officerColumns, sumsOf } from './progress-rows.ts';
import { query } from './query.ts';

/** Any number, the same in every process: one at a time changes the sums. */
export const sumsLockKey = 4_171_203;

/**
 * One statement, and so one transaction and one snapshot. The rows that it deletes are exactly those that it adds: a
 * difference that is committed meanwhile is not seen and stays. A second process gets no lock, takes nothing and
 * waits for nobody.
 */
const foldSql = `
  WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:key) AS is_mine),
  taken AS (
    DELETE FROM progress_deltas
    WHERE ctid = ANY (ARRAY(SELECT progress_deltas.ctid FROM progress_deltas, turn WHERE is_mine LIMIT :limit))
    RETURNING *
  ),
  areas AS (
    INSERT INTO progress_areas AS sums (area_code, day, ${areaColumns.join(', ')})
    SELECT level.code, coalesce(day, '-infinity'), ${sumsOf(areaColumns)}
    FROM taken CROSS JOIN ${levelsOf('area_code')}
    GROUP BY 1, 2
    ON CONFLICT (area_code, day) DO UPDATE SET ${addedTo(areaColumns)}
  ),
  officers AS (
    INSERT INTO progress_officers AS sums (officer_id, day, ${officerColumns.join(', ')})
    SELECT officer_id, coalesce(day, '-infinity'), ${sumsOf(officerColumns)}
    FROM taken WHERE officer_id IS NOT NULL
    GROUP BY 1, 2
    ON CONFLICT (officer_id, day) DO UPDATE SET ${addedTo(officerColumns)}
  )
  SELECT count(*)::integer AS count FROM taken`;

function addedTo(columns: readonly string[]): string {
  return columns.map((column) => `${column} = sums.${column} + excluded.${column}`).join(', ');
}

/** The same for what came on which channel. */
const foldChannelsSql = `
  WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:key) AS is_mine),
  taken AS (
    DELETE FROM channel_day_deltas
    WHERE ctid = ANY (ARRAY(SELECT channel_day_deltas.ctid FROM channel_day_deltas, turn WHERE is_mine LIMIT :limit))
    RETURNING *
  ),
  summed AS (
    INSERT INTO channel_days AS sums (area_code, day, channel, messages)
    SELECT level.code, day, channel, sum(messages) FROM taken CROSS JOIN ${levelsOf('area_code')}
    GROUP BY 1, 2, 3
    ON CONFLICT (area_code, day, channel) DO UPDATE SET messages = sums.messages + excluded.messages
  )
  SELECT count(*)::integer AS count FROM taken`;

export function makeProgressSums(knex: Knex): ProgressSums {
  return {
    async fold(limit) {
      const [row] = await query<{ count: number }>(knex, foldSql, { key: sumsLockKey, limit });
      const [channels] = await query<{ count: number }>(knex, foldChannelsSql, { key: sumsLockKey, limit });
      return Math.max(row?.count ?? 0, channels?.count ?? 0);
    },
  };
}
