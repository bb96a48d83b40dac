import type { Knex } from 'knex';
import type { NewAreaStep } from '../ports.ts';
import { notOwnSql, withinSql } from './area-facts.ts';
import { StaleFacts } from './fault-code.ts';
import { execute, query } from './query.ts';
import { reviewRecorded } from './reviews.ts';
import { toJson } from './to-json.ts';
import { trackHouseholds } from './track-progress.ts';

/**
 * Takes steps of whole areas: each household's row, and a revision that says so, in one statement each. Households
 * are locked by their rows, in order; who is at one of them fails on the number of its revision.
 *
 * @throws StaleFacts where other households wait by now than were told to the officer: the batch is decided anew.
 */
export async function takeAreaSteps(trx: Knex, steps: readonly NewAreaStep[], now: Date): Promise<void> {
  for (const step of steps) await takeAreaStep(trx, step, now);
}

async function takeAreaStep(trx: Knex, step: NewAreaStep, now: Date): Promise<void> {
  const { areaCode, from, officerId, count, counted, review, reason, by } = step;
  const rows = await query<{ idbdt: string }>(
    trx,
    `SELECT "IDBDT" AS idbdt FROM dtks.udrt
     WHERE ${withinSql('"IDBDT"', ':areaCode::text')} AND status = ANY (:from::text[]) AND ${notOwnSql}
     ORDER BY "IDBDT" FOR NO KEY UPDATE`,
    { areaCode, from, officerId },
  );
  if (rows.length !== count) throw new StaleFacts();
  const idbdts = rows.map(({ idbdt }) => idbdt);
  await trackHouseholds(trx, counted, idbdts, async () => {
    await insertRevisions(trx, step, idbdts, now);
    await updateHouseholds(trx, step, idbdts, now);
  });
  if (review === 'returned') await reviewRecorded(trx, idbdts, { review, reason, by }, now);
}

async function insertRevisions(
  trx: Knex,
  step: NewAreaStep,
  idbdts: readonly string[],
  now: Date,
): Promise<void> {
  const { columns, by, officerId, channel, source, codebookVersion } = step;
  await execute(
    trx,
    `INSERT INTO revisions (idbdt, number, report_id, officer_id, channel, source, codebook_version, before, after,
       created_at)
     SELECT "IDBDT",
       1 + coalesce((SELECT max(number) FROM revisions WHERE revisions.idbdt = "IDBDT"), 0),
       :by, :officerId, :channel, :source, :codebookVersion,
       jsonb_build_object('udrt', (
         SELECT jsonb_object_agg(name, to_jsonb(udrt.*)->name) FROM unnest(:names::text[]) AS changed (name))),
       jsonb_build_object('udrt', :columns::jsonb), :now
     FROM dtks.udrt WHERE "IDBDT" = ANY (:idbdts) ORDER BY "IDBDT"`,
    {
      idbdts,
      names: Object.keys(columns),
      columns: toJson(columns),
      by,
      officerId,
      channel,
      source,
      codebookVersion,
      now,
    },
  );
}

async function updateHouseholds(
  trx: Knex,
  { columns, by }: NewAreaStep,
  idbdts: readonly string[],
  now: Date,
): Promise<void> {
  // Keys of a type of ours, none from outside.
  const assignments = Object.keys(columns).map((column) => `${column} = given.${column}`);
  await execute(
    trx,
    `UPDATE dtks.udrt SET ${assignments.join(', ')}, revisi = revisions.number, report_id = :by, updated_at = :now
     FROM revisions, jsonb_populate_record(NULL::dtks.udrt, :columns::jsonb) AS given
     WHERE revisions.report_id = :by AND revisions.idbdt = udrt."IDBDT" AND udrt."IDBDT" = ANY (:idbdts)`,
    { columns: toJson(columns), by, idbdts, now },
  );
}
