import type { Knex } from 'knex';
import type { StoredReport } from '../domain/report/types.ts';
import type { WorkLookup } from '../ports.ts';
import { query } from './query.ts';
import { findReports, isSupersededSql } from './stored-reports.ts';

/** See `WorkLookup.findTeams`. */
export async function findTeams(
  db: Knex,
  superiorIds: readonly number[],
): Promise<Map<number, ReadonlySet<number>>> {
  const rows = await query<{ superior_id: string; members: string[] }>(
    db,
    `SELECT superior_id, array_agg(id::text) AS members FROM officers
     WHERE superior_id = ANY (:superiorIds::bigint[]) GROUP BY superior_id`,
    { superiorIds },
  );
  return new Map(rows.map((row) => [Number(row.superior_id), new Set(row.members.map(Number))]));
}

/** See `WorkLookup.findTeamReports`. */
export async function findTeamReports(
  db: Knex,
  named: Parameters<WorkLookup['findTeamReports']>[0],
): Promise<StoredReport[]> {
  const bindings = {
    superiorIds: named.map(({ superiorId }) => superiorId),
    receipts: named.map(({ receipt }) => receipt),
  };
  const ofTeams = `(officer_id, receipt) IN (
    SELECT officers.id, named.receipt
    FROM unnest(:superiorIds::bigint[], :receipts::text[]) AS named (superior_id, receipt)
    JOIN officers ON officers.superior_id = named.superior_id)`;
  const reports = await findReports(db, ofTeams, bindings);
  const superseded = await query<{ id: string }>(
    db,
    `SELECT id FROM reports WHERE ${ofTeams} AND ${isSupersededSql('reports', `'infinity'`)}`,
    bindings,
  );
  const ids = new Set(superseded.map(({ id }) => id));
  return reports.map((stored) => ({ ...stored, isSuperseded: ids.has(stored.id) }));
}
