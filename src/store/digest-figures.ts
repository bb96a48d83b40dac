import type { Knex } from 'knex';
import type { Draft, HeardFigures } from '../ports.ts';
import { findOpenDrafts } from './drafts.ts';
import { query } from './query.ts';

interface HeardRow {
  readonly officer_id: string;
  readonly messages: string;
  readonly accepted: string;
  readonly held: string;
  readonly to_mend: string;
}

/** What came of officers' messages from a moment to before another; what counts as a report is as in `countReports`. */
export async function countHeard(
  knex: Knex,
  officerIds: readonly number[],
  from: Date,
  until: Date,
): Promise<Map<number, HeardFigures>> {
  const rows = await query<HeardRow>(
    knex,
    `SELECT officer_id, count(*) AS messages,
       count(*) FILTER (WHERE counts AND outcome IN ('accepted', 'repaired')) AS accepted,
       count(*) FILTER (WHERE counts AND outcome = 'held') AS held,
       count(*) FILTER (WHERE counts AND outcome IN ('ask', 'rejected')) AS to_mend
     FROM reports CROSS JOIN LATERAL (
       SELECT NOT is_practice AND withdrawn_at IS NULL AND (outcome = 'rejected' OR answers IS NOT NULL) AS counts
     ) AS counting
     WHERE officer_id = ANY (:officerIds::bigint[]) AND received_at >= :from AND received_at < :until
     GROUP BY officer_id`,
    { officerIds, from, until },
  );
  return new Map(
    rows.map((row) => [
      Number(row.officer_id),
      {
        messages: Number(row.messages),
        accepted: Number(row.accepted),
        held: Number(row.held),
        toMend: Number(row.to_mend),
      },
    ]),
  );
}

/** When the newest message of each came; of whom nothing came, there is no entry. */
export async function findLastHeard(knex: Knex, officerIds: readonly number[]): Promise<Map<number, Date>> {
  const rows = await query<{ id: string; received_at: Date }>(
    knex,
    `SELECT id, received_at FROM unnest(:officerIds::bigint[]) AS asked (id) CROSS JOIN LATERAL (
       SELECT received_at FROM reports WHERE officer_id = asked.id ORDER BY received_at DESC LIMIT 1
     ) AS latest`,
    { officerIds },
  );
  return new Map(rows.map(({ id, received_at: at }) => [Number(id), at]));
}

/** Open drafts that were last touched before a moment. */
export async function listDrafts(knex: Knex, officerIds: readonly number[], before: Date): Promise<Draft[]> {
  const drafts = await findOpenDrafts(knex, officerIds);
  return drafts.filter(({ updatedAt }) => updatedAt < before);
}
