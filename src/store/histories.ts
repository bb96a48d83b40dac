import type { Knex } from 'knex';
import { memberCopy, type PrelistMember } from '../domain/report/prelist-copy.ts';
import type { StoredReport } from '../domain/report/types.ts';
import type { PrelistFacts } from '../domain/report/withdraw.ts';
import type { HouseholdHistory } from '../ports.ts';
import { prelistMembersSql } from './find-households.ts';
import { query } from './query.ts';
import { findReports } from './stored-reports.ts';

interface PrelistRow {
  readonly idbdt: string;
  readonly head_name: string | null;
  readonly address: string | null;
  readonly sls_name: string | null;
  readonly no_kk: string | null;
  readonly members: readonly PrelistMember[] | null;
}

/** What it takes to rebuild households' records: see `BatchLookup.findHistories`. */
export async function findHistories(
  db: Knex,
  idbdts: readonly string[],
): Promise<Map<string, HouseholdHistory>> {
  const rows = await query<PrelistRow>(
    db,
    `SELECT wanted.idbdt, head_name, address, sls_name, no_kk, ${prelistMembersSql('wanted.idbdt')} AS members
     FROM unnest(:idbdts::text[]) AS wanted (idbdt)
     LEFT JOIN prelist_households AS known ON known.idbdt = wanted.idbdt`,
    { idbdts },
  );
  const reports = await findReports(
    db,
    `idbdt = ANY (:idbdts) AND outcome IN ('accepted', 'repaired') AND withdrawn_at IS NULL`,
    { idbdts },
  );
  const byHousehold = new Map<string, StoredReport[]>(idbdts.map((idbdt) => [idbdt, []]));
  for (const stored of reports) byHousehold.get(stored.report.idbdt)?.push(stored);
  return new Map(
    rows.map((row) => [row.idbdt, { prelist: toPrelist(row), reports: byHousehold.get(row.idbdt) ?? [] }]),
  );
}

function toPrelist(row: PrelistRow): PrelistFacts {
  return {
    idbdt: row.idbdt,
    village: row.idbdt.slice(0, 10),
    headName: row.head_name,
    address: row.address,
    slsName: row.sls_name,
    noKk: row.no_kk,
    members: (row.members ?? []).map((member) => memberCopy(row.idbdt, member)),
  };
}
