import type { Knex } from 'knex';
import type { AreaFacts } from '../domain/workflow/area-claim.ts';
import type { WaitingCount } from '../domain/workflow/review.ts';
import { type ClaimRow, toClaim } from './claims.ts';
import { query } from './query.ts';

/** Households of an area by the range of their keys: the area's code starts the keys of all that is in it. */
export function withinSql(key: string, code: string): string {
  return `${key} >= rpad(${code}, 16, '0') AND ${key} <= rpad(${code}, 16, '9')`;
}

interface AreaRow {
  readonly code: string;
  readonly name: string;
  readonly target: number;
  readonly by_result: Readonly<Record<string, number>> | null;
  readonly claims: readonly (ClaimRow & { readonly officer_id: number })[] | null;
}

/** See `WorkLookup.findAreas`. */
export async function findAreas(db: Knex, codes: readonly string[]): Promise<Map<string, AreaFacts>> {
  const rows = await query<AreaRow>(
    db,
    `SELECT code, name,
       (SELECT count(*)::integer FROM prelist_households
        WHERE ${withinSql('idbdt', 'code')} AND right(idbdt, 6) <= '900000') AS target,
       (SELECT json_object_agg(result, households) FROM (
          SELECT coalesce(hasil_verivali::text, '') AS result, count(*)::integer AS households
          FROM dtks.udrt WHERE ${withinSql('"IDBDT"', 'code')} GROUP BY 1
        ) AS visited) AS by_result,
       (SELECT json_agg(newest) FROM (
          SELECT DISTINCT ON (officer_id) officer_id, area_code, done, left_over, refused, hindrances, note
          FROM area_claims WHERE area_code = code AND withdrawn_at IS NULL
          ORDER BY officer_id, claimed_at DESC, report_id DESC
        ) AS newest) AS claims
     FROM areas WHERE code = ANY (:codes)`,
    { codes },
  );
  return new Map(
    rows.map(({ code, name, target, by_result: byResult, claims }) => {
      const ofOfficers = (claims ?? []).map((row) => [row.officer_id, toClaim(row)] as const);
      return [code, { code, name, target, byResult: byResult ?? {}, claims: new Map(ofOfficers) }];
    }),
  );
}

/** Left out: households of which the officer took a step or whose report is theirs. */
export const notOwnSql = `officer_id IS DISTINCT FROM :officerId AND approved_by IS DISTINCT FROM :officerId
  AND confirmed_by IS DISTINCT FROM :officerId`;

/** See `WorkLookup.findWaiting`. */
export async function findWaiting(
  db: Knex,
  asked: { readonly areaCode: string; readonly officerId: number },
): Promise<WaitingCount[]> {
  const rows = await query<{ status: string; reporter_id: string | null; count: number }>(
    db,
    `SELECT status, officer_id AS reporter_id, count(*)::integer AS count FROM dtks.udrt
     WHERE ${withinSql('"IDBDT"', ':areaCode::text')} AND status IS NOT NULL AND ${notOwnSql}
     GROUP BY status, officer_id`,
    asked,
  );
  return rows.map(({ status, reporter_id: id, count }) => ({
    status,
    reporterId: id === null ? null : Number(id),
    count,
  }));
}
