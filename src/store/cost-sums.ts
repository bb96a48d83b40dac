import type { Knex } from 'knex';
import { nation } from '../domain/workflow/progress.ts';
import type { CostLine, CostReader, CostSums } from '../ports.ts';
import { levelsOf } from './progress-rows.ts';
import { query } from './query.ts';

/** Any number, the same in every process: one at a time changes the sums. */
const costLockKey = 4_171_204;

/** See the fold of progress: what it deletes is exactly what it adds, in one statement. */
const foldSql = `
  WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:key) AS is_mine),
  taken AS (
    DELETE FROM cost_deltas
    WHERE ctid = ANY (ARRAY(SELECT cost_deltas.ctid FROM cost_deltas, turn WHERE is_mine LIMIT :limit))
    RETURNING *
  ),
  added AS (
    INSERT INTO cost_days AS sums (area_code, day, channel, direction, currency, messages, segments, amount)
    SELECT level.code, day, channel, direction, currency, sum(messages), sum(segments), sum(amount)
    FROM taken CROSS JOIN ${levelsOf('area_code')}
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (area_code, day, channel, direction, currency) DO UPDATE SET
      messages = sums.messages + excluded.messages, segments = sums.segments + excluded.segments,
      amount = sums.amount + excluded.amount
  )
  SELECT count(*)::integer AS count FROM taken`;

export function makeCostSums(knex: Knex): CostSums {
  return {
    async fold(limit) {
      const [row] = await query<{ count: number }>(knex, foldSql, { key: costLockKey, limit });
      return row?.count ?? 0;
    },
  };
}

/** Sums and what is not folded yet, in one snapshot. */
export function makeCostReader(knex: Knex): CostReader {
  return {
    listDays: (area, from, until) => readLines(knex, 'day', 'sums.area_code = :area', { area, from, until }),
    listAreas: (parent, from, until) => {
      const isBelow = parent === nation ? 'parent IS NULL' : 'parent = :parent';
      const of = `sums.area_code = ANY (ARRAY(SELECT code FROM areas WHERE ${isBelow}))`;
      return readLines(knex, 'NULL::date', of, { ...(parent !== nation && { parent }), from, until });
    },
  };
}

/** @param of which rows; not user input. */
async function readLines(
  knex: Knex,
  day: string,
  of: string,
  bindings: Readonly<Record<string, string>>,
): Promise<CostLine[]> {
  const columns = 'area_code, day, channel, direction, currency, messages, segments, amount';
  const rows = await query<Omit<CostLine, 'amount'> & { readonly amount: string }>(
    knex,
    `SELECT area_code AS area, (${day})::text AS day, channel, direction, nullif(currency, '') AS currency,
       sum(messages)::integer AS messages, sum(segments)::integer AS segments, sum(amount) AS amount
     FROM (
       SELECT ${columns} FROM cost_days AS sums WHERE ${of} AND day BETWEEN :from AND :until
       UNION ALL
       SELECT ${columns} FROM (
         SELECT level.code AS area_code, day, channel, direction, currency, messages, segments, amount
         FROM cost_deltas CROSS JOIN ${levelsOf('area_code')}
       ) AS sums WHERE ${of} AND day BETWEEN :from AND :until
     ) AS lines
     GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    bindings,
  );
  return rows.map(({ amount, ...line }) => ({ ...line, amount: Number(amount) }));
}
