import type { Knex } from 'knex';
import type { BatchResult, NewAnswer, NewRevision } from '../ports.ts';
import { takeAreaSteps } from './area-steps.ts';
import { writeAudit } from './audit.ts';
import { writeBackChecks } from './back-checks.ts';
import {
  answerRow,
  answerTarget,
  newHouseholdRow,
  newHouseholdTarget,
  reportRow,
  reportTarget,
  revisionRow,
  revisionTarget,
} from './batch-rows.ts';
import { writeClaims } from './claims.ts';
import { writeDeskActs } from './desk-acts.ts';
import { closeDrafts } from './drafts.ts';
import { insertRows } from './insert-rows.ts';
import { defaultNoticeWays, writeNotices } from './notices.ts';
import { writeProgress } from './progress-rows.ts';
import { execute } from './query.ts';
import { recordFailures } from './record-failures.ts';
import { writeReviews } from './reviews.ts';
import { settleReports } from './settle-reports.ts';
import { writeParts } from './sms-parts.ts';
import { makeRecordWriter } from './write-records.ts';

/** Writes all that a batch decided, one statement a table, in the batch's transaction. */
export type WriteBatch = (trx: Knex, batch: BatchResult, now: Date) => Promise<void>;

/**
 * Makes the writer; it reads the columns of each record table once, on the first batch that needs them.
 *
 * Order matters: reports before what refers to them, revisions before records, so that of two workers on one
 * household the second fails on the revision's number before it touches the record; rows sorted by household, so
 * that they don't wait for each other crosswise.
 */
export function makeBatchWriter(noticeWays = defaultNoticeWays): WriteBatch {
  const writeRecords = makeRecordWriter();
  return async (trx, batch, now) => {
    await insertRows(trx, reportTarget, batch.reports.map(reportRow));
    await insertRows(trx, newHouseholdTarget, batch.newHouseholds.map(newHouseholdRow));
    await insertRows(trx, revisionTarget, batch.revisions.toSorted(byHousehold).map(revisionRow));
    await writeRecords(trx, batch);
    await settleReports(trx, batch, now);
    await writeReviews(trx, batch.reviews, now);
    await takeAreaSteps(trx, batch.areaSteps, now);
    await writeClaims(trx, batch, now);
    await writeBackChecks(trx, batch, now);
    await writeDeskActs(trx, batch.deskActs);
    await writeAudit(trx, batch.audit);
    await writeProgress(trx, batch.progress);
    await closeDrafts(trx, batch.closedDrafts);
    await writeParts(trx, batch.parts, batch.spentParts);
    const answers = [...batch.answers, ...(await firstOfTheDay(trx, batch.strangerAnswers))];
    await insertRows(trx, answerTarget, answers.map(answerRow));
    await writeNotices(trx, batch.notices, noticeWays);
    await changeOfficers(trx, batch.officerChanges, now);
    await finish(trx, batch.doneIds, now);
    await recordFailures(trx, batch.failures, now);
  };
}

/** Answers to numbers that got none on that day yet. */
async function firstOfTheDay(trx: Knex, given: BatchResult['strangerAnswers']): Promise<NewAnswer[]> {
  const marked = await insertRows<{ inbox_id: string }>(
    trx,
    {
      table: 'stranger_answers',
      columns: { sender: 'text', day: 'date', inbox_id: 'bigint' },
      afterwards: 'ON CONFLICT (sender, day) DO NOTHING RETURNING inbox_id',
    },
    given.map(({ answer, day }) => ({ sender: answer.recipient, day, inbox_id: answer.inboxId })),
  );
  const inboxIds = new Set(marked.map((row) => row.inbox_id));
  return given.map(({ answer }) => answer).filter((answer) => inboxIds.has(answer.inboxId));
}

async function changeOfficers(trx: Knex, given: BatchResult['officerChanges'], now: Date): Promise<void> {
  if (given.length === 0) return;
  // Several changes of one officer in one batch: the later ones count.
  const merged = new Map<number, (typeof given)[number]>();
  for (const change of given) {
    merged.set(change.officerId, { ...merged.get(change.officerId), ...change });
  }
  const changes = [...merged.values()];
  await execute(
    trx,
    `UPDATE officers SET
       language = coalesce(change.language, officers.language),
       is_stopped = coalesce(change.is_stopped, officers.is_stopped),
       updated_at = :now
     FROM unnest(:ids::bigint[], :languages::text[], :stops::boolean[]) AS change (id, language, is_stopped)
     WHERE officers.id = change.id`,
    {
      now,
      ids: changes.map(({ officerId }) => officerId),
      languages: changes.map(({ language }) => language ?? null),
      stops: changes.map(({ isStopped }) => isStopped ?? null),
    },
  );
}

async function finish(trx: Knex, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    trx,
    `UPDATE inbox SET state = 'done', processed_at = :now, last_error = NULL, not_before = NULL
     WHERE id = ANY (:ids::bigint[])`,
    { ids, now },
  );
}

function byHousehold(a: NewRevision, b: NewRevision): number {
  return compare(a.idbdt, b.idbdt) || a.number - b.number;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
