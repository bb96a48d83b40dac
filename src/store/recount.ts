import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { CountedAs } from '../domain/instrument/instrument.ts';
import { claimedSql, heldSql, standingSql, targetsSql } from './counted-sql.ts';
import { isContention } from './fault-code.ts';
import { areaColumns, levelsOf, officerColumns, sumsOf } from './progress-rows.ts';
import { sumsLockKey } from './progress-sums.ts';
import { execute, query } from './query.ts';

/** A sum that is not what a recount comes to. */
export interface SumDifference {
  readonly of: 'area' | 'officer';
  /** BPS code or `00` for the nation; an officer's id. */
  readonly key: string;
  /** `YYYY-MM-DD`; null for what is of no day. */
  readonly day: string | null;
  /** A column of the sums. */
  readonly figure: string;
  readonly kept: number;
  readonly counted: number;
}

export interface SumCheck {
  /** Sums compared, of one figure each. */
  readonly compared: number;
  /** The first differences, by area and officer. */
  readonly differences: readonly SumDifference[];
}

/** Differences told of; a store that was changed by hand may have any number. */
const mostTold = 1_000;

/** The sums of one table: its columns, what is kept of it by now, and what a recount of it comes to. */
interface Sums {
  readonly of: SumDifference['of'];
  readonly table: 'progress_areas' | 'progress_officers';
  readonly key: 'area_code' | 'officer_id';
  readonly columns: readonly string[];
  /** Rows of key, day and figures, from rows of area_code, officer_id, day and figures. */
  readonly rowsOf: (rows: string) => string;
}

const day = `coalesce(day, '-infinity') AS day`;
const areaSums: Sums = {
  of: 'area',
  table: 'progress_areas',
  key: 'area_code',
  columns: areaColumns,
  rowsOf: (rows) => `SELECT level.code AS area_code, ${day}, ${areaColumns.join(', ')}
    FROM (${rows}) AS rows CROSS JOIN ${levelsOf('area_code')}`,
};
const officerSums: Sums = {
  of: 'officer',
  table: 'progress_officers',
  key: 'officer_id',
  columns: officerColumns,
  rowsOf: (rows) => `SELECT officer_id, ${day}, ${officerColumns.join(', ')}
    FROM (${rows}) AS rows WHERE officer_id IS NOT NULL`,
};

/** Compares what is kept with a full recount, in one snapshot: workers may go on meanwhile. */
export async function checkSums(knex: Knex, counted: CountedAs): Promise<SumCheck> {
  return inSnapshot(knex, async (trx) => {
    const areas = await compare(trx, areaSums, counted);
    const officers = await compare(trx, officerSums, counted);
    return {
      compared: areas.compared + officers.compared,
      differences: [...areas.differences, ...officers.differences],
    };
  });
}

/**
 * Counts everything anew and puts it in the place of what is kept. Workers may go on: what they commit meanwhile is
 * neither counted nor taken away, and is folded afterwards.
 *
 * @returns how many sums there are now, one an area or officer and day.
 */
export async function recount(knex: Knex, counted: CountedAs): Promise<number> {
  for (;;) {
    const written = await tryRecount(knex, counted);
    if (written !== null) return written;
    await sleep(retryMs);
  }
}

/** A fold takes some tens of milliseconds. */
const retryMs = 100;

/** Null where a fold was at it, or had been since the snapshot. */
async function tryRecount(knex: Knex, counted: CountedAs): Promise<number | null> {
  try {
    return await inSnapshot(knex, async (trx) => {
      const [turn] = await query<{ is_mine: boolean }>(
        trx,
        'SELECT pg_try_advisory_xact_lock(:key) AS is_mine',
        { key: sumsLockKey },
      );
      if (!turn?.is_mine) return null;
      await execute(trx, 'DELETE FROM progress_deltas');
      return (await replace(trx, areaSums, counted)) + (await replace(trx, officerSums, counted));
    });
  } catch (error) {
    if (isContention(error)) return null;
    throw error;
  }
}

async function replace(
  trx: Knex,
  { table, key, columns, rowsOf }: Sums,
  counted: CountedAs,
): Promise<number> {
  await execute(trx, `DELETE FROM ${table}`);
  return execute(
    trx,
    `INSERT INTO ${table} (${key}, day, ${columns.join(', ')})
     SELECT ${key}, day, ${sumsOf(columns)} FROM (${rowsOf(countedSql(counted))}) AS counting GROUP BY ${key}, day`,
  );
}

interface ComparedRow {
  readonly key: string;
  readonly day: string;
  readonly figure: string;
  readonly kept: number;
  readonly counted: number;
  /** Of the first row alone. */
  readonly compared: string | null;
}

async function compare(
  trx: Knex,
  { of, table, key, columns, rowsOf }: Sums,
  counted: CountedAs,
): Promise<SumCheck> {
  const keptRows = `
    SELECT ${key}, day, ${columns.join(', ')} FROM ${table}
    UNION ALL ${rowsOf('SELECT * FROM progress_deltas')}`;
  const summed = (rows: string) =>
    `SELECT ${key}, day, ${sumsOf(columns)} FROM (${rows}) AS counting GROUP BY 1, 2`;
  const figures = columns.map(
    (name) => `('${name}', coalesce(kept.${name}, 0), coalesce(counted.${name}, 0))`,
  );
  const rows = await query<ComparedRow>(
    trx,
    `WITH kept AS MATERIALIZED (${summed(keptRows)}),
     counted AS MATERIALIZED (${summed(rowsOf(countedSql(counted)))}),
     compared AS MATERIALIZED (
       SELECT ${key}::text AS key, day, figure.* FROM kept FULL JOIN counted USING (${key}, day)
       CROSS JOIN LATERAL (VALUES ${figures.join(', ')}) AS figure (figure, kept, counted)
     )
     SELECT key, day, figure, kept, counted, NULL AS compared FROM compared WHERE kept <> counted
     UNION ALL SELECT NULL, NULL, NULL, 0, 0, count(*) FROM compared
     ORDER BY key NULLS FIRST, day, figure LIMIT ${mostTold}`,
  );
  const [total, ...wrong] = rows;
  return {
    compared: Number(total?.compared ?? 0),
    differences: wrong.map((row) => ({
      of,
      key: row.key,
      day: row.day === '-infinity' ? null : row.day,
      figure: row.figure,
      kept: row.kept,
      counted: row.counted,
    })),
  };
}

/** All that counts, brought to one row an area, officer and day before it goes to every level. */
function countedSql(counted: CountedAs): string {
  const sources = [targetsSql(), heldSql(), standingSql(counted), claimedSql()];
  const columns = `area_code, officer_id, day, ${areaColumns.join(', ')}`;
  const rows = sources.map((source) => `SELECT ${columns} FROM (${source}) AS source`);
  return `SELECT area_code, officer_id, day, ${sumsOf(areaColumns)}
    FROM (${rows.join(' UNION ALL ')}) AS counting GROUP BY 1, 2, 3`;
}

/** One snapshot for all statements. It may take minutes where there are tens of millions of households. */
function inSnapshot<T>(knex: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
  return knex.transaction(
    async (trx) => {
      await trx.raw(`SELECT set_config('statement_timeout', '0', true)`);
      return work(trx);
    },
    { isolationLevel: 'repeatable read' },
  );
}
