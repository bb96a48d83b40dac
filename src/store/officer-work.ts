import type { Knex } from 'knex';
import type { OwnReport } from '../domain/flow/officer-work.ts';
import { type FormName, formNames } from '../domain/report/types.ts';
import type { OfficerWork } from '../ports.ts';
import { countReports } from './count-reports.ts';
import { query } from './query.ts';

/** What an officer's dialogues show of their own work; only these ask for it, so nothing of it is kept. */
export function makeOfficerWork(knex: Knex): OfficerWork {
  return {
    listOwnReports: (officerId, asOf, limit) => listOwnReports(knex, officerId, asOf, limit),
    countReports: (officerIds) => countReports(knex, officerIds),
    listProgress: (villages) => listProgress(knex, villages),
  };
}

interface OwnReportRow {
  readonly receipt: string;
  readonly form: FormName;
  readonly idbdt: string;
  readonly received_at: Date;
}

async function listOwnReports(
  knex: Knex,
  officerId: number,
  asOf: Date,
  limit: number,
): Promise<OwnReport[]> {
  const rows = await query<OwnReportRow>(
    knex,
    `SELECT receipt, form, idbdt, received_at FROM reports
     WHERE officer_id = :officerId AND received_at < :asOf AND outcome <> 'rejected' AND NOT is_practice
       AND (withdrawn_at IS NULL OR withdrawn_at >= :asOf)
       AND receipt IS NOT NULL AND idbdt IS NOT NULL AND form = ANY (:forms::text[])
     ORDER BY received_at DESC, id DESC LIMIT :limit`,
    { officerId, asOf, limit, forms: formNames },
  );
  return rows.map(({ receipt, form, idbdt, received_at: receivedAt }) => ({
    receipt,
    form,
    idbdt,
    receivedAt,
  }));
}

interface ProgressRow {
  readonly idbdt: string;
  readonly is_reported: boolean;
}

async function listProgress(knex: Knex, villages: readonly string[]) {
  const rows = await query<ProgressRow>(
    knex,
    `SELECT idbdt, EXISTS (SELECT FROM dtks.udrt WHERE "IDBDT" = idbdt) AS is_reported
     FROM prelist_households WHERE village_code = ANY (:villages::text[]) ORDER BY idbdt`,
    { villages },
  );
  const reported = rows.filter((row) => row.is_reported).map(({ idbdt }) => idbdt);
  return { households: rows.length, reported };
}
