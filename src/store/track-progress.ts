import type { Knex } from 'knex';
import type { CountedAs } from '../domain/instrument/instrument.ts';
import { claimedSql, standingSql } from './counted-sql.ts';
import { areaColumns, sumsOf } from './progress-rows.ts';
import { execute, query } from './query.ts';

/**
 * Has something change rows of `dtks.udrt` by its own SQL, such as a step of the status chain for a whole area, and
 * keeps the figures: what the households counted for before is taken away, what they count for afterwards is added.
 *
 * @param idbdts every household that is changed; the caller holds their locks.
 * @returns what `change` returns.
 */
export async function trackHouseholds<T>(
  trx: Knex,
  counted: CountedAs,
  idbdts: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  const source = standingSql(counted, '"IDBDT" = ANY (:idbdts)');
  await addDeltas(trx, source, -1, { idbdts });
  const result = await change();
  await addDeltas(trx, source, 1, { idbdts });
  return result;
}

/**
 * The same for what is claimed of areas. The sub-districts stay locked until the end of the transaction: a claim of
 * a village counts or not by the other claims of its sub-district.
 *
 * @param areas codes of sub-districts and villages of which claims are added or withdrawn.
 */
export async function trackClaims<T>(
  trx: Knex,
  areas: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  const districts = [...new Set(areas.map((code) => code.slice(0, 7)))];
  if (districts.length === 0) return change();
  const lock = 'SELECT FROM areas WHERE code = ANY (:districts) ORDER BY code FOR NO KEY UPDATE';
  await query(trx, lock, { districts });
  const source = claimedSql(`area_code IN (
    SELECT code FROM areas WHERE code = ANY (:districts) OR parent = ANY (:districts))`);
  await addDeltas(trx, source, -1, { districts });
  const result = await change();
  await addDeltas(trx, source, 1, { districts });
  return result;
}

async function addDeltas(
  trx: Knex,
  source: string,
  sign: 1 | -1,
  bindings: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const signed = areaColumns.map((column) => `${sign} * ${column} AS ${column}`).join(', ');
  await execute(
    trx,
    `INSERT INTO progress_deltas (area_code, officer_id, day, ${areaColumns.join(', ')})
     SELECT area_code, officer_id, day, ${sumsOf(areaColumns)}
     FROM (SELECT area_code, officer_id, day, ${signed} FROM (${source}) AS counting) AS signed
     GROUP BY area_code, officer_id, day`,
    bindings,
  );
}
