import type { Knex } from 'knex';
import { type Outcome, type OutcomeCounts, outcomes } from '../domain/report/types.ts';
import { query } from './query.ts';

interface CountRow {
  readonly officer_id: string;
  readonly outcome: Outcome;
  readonly count: string;
}

/**
 * Reports by outcome per officer, without practice and without what was withdrawn. A question, a check or a Y carries
 * no answers of its own and is not a report; a refusal always counts.
 */
export async function countReports(
  db: Knex,
  officerIds: readonly number[],
): Promise<Map<number, OutcomeCounts>> {
  const rows = await query<CountRow>(
    db,
    `SELECT officer_id, outcome, count(*)
     FROM reports WHERE officer_id = ANY (:officerIds::bigint[]) AND NOT is_practice AND withdrawn_at IS NULL
       AND (outcome = 'rejected' OR answers IS NOT NULL)
     GROUP BY officer_id, outcome`,
    { officerIds },
  );
  const counts = new Map(officerIds.map((id) => [id, noCounts()]));
  for (const row of rows) {
    const ofOfficer = counts.get(Number(row.officer_id));
    if (ofOfficer) ofOfficer[row.outcome] = Number(row.count);
  }
  return counts;
}

function noCounts(): Record<Outcome, number> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
}
