import type { Knex } from 'knex';
import { maskName } from '../domain/identity/mask-name.ts';
import type { Problem } from '../domain/instrument/types.ts';
import type { FormName } from '../domain/report/types.ts';
import type { DeskReport, DeskState } from '../domain/workflow/desk.ts';
import { query } from './query.ts';
import { isReport, isSupersededSql } from './stored-reports.ts';

interface DeskRow {
  readonly state: DeskState;
  readonly receipt: string;
  readonly officer_id: string;
  readonly officer_name: string;
  readonly form: FormName;
  readonly idbdt: string;
  readonly head_name: string | null;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
  readonly review_reason: string | null;
  readonly received_at: Date;
}

/** Whether a later report had gone to the records by the moment: one that was held did when it was approved. */
const wasRecorded = `newer.outcome IN ('accepted', 'repaired')
  AND (newer.problems = '[]' OR newer.review IS NULL OR newer.reviewed_at < :asOf)`;

/** Whether no report of the household of some kind came after, by the moment. */
function isNewestSql(kind: string): string {
  return `NOT EXISTS (
    SELECT FROM reports AS newer
    WHERE newer.idbdt = reports.idbdt AND newer.id > reports.id AND newer.received_at < :asOf
      AND newer.form IS NOT NULL AND NOT newer.is_practice AND ${kind}
      AND (newer.withdrawn_at IS NULL OR newer.withdrawn_at >= :asOf))`;
}

/**
 * A report was held where its problems hold it; whether it still waited at the moment is told by when it was
 * reviewed. Of a household's flagged reports only the newest in the records counts: its remarks are those that stand.
 */
const deskSql = `
  WITH team AS (SELECT id, name FROM officers WHERE superior_id = :supervisorId),
  candidates AS (
    SELECT reports.*, team.name AS officer_name,
      review IS NULL OR reviewed_at >= :asOf AS is_unreviewed,
      ${isNewestSql("newer.outcome <> 'rejected'")} AS is_last_word,
      ${isNewestSql(wasRecorded)} AS is_standing,
      ${isSupersededSql('reports', ':asOf')} AS is_superseded
    FROM reports JOIN team ON team.id = reports.officer_id
    WHERE reports.received_at < :asOf AND NOT is_practice AND receipt IS NOT NULL AND ${isReport}
      AND (withdrawn_at IS NULL OR withdrawn_at >= :asOf)
      AND (problems <> '[]' OR remarks <> '[]' OR review = 'returned')
  ),
  placed AS (
    SELECT candidates.*, CASE
      WHEN problems <> '[]' AND is_unreviewed AND (outcome = 'held' OR review IS NOT NULL) AND NOT is_superseded
        THEN 'held'
      WHEN review = 'returned' AND NOT is_unreviewed AND is_last_word THEN 'returned'
      WHEN problems = '[]' AND remarks <> '[]' AND is_unreviewed AND is_standing
        AND (outcome IN ('accepted', 'repaired') OR review IS NOT NULL) THEN 'flagged'
    END AS state
    FROM candidates
  )
  SELECT state, receipt, officer_id, officer_name, form, placed.idbdt, head_name, problems, remarks, review_reason,
    received_at
  FROM placed LEFT JOIN prelist_households ON prelist_households.idbdt = placed.idbdt
  WHERE state IS NOT NULL
  ORDER BY array_position(ARRAY['held', 'flagged', 'returned'], state), received_at DESC, id DESC
  LIMIT :limit`;

/** Reports of a team that waited at a moment: see `DeskWork.listDesk`. */
export async function listDesk(
  knex: Knex,
  supervisorId: number,
  asOf: Date,
  limit: number,
): Promise<DeskReport[]> {
  const rows = await query<DeskRow>(knex, deskSql, { supervisorId, asOf, limit });
  return rows.map((row) => ({
    state: row.state,
    receipt: row.receipt,
    officerId: Number(row.officer_id),
    officerName: row.officer_name,
    form: row.form,
    idbdt: row.idbdt,
    head: maskName(row.head_name),
    problems: row.problems.length > 0 ? row.problems : flagsFirst(row.remarks),
    reason: row.state === 'returned' ? row.review_reason : null,
    receivedAt: row.received_at,
  }));
}

/** What is for the supervisor alone before what the enumerator was told as well. */
function flagsFirst(remarks: readonly Problem[]): readonly Problem[] {
  const isFlag = ({ severity }: Problem) => severity === 'flag';
  return [...remarks.filter(isFlag), ...remarks.filter((remark) => !isFlag(remark))];
}
