import type { Knex } from 'knex';
import type { Answers, Problem } from '../domain/instrument/types.ts';
import {
  type FormName,
  type OpenQuestion,
  type Outcome,
  type OutcomeCounts,
  outcomes,
  type QuestionKind,
} from '../domain/report/types.ts';
import type { BatchLookup } from '../ports.ts';
import { makeDirectory } from './directory.ts';
import { query } from './query.ts';

/** How long after its end a question is still found, so that a late Y is told that it came too late. */
const graceMs = 7 * 24 * 3_600_000;

/**
 * What a batch may look up, in the batch's own transaction. Households stay locked until its end: a worker that
 * needs one that another has waits and then reads what the other wrote, instead of deciding on old facts.
 */
export function makeBatchLookup(trx: Knex): BatchLookup {
  const directory = makeDirectory(trx);
  return {
    ...directory,
    async findHouseholds(idbdts) {
      await lockHouseholds(trx, idbdts);
      return directory.findHouseholds(idbdts);
    },
    findOpenQuestions: (officerIds, now) => findOpenQuestions(trx, officerIds, now),
    countReports: (officerIds) => countReports(trx, officerIds),
  };
}

/**
 * Always in one order, so that two workers don't wait for each other crosswise. A statement of its own: the next
 * one sees what was committed meanwhile. A proposal that is in no prelist has no row to lock; there the number of
 * the revision keeps two workers apart.
 */
async function lockHouseholds(trx: Knex, idbdts: readonly string[]): Promise<void> {
  await query(
    trx,
    `SELECT FROM prelist_households WHERE idbdt = ANY (:idbdts) ORDER BY idbdt FOR NO KEY UPDATE`,
    { idbdts },
  );
}

interface QuestionRow {
  readonly id: string;
  readonly officer_id: string;
  readonly receipt: string;
  readonly questions: QuestionKind[];
  readonly form: FormName;
  readonly idbdt: string;
  readonly answers: Answers;
  readonly capped: string[];
  readonly remarks: Problem[];
  readonly source: 'sms' | 'ussd';
  readonly channel: string;
  readonly question_expires_at: Date;
}

/** Questions that wait for Y or T, oldest first; expired ones too for a week, as `expiresAt` tells. */
async function findOpenQuestions(
  trx: Knex,
  officerIds: readonly number[],
  now: Date,
): Promise<OpenQuestion[]> {
  const rows = await query<QuestionRow>(
    trx,
    `SELECT id, officer_id, receipt, questions, form, idbdt, answers, capped, remarks, source, channel,
       question_expires_at
     FROM reports
     WHERE outcome = 'ask' AND officer_id = ANY (:officerIds::bigint[]) AND question_expires_at > :since
       AND receipt IS NOT NULL AND form IS NOT NULL AND idbdt IS NOT NULL AND answers IS NOT NULL
     ORDER BY id`,
    { officerIds, since: new Date(now.getTime() - graceMs) },
  );
  return rows.map((row) => ({
    reportId: row.id,
    officerId: Number(row.officer_id),
    receipt: row.receipt,
    questions: row.questions,
    report: {
      form: row.form,
      idbdt: row.idbdt,
      answers: row.answers,
      capped: row.capped,
      members: [],
      families: [],
      businesses: [],
      remarks: row.remarks,
    },
    source: row.source,
    channel: row.channel,
    expiresAt: row.question_expires_at,
  }));
}

interface CountRow {
  readonly officer_id: string;
  readonly outcome: Outcome;
  readonly count: string;
}

/** A question, a check or a Y carries no answers of its own and is not a report; a refusal always counts. */
async function countReports(trx: Knex, officerIds: readonly number[]): Promise<Map<number, OutcomeCounts>> {
  const rows = await query<CountRow>(
    trx,
    `SELECT officer_id, outcome, count(*)
     FROM reports WHERE officer_id = ANY (:officerIds::bigint[]) AND NOT is_practice
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
