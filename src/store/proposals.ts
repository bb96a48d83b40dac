import type { Knex } from 'knex';
import type { StoredReport } from '../domain/report/types.ts';
import { query } from './query.ts';
import { findReports } from './stored-reports.ts';

/** The serial before the first that a proposal gets. */
const noProposal = 900_000;

/**
 * The highest serial of each village's proposals: in the prelist, or reported and since withdrawn, or still asked
 * back. A serial that was told to somebody is never given again.
 */
export async function findProposalSerials(
  db: Knex,
  villages: readonly string[],
): Promise<Map<string, number>> {
  const rows = await query<{ village: string; serial: number }>(
    db,
    `SELECT village, right(greatest(
       village || :noProposal,
       (SELECT max(idbdt) FROM prelist_households
        WHERE idbdt > village || :noProposal AND idbdt <= village || '999999'),
       (SELECT max(idbdt) FROM reports
        WHERE idbdt > village || :noProposal AND idbdt <= village || '999999'
          AND form = 'BARU' AND NOT is_practice)
     ), 6)::integer AS serial
     FROM unnest(:villages::text[]) AS wanted (village)`,
    { villages, noProposal: String(noProposal) },
  );
  return new Map(rows.map(({ village, serial }) => [village, serial]));
}

/** Officers' proposals received since a moment, recorded and not withdrawn. */
export function findOwnProposals(
  db: Knex,
  officerIds: readonly number[],
  since: Date,
): Promise<StoredReport[]> {
  return findReports(
    db,
    `officer_id = ANY (:officerIds::bigint[]) AND form = 'BARU' AND received_at >= :since
       AND outcome IN ('accepted', 'repaired') AND withdrawn_at IS NULL`,
    { officerIds, since },
  );
}
