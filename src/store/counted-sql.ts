import { timeZoneOf, utcOffsetMs } from '../domain/identity/time-zone.ts';
import type { CodesByColumn, CountedAs } from '../domain/instrument/instrument.ts';
import { areaColumns, officerColumns } from './progress-rows.ts';

/*
 * What counts by the rows as they stand, in SQL: the same as `standingOf` and `heldReport` say of one household and
 * one report, for all of them at once. Each gives rows of area_code, officer_id, day and figures, several of one key.
 * Conditions are SQL, never user input.
 */

const isProposal = (idbdt: string) => `right(${idbdt}, 6) >= '900001'`;

/** Of the prelist: what is to be visited. */
export function targetsSql(condition = 'true'): string {
  return figuresSql({
    from: 'prelist_households',
    condition: `NOT ${isProposal('idbdt')} AND ${condition}`,
    village: 'village_code',
    officer: 'NULL::bigint',
    parts: [['NULL::date', { target: 'true' }]],
  });
}

/** Of the reports: those that are held. */
export function heldSql(): string {
  return figuresSql({
    from: 'reports',
    condition: `outcome = 'held' AND NOT is_practice AND withdrawn_at IS NULL AND officer_id IS NOT NULL
      AND form IS NOT NULL AND idbdt IS NOT NULL AND answers IS NOT NULL`,
    village: 'left(idbdt, 10)',
    officer: 'officer_id',
    parts: [[localDaySql('received_at', 'idbdt'), { held: 'true' }]],
  });
}

/** Of the records. */
export function standingSql(counted: CountedAs, condition = 'true'): string {
  const closedOn = 'coalesce(completed_on, visited_on)';
  const approvedOn = `coalesce(${localDaySql('approved_at', '"IDBDT"')}, ${closedOn})`;
  return figuresSql({
    from: 'dtks.udrt',
    condition,
    village: 'left("IDBDT", 10)',
    officer: 'officer_id',
    parts: [
      ['visited_on', { visited: 'true', proposed: isProposal('"IDBDT"') }],
      ['completed_on', { complete: 'completed_on IS NOT NULL' }],
      [closedOn, { refused: hasCode(counted.refused), not_found: hasCode(counted.notFound) }],
      [approvedOn, { approved: `approved_by IS NOT NULL OR ${isOneOf('status', [...counted.approved])}` }],
    ],
  });
}

/** What is claimed of each sub-district: the newest claim of its own, else the sum of the newest of its villages. */
export function claimedSql(condition = 'true'): string {
  const claimed = (column: string) =>
    `coalesce(sum(${column}) FILTER (WHERE area_code = district), sum(${column}))::integer`;
  return `
    SELECT district AS area_code, NULL::bigint AS officer_id, NULL::date AS day,
      ${officerColumns.map((column) => `0 AS ${column}`).join(', ')},
      ${claimed('done')} AS claimed_done, ${claimed('left_over')} AS claimed_left,
      ${claimed('refused')} AS claimed_refused
    FROM (
      SELECT DISTINCT ON (area_code) left(area_code, 7) AS district, area_code, done, left_over, refused
      FROM area_claims WHERE withdrawn_at IS NULL AND length(area_code) >= 7 AND ${condition}
      ORDER BY area_code, claimed_at DESC, report_id DESC
    ) AS newest
    GROUP BY district`;
}

interface Source {
  readonly from: string;
  readonly condition: string;
  readonly village: string;
  readonly officer: string;
  /** By day the figures that count for it, each with what must hold. */
  readonly parts: readonly (readonly [day: string, figures: Readonly<Record<string, string>>])[];
}

function figuresSql({ from, condition, village, officer, parts }: Source): string {
  const rows = parts.map(([day, figures]) => {
    const cells = areaColumns.map((column) => (figures[column] ? `(${figures[column]})::integer` : '0'));
    return `(${[day, ...cells].join(', ')})`;
  });
  return `
    SELECT ${village} AS area_code, ${officer} AS officer_id, part.*
    FROM ${from} CROSS JOIN LATERAL (VALUES ${rows.join(', ')}) AS part (day, ${areaColumns.join(', ')})
    WHERE ${condition} AND (${areaColumns.map((column) => `part.${column}`).join(' + ')}) > 0`;
}

function hasCode(codes: CodesByColumn): string {
  const conditions = [...codes].map(([column, wanted]) =>
    isOneOf(`"${column}"::text`, [...wanted].map(String)),
  );
  return conditions.length > 0 ? conditions.join(' OR ') : 'false';
}

function isOneOf(column: string, values: readonly string[]): string {
  const literals = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  return `coalesce(${column} = ANY (ARRAY[${literals.join(', ')}]::text[]), false)`;
}

/** The local day of a moment in the area of a code, as `localDay` has it. */
function localDaySql(at: string, area: string): string {
  const provinces = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
  const hoursOf = (area: string) => utcOffsetMs(timeZoneOf(area)) / 3_600_000;
  const cases = [...new Set(provinces.map(hoursOf))].map((hours) => {
    const codes = provinces.filter((province) => hoursOf(province) === hours);
    return `WHEN left(${area}, 2) = ANY ('{${codes.join(',')}}') THEN interval '${hours} hours'`;
  });
  return `(${at} AT TIME ZONE 'UTC' + CASE ${cases.join(' ')} END)::date`;
}
