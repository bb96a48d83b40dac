import type { Knex } from 'knex';
import type { OpenQuestion, QuestionKind, StoredReport } from '../domain/report/types.ts';
import type { AreaClaim } from '../domain/workflow/area-claim.ts';
import type { BatchLookup } from '../ports.ts';
import { findAreas, findWaiting } from './area-facts.ts';
import { findBackChecks } from './back-checks.ts';
import { findOwnClaims } from './claims.ts';
import { countReports } from './count-reports.ts';
import { findDeskItems } from './desk-items.ts';
import { findOfficersById, makeDirectory } from './directory.ts';
import { findOpenDrafts } from './drafts.ts';
import { findHistories } from './histories.ts';
import { findOwnProposals, findProposalSerials } from './proposals.ts';
import { query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';
import { findParts } from './sms-parts.ts';
import { type ContentRow, contentColumns, findReports, isReport, toReport } from './stored-reports.ts';
import { findTeamReports, findTeams } from './team-reports.ts';

/** How long after its end a question is still found, so that a late Y is told that it came too late. */
const graceMs = 7 * 24 * 3_600_000;

/**
 * What a batch may look up, in the batch's own transaction. Households stay locked until its end: a worker that
 * needs one that another has waits and then reads what the other wrote, instead of deciding on old facts.
 */
export function makeBatchLookup(trx: Knex, rawBytes: RawBytes): BatchLookup {
  const lookup = makeLookup(trx, rawBytes);
  return {
    ...lookup,
    async findHouseholds(idbdts) {
      await lockHouseholds(trx, idbdts);
      return lookup.findHouseholds(idbdts);
    },
  };
}

/** The same without locks, for who only looks. */
export function makeLookup(db: Knex, rawBytes: RawBytes): BatchLookup {
  return {
    ...makeDirectory(db),
    findOfficersById: (ids) => findOfficersById(db, ids),
    findOpenQuestions: (officerIds, now) => findOpenQuestions(db, officerIds, now),
    countReports: (officerIds) => countReports(db, officerIds),
    findOwnReports: (named) => findOwnReports(db, named),
    findHistories: (idbdts) => findHistories(db, idbdts),
    findProposalSerials: (villages) => findProposalSerials(db, villages),
    findOwnProposals: (officerIds, since) => findOwnProposals(db, officerIds, since),
    findDrafts: (officerIds) => findOpenDrafts(db, officerIds),
    findTeams: (superiorIds) => findTeams(db, superiorIds),
    findTeamReports: (named) => findTeamReports(db, named),
    findAreas: (codes) => findAreas(db, codes),
    findWaiting: (asked) => findWaiting(db, asked),
    findBackChecks: (idbdts) => findBackChecks(db, idbdts),
    findDeskItems: (ids) => findDeskItems(db, ids),
    findOwnClaims: (named) => findOwnClaims(db, named),
    findParts: (senders) => findParts(db, rawBytes, senders),
  };
}

function findOwnReports(
  db: Knex,
  named: readonly { readonly officerId: number; readonly receipt: string }[],
): Promise<StoredReport[]> {
  return findReports(
    db,
    '(officer_id, receipt) IN (SELECT * FROM unnest(:officerIds::bigint[], :receipts::text[]))',
    { officerIds: named.map(({ officerId }) => officerId), receipts: named.map(({ receipt }) => receipt) },
  );
}

/**
 * Always in one order, so that two workers don't wait for each other crosswise. A statement of its own: the next
 * one sees what was committed meanwhile. A household that is in no prelist has no row to lock; there the number of
 * the revision keeps two workers apart.
 */
export async function lockHouseholds(trx: Knex, idbdts: readonly string[]): Promise<void> {
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
  readonly source: 'sms' | 'ussd';
  readonly channel: string;
  readonly received_at: Date;
  readonly question_expires_at: Date;
}

type ReportRow = QuestionRow & ContentRow & { readonly claim: null };
type ParkedRow = QuestionRow & { readonly claim: AreaClaim };

/** Questions that wait for Y or T, oldest first; expired ones too for a week, as `expiresAt` tells. */
async function findOpenQuestions(
  db: Knex,
  officerIds: readonly number[],
  now: Date,
): Promise<OpenQuestion[]> {
  const rows = await query<ReportRow | ParkedRow>(
    db,
    `SELECT id, officer_id, receipt, questions, source, channel, received_at, question_expires_at,
       details->'claim' AS claim, ${contentColumns}
     FROM reports
     WHERE outcome = 'ask' AND officer_id = ANY (:officerIds::bigint[]) AND question_expires_at > :since
       AND receipt IS NOT NULL AND ((${isReport}) OR details->'claim' IS NOT NULL)
     ORDER BY id`,
    { officerIds, since: new Date(now.getTime() - graceMs) },
  );
  return rows.map((row) => {
    const question = {
      reportId: row.id,
      officerId: Number(row.officer_id),
      receipt: row.receipt,
      questions: row.questions,
      source: row.source,
      channel: row.channel,
      receivedAt: row.received_at,
      expiresAt: row.question_expires_at,
    };
    return row.claim === null
      ? { ...question, report: toReport(row) }
      : { ...question, report: null, claim: row.claim };
  });
}
