import type { Knex } from 'knex';
import type { Answers, Problem } from '../domain/instrument/types.ts';
import type { FormName, HouseholdReport, Outcome, StoredReport } from '../domain/report/types.ts';
import { query } from './query.ts';

/** What a report says beyond the household's own answers; NULL in the store where there is nothing. */
export type ReportDetails = Pick<HouseholdReport, 'members' | 'families' | 'businesses'>;

/** A row of `reports` as far as it tells what was reported. */
export interface ContentRow {
  readonly form: FormName;
  readonly idbdt: string;
  readonly answers: Answers;
  readonly capped: readonly string[];
  readonly remarks: readonly Problem[];
  readonly details: ReportDetails | null;
}

/** Columns of {@link ContentRow}. */
export const contentColumns = 'form, idbdt, answers, capped, remarks, details';

/** Holds for rows that report something of a household, so that {@link contentColumns} are there. */
export const isReport = 'form IS NOT NULL AND idbdt IS NOT NULL AND answers IS NOT NULL';

const noDetails: ReportDetails = { members: [], families: [], businesses: [] };

/** The report that a row holds. */
export function toReport({ form, idbdt, answers, capped, remarks, details }: ContentRow): HouseholdReport {
  return { form, idbdt, answers, capped, ...(details ?? noDetails), remarks };
}

/** What of a report goes into the column `details`; null for a report of the household alone. */
export function detailsOf({ members, families, businesses }: HouseholdReport): ReportDetails | null {
  const isEmpty = members.length === 0 && families.length === 0 && businesses.length === 0;
  return isEmpty ? null : { members, families, businesses };
}

interface ReportRow extends ContentRow {
  readonly id: string;
  readonly officer_id: string;
  readonly receipt: string | null;
  readonly outcome: Outcome;
  readonly is_withdrawn: boolean;
  readonly source: 'sms' | 'ussd';
  readonly received_at: Date;
}

/**
 * Reports of registered officers, practice left out, in the order in which they went to the records: one that was
 * asked back went there by the message that settled it.
 *
 * @param condition SQL over `reports`; not user input.
 */
export async function findReports(
  db: Knex,
  condition: string,
  bindings: Parameters<typeof query>[2],
): Promise<StoredReport[]> {
  const rows = await query<ReportRow>(
    db,
    `SELECT id, officer_id, receipt, outcome, withdrawn_at IS NOT NULL AS is_withdrawn, source, received_at,
       ${contentColumns}
     FROM reports
     WHERE ${condition} AND ${isReport} AND officer_id IS NOT NULL AND NOT is_practice
     ORDER BY coalesce(settled_by, id)`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    officerId: Number(row.officer_id),
    receipt: row.receipt,
    outcome: row.outcome,
    isWithdrawn: row.is_withdrawn,
    report: toReport(row),
    source: row.source,
    receivedAt: row.received_at,
  }));
}
