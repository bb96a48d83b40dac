import type { Knex } from 'knex';
import type { Answers, Problem } from '../domain/instrument/types.ts';
import type { FormName, HouseholdReport, Outcome, StoredReport } from '../domain/report/types.ts';
import type { AreaClaim } from '../domain/workflow/area-claim.ts';
import type { ReviewKind } from '../domain/workflow/review.ts';
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

/** Whom or what of the household a report is of, to be compared. */
function unitsSql(report: string): string {
  return `jsonb_build_array(
    jsonb_path_query_array(${report}.details, '$.members[*].number'),
    jsonb_path_query_array(${report}.details, '$.families[*].nuk'),
    jsonb_path_query_array(${report}.details, '$.businesses[*].member'))`;
}

/**
 * Whether a later report said the same kind of thing of the same household, members, families or businesses and went
 * to the records by a moment: what it says is newer, and the earlier one is not to be laid over it.
 *
 * @param report name of `reports` in the statement; not user input.
 * @param asOf SQL of the moment.
 */
export function isSupersededSql(report: string, asOf: string): string {
  return `EXISTS (
    SELECT FROM reports AS later
    WHERE later.idbdt = ${report}.idbdt AND later.id > ${report}.id AND later.received_at < ${asOf}
      AND later.form = ${report}.form AND later.outcome IN ('accepted', 'repaired') AND NOT later.is_practice
      AND (later.withdrawn_at IS NULL OR later.withdrawn_at >= ${asOf})
      AND ${unitsSql('later')} IS NOT DISTINCT FROM ${unitsSql(report)})`;
}

const noDetails: ReportDetails = { members: [], families: [], businesses: [] };

/** The report that a row holds. */
export function toReport({ form, idbdt, answers, capped, remarks, details }: ContentRow): HouseholdReport {
  return { form, idbdt, answers, capped, ...(details ?? noDetails), remarks };
}

/** What of a claim that is asked back goes into the column `details`. */
export function parkedClaim(claim: AreaClaim): { readonly claim: AreaClaim } {
  return { claim };
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
  readonly review: ReviewKind | null;
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
    `SELECT id, officer_id, receipt, outcome, withdrawn_at IS NOT NULL AS is_withdrawn, source, received_at, review,
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
    review: row.review,
  }));
}
