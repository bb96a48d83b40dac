import type { Knex } from 'knex';
import { type Figures, nation, noFigures } from '../domain/workflow/progress.ts';
import type { AreaProgress, DayProgress, OfficerProgress, ProgressReader } from '../ports.ts';
import { areaColumns, type FigureRow, levelsOf, officerColumns, sumsOf, toFigures } from './progress-rows.ts';
import { query } from './query.ts';

/** Reads sums and the differences that are not folded yet, in one statement: one snapshot, exact at any moment. */
export function makeProgressReader(knex: Knex): ProgressReader {
  const readAreas = (codes: readonly string[]) => readNamed(knex, 'code = ANY (:codes)', { codes });
  return {
    readAreas: async (codes) => {
      const areas = await readAreas(codes);
      return codes.includes(nation) ? [await readNation(knex), ...areas] : areas;
    },
    readArea: async (code) => {
      if (code === nation) return readNation(knex);
      const [area] = await readAreas([code]);
      return area ?? null;
    },
    listAreas: (parent) =>
      parent === nation
        ? readNamed(knex, 'parent IS NULL', {})
        : readNamed(knex, 'parent = :parent', { parent }),
    listDays: (code) => listDays(knex, code),
    listOfficers: (code, limit) => listOfficers(knex, code, limit),
    readOfficers: (ids) => readOfficers(knex, ids),
  };
}

interface ClaimRow {
  readonly claimed_done: number;
  readonly claimed_left: number;
  readonly claimed_refused: number;
}

/** Sums of areas by code and day; `wanted` has their codes. */
const areaRowsSql = `
  SELECT area_code AS code, day, ${areaColumns.join(', ')}
  FROM progress_areas WHERE area_code IN (SELECT code FROM wanted)
  UNION ALL
  SELECT level.code, coalesce(day, '-infinity'), ${areaColumns.join(', ')}
  FROM progress_deltas CROSS JOIN ${levelsOf('area_code')} WHERE level.code IN (SELECT code FROM wanted)`;

type AreaRow = FigureRow & ClaimRow & { readonly code: string; readonly name: string };

/**
 * Areas by a condition on them. What is claimed of a village is its own newest claim; of what is above, the sums have it.
 *
 * @param condition SQL, never user input.
 */
export async function readNamed(
  knex: Knex,
  condition: string,
  bindings: Parameters<typeof query>[2],
): Promise<AreaProgress[]> {
  const rows = await query<AreaRow>(
    knex,
    `WITH wanted AS MATERIALIZED (SELECT code, name FROM areas WHERE ${condition}),
     summed AS (SELECT code, ${sumsOf(areaColumns)} FROM (${areaRowsSql}) AS counting GROUP BY code)
     SELECT wanted.code, wanted.name,
       ${officerColumns.map((column) => `coalesce(summed.${column}, 0) AS ${column}`).join(', ')},
       coalesce(own.done, claimed_done, 0) AS claimed_done, coalesce(own.left_over, claimed_left, 0) AS claimed_left,
       coalesce(own.refused, claimed_refused, 0) AS claimed_refused
     FROM wanted LEFT JOIN summed ON summed.code = wanted.code
     LEFT JOIN LATERAL (
       SELECT done, left_over, refused FROM area_claims
       WHERE length(wanted.code) = 10 AND area_code = wanted.code AND withdrawn_at IS NULL
       ORDER BY claimed_at DESC, report_id DESC LIMIT 1
     ) AS own ON true
     ORDER BY wanted.code`,
    bindings,
  );
  return rows.map(toArea);
}

async function readNation(knex: Knex): Promise<AreaProgress> {
  const [row] = await query<AreaRow>(
    knex,
    `WITH wanted (code) AS (VALUES (:nation))
     SELECT '${nation}' AS code, 'Indonesia' AS name, ${sumsOf(areaColumns)} FROM (${areaRowsSql}) AS counting`,
    { nation },
  );
  if (!row) throw new Error('A sum without groups has one row');
  return toArea(row);
}

function toArea(row: AreaRow): AreaProgress {
  return {
    code: row.code,
    name: row.name,
    figures: toFigures(row),
    claimed: { done: row.claimed_done, left: row.claimed_left, refused: row.claimed_refused },
  };
}

async function listDays(knex: Knex, code: string): Promise<DayProgress[]> {
  const rows = await query<FigureRow & { readonly day: string }>(
    knex,
    `WITH wanted (code) AS (VALUES (:code))
     SELECT day, ${sumsOf(officerColumns)} FROM (${areaRowsSql}) AS counting
     WHERE day > '-infinity' GROUP BY day
     HAVING ${officerColumns.map((column) => `sum(${column}) <> 0`).join(' OR ')}
     ORDER BY day`,
    { code },
  );
  return rows.map((row) => ({ day: row.day, figures: toFigures(row) }));
}

interface OfficerRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly areas: readonly string[];
}

/** Codes that start with the area's lie between it and it with nines behind, in any collation. */
async function listOfficers(knex: Knex, code: string, limit: number): Promise<OfficerProgress[]> {
  const rows = await query<OfficerRow>(
    knex,
    `SELECT id, code, name, array_agg(area_code ORDER BY area_code) AS areas
     FROM officers JOIN officer_areas ON officer_id = id
     WHERE role = 'enumerator' AND ended_at IS NULL AND area_code BETWEEN :within AND rpad(:within, 10, '9')
     GROUP BY id ORDER BY areas, id LIMIT :limit`,
    { within: code === nation ? '' : code, limit },
  );
  const figures = await readOfficers(
    knex,
    rows.map(({ id }) => Number(id)),
  );
  return rows.map(({ id, code, name, areas }) => ({
    officerId: Number(id),
    code,
    name,
    areas,
    figures: figures.get(Number(id)) ?? noFigures,
  }));
}

/** Targets are kept by area only: an officer's are those of their villages. */
async function readOfficers(knex: Knex, ids: readonly number[]): Promise<Map<number, Figures>> {
  const rows = await query<FigureRow & { readonly officer_id: string }>(
    knex,
    `WITH officer AS MATERIALIZED (SELECT unnest(:ids::bigint[]) AS id),
     wanted AS MATERIALIZED (
       SELECT DISTINCT area_code AS code FROM officer_areas JOIN officer ON officer_id = id WHERE length(area_code) = 10
     )
     SELECT officer_id, ${sumsOf(officerColumns)} FROM (
       SELECT officer_id, ${officerColumns.join(', ')}
       FROM progress_officers WHERE officer_id IN (SELECT id FROM officer)
       UNION ALL
       SELECT officer_id, ${officerColumns.join(', ')}
       FROM progress_deltas WHERE officer_id IN (SELECT id FROM officer)
       UNION ALL
       SELECT officer_areas.officer_id, target, ${officerColumns
         .slice(1)
         .map(() => '0')
         .join(', ')}
       FROM (${areaRowsSql}) AS counting JOIN officer_areas ON area_code = counting.code
       JOIN officer ON officer.id = officer_areas.officer_id
     ) AS counting
     GROUP BY officer_id`,
    { ids },
  );
  return new Map(rows.map((row) => [Number(row.officer_id), toFigures(row)]));
}
