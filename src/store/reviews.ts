import type { Knex } from 'knex';
import type { NewReview } from '../ports.ts';
import { StaleFacts } from './fault-code.ts';
import { execute } from './query.ts';
import { toJson } from './to-json.ts';

/**
 * Writes what supervisors made of reports: of single ones, and of all that stand in a household's records.
 *
 * @throws StaleFacts where a report was reviewed by somebody else meanwhile: the batch is decided anew.
 */
export async function writeReviews(trx: Knex, reviews: readonly NewReview[], now: Date): Promise<void> {
  const single = reviews.flatMap((one) =>
    'reportId' in one.of ? [{ ...one, reportId: one.of.reportId }] : [],
  );
  await reviewReports(trx, single, now);
  for (const review of reviews) {
    if ('idbdt' in review.of) await reviewRecorded(trx, [review.of.idbdt], review, now);
  }
}

async function reviewReports(
  trx: Knex,
  reviews: readonly (NewReview & { readonly reportId: string })[],
  now: Date,
): Promise<void> {
  if (reviews.length === 0) return;
  const written = await execute(
    trx,
    `UPDATE reports SET review = given.review, reviewed_at = :now, reviewed_by = given.by,
       review_reason = given.reason, outcome = coalesce(given.outcome, reports.outcome),
       settled_by = CASE WHEN given.outcome IS NULL THEN reports.settled_by ELSE given.by END,
       remarks = coalesce(given.remarks::jsonb, reports.remarks),
       reason = CASE given.outcome WHEN 'rejected' THEN 'returned' ELSE reports.reason END
     FROM unnest(:ids::bigint[], :kinds::text[], :bys::bigint[], :reasons::text[], :outcomes::text[], :remarks::text[])
       AS given (id, review, by, reason, outcome, remarks)
     WHERE reports.id = given.id AND reports.review IS NULL AND reports.withdrawn_at IS NULL
       AND (reports.outcome = 'held') = (given.outcome IS NOT NULL)`,
    {
      now,
      ids: reviews.map(({ reportId }) => reportId),
      kinds: reviews.map(({ review }) => review),
      bys: reviews.map(({ by }) => by),
      reasons: reviews.map(({ reason }) => reason),
      outcomes: reviews.map(({ settled }) => settled?.outcome ?? null),
      remarks: reviews.map(({ settled }) => toJson(settled?.outcome === 'accepted' ? settled.remarks : null)),
    },
  );
  if (written < reviews.length) throw new StaleFacts();
}

/**
 * Of households as they stand: an approval is of every report in the records that nobody reviewed yet; what is sent
 * back is the newest one, whatever was said of it before.
 */
export async function reviewRecorded(
  trx: Knex,
  idbdts: readonly string[],
  { review, reason, by }: Pick<NewReview, 'review' | 'reason' | 'by'>,
  now: Date,
): Promise<void> {
  const recorded = `outcome IN ('accepted', 'repaired') AND NOT is_practice AND withdrawn_at IS NULL
    AND form IS NOT NULL`;
  const which =
    review === 'approved'
      ? `idbdt = ANY (:idbdts) AND ${recorded} AND review IS NULL`
      : `id IN (SELECT DISTINCT ON (idbdt) id FROM reports WHERE idbdt = ANY (:idbdts) AND ${recorded}
                ORDER BY idbdt, coalesce(settled_by, id) DESC)`;
  await execute(
    trx,
    `UPDATE reports SET review = :review, reviewed_at = :now, reviewed_by = :by, review_reason = :reason
     WHERE ${which}`,
    { idbdts, review, reason, by, now },
  );
}
