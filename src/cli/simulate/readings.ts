import type { Knex } from 'knex';
import { query } from '../../store/query.ts';
import type { Readings } from './result.ts';

/** Reads from the store how long its reports took, and how many came of which outcome in each minute. */
export function readReadings(knex: Knex): Promise<Readings> {
  return knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL statement_timeout = 0');
    const [waits] = await query<{ p50: number | null; p99: number | null }>(
      trx,
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) AS p50,
         percentile_cont(0.99) WITHIN GROUP (ORDER BY waited) AS p99
       FROM (SELECT extract(epoch FROM processed_at - received_at)::float8 AS waited FROM reports) AS waits`,
    );
    const byMinute = await query<Readings['byMinute'][number]>(
      trx,
      `SELECT floor(extract(epoch FROM processed_at - (SELECT min(processed_at) FROM reports)) / 60)::int AS minute,
         outcome, count(*)::int AS count
       FROM reports GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    return { p50: waits?.p50 ?? 0, p99: waits?.p99 ?? 0, byMinute };
  });
}
