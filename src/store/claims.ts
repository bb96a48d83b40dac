import type { Knex } from 'knex';
import type { Outcome } from '../domain/report/types.ts';
import type { AreaClaim, StoredClaim } from '../domain/workflow/area-claim.ts';
import type { BatchResult, NewClaim, WorkLookup } from '../ports.ts';
import { execute, query } from './query.ts';
import { trackClaims } from './track-progress.ts';

/** What is claimed, as its table holds it. */
export interface ClaimRow {
  readonly area_code: string;
  readonly done: number;
  readonly left_over: number;
  readonly refused: number;
  readonly hindrances: readonly number[];
  readonly note: string | null;
}

export function toClaim(row: ClaimRow): AreaClaim {
  return {
    areaCode: row.area_code,
    done: row.done,
    left: row.left_over,
    refused: row.refused,
    hindrances: row.hindrances,
    note: row.note,
  };
}

interface StoredRow extends ClaimRow {
  readonly id: string;
  readonly officer_id: string;
  readonly receipt: string;
  readonly outcome: Outcome;
  readonly is_withdrawn: boolean;
  readonly received_at: Date;
  readonly parked: AreaClaim | null;
}

/** Claims by officer and receipt: see `WorkLookup.findOwnClaims`. One that was asked back is in its report alone. */
export async function findOwnClaims(
  db: Knex,
  named: Parameters<WorkLookup['findOwnClaims']>[0],
): Promise<StoredClaim[]> {
  const rows = await query<StoredRow>(
    db,
    `SELECT id, reports.officer_id, receipt, outcome, reports.withdrawn_at IS NOT NULL AS is_withdrawn, received_at,
       details->'claim' AS parked, area_code, done, left_over, refused, hindrances, note
     FROM reports LEFT JOIN area_claims ON report_id = id
     WHERE (reports.officer_id, receipt) IN (SELECT * FROM unnest(:officerIds::bigint[], :receipts::text[]))
       AND command = 'LAPOR' AND NOT is_practice AND outcome <> 'rejected'
       AND (report_id IS NOT NULL OR details->'claim' IS NOT NULL)`,
    { officerIds: named.map(({ officerId }) => officerId), receipts: named.map(({ receipt }) => receipt) },
  );
  return rows.map((row) => ({
    reportId: row.id,
    officerId: Number(row.officer_id),
    receipt: row.receipt,
    claim: row.parked ?? toClaim(row),
    outcome: row.outcome,
    isWithdrawn: row.is_withdrawn,
    claimedAt: row.received_at,
  }));
}

/** Adds what is claimed and withdraws what is not to count, with the figures that follow from it. */
export async function writeClaims(
  trx: Knex,
  { claims, withdrawnClaims }: Pick<BatchResult, 'claims' | 'withdrawnClaims'>,
  now: Date,
): Promise<void> {
  if (claims.length === 0 && withdrawnClaims.length === 0) return;
  const withdrawn = await query<{ area_code: string }>(
    trx,
    'SELECT area_code FROM area_claims WHERE report_id = ANY (:ids::bigint[])',
    { ids: withdrawnClaims },
  );
  const areas = [...claims.map(({ claim }) => claim.areaCode), ...withdrawn.map((row) => row.area_code)];
  await trackClaims(trx, areas, async () => {
    await insertClaims(trx, claims);
    await execute(
      trx,
      'UPDATE area_claims SET withdrawn_at = :now WHERE report_id = ANY (:ids::bigint[]) AND withdrawn_at IS NULL',
      { now, ids: withdrawnClaims },
    );
  });
}

/** Hindrances travel as texts such as `{2,4}`: an array of arrays can't be unnested. */
async function insertClaims(trx: Knex, claims: readonly NewClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await execute(
    trx,
    `INSERT INTO area_claims (report_id, area_code, officer_id, done, left_over, refused, hindrances, note, claimed_at)
     SELECT report_id, area_code, officer_id, done, left_over, refused, hindrances::smallint[], note, claimed_at
     FROM unnest(:reportIds::bigint[], :areas::text[], :officerIds::bigint[], :done::integer[], :left::integer[],
       :refused::integer[], :hindrances::text[], :notes::text[], :times::timestamptz[])
       AS given (report_id, area_code, officer_id, done, left_over, refused, hindrances, note, claimed_at)`,
    {
      reportIds: claims.map(({ reportId }) => reportId),
      areas: claims.map(({ claim }) => claim.areaCode),
      officerIds: claims.map(({ officerId }) => officerId),
      done: claims.map(({ claim }) => claim.done),
      left: claims.map(({ claim }) => claim.left),
      refused: claims.map(({ claim }) => claim.refused),
      hindrances: claims.map(({ claim }) => `{${claim.hindrances.join(',')}}`),
      notes: claims.map(({ claim }) => claim.note),
      times: claims.map(({ claimedAt }) => claimedAt),
    },
  );
}
