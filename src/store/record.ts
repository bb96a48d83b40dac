import type { Knex } from 'knex';
import type { Instrument } from '../domain/instrument/instrument.ts';
import type { RecordDiff } from '../domain/report/diff.ts';
import { householdCopy } from '../domain/report/prelist-copy.ts';
import type { RecordRow } from '../domain/report/types.ts';
import { findHouseholds } from './find-households.ts';
import { query } from './query.ts';
import { readColumns } from './read-columns.ts';

/** One household with all that is stored of it; keys of the records as the store's columns. */
export interface HouseholdRecord {
  readonly udrt: RecordRow;
  readonly udart: readonly RecordRow[];
  /** Family cards. */
  readonly kk: readonly RecordRow[];
  /** Businesses of members. */
  readonly usaha: readonly RecordRow[];
  readonly revisions: readonly StoredRevision[];
  readonly reports: readonly StoredReport[];
}

export interface StoredRevision {
  readonly number: number;
  readonly report_id: string;
  readonly officer_id: string;
  readonly channel: string;
  readonly source: string;
  readonly codebook_version: string;
  readonly before: RecordDiff;
  readonly after: RecordDiff;
  readonly created_at: Date;
}

export interface StoredReport {
  readonly id: string;
  readonly receipt: string | null;
  readonly officer_id: string | null;
  readonly command: string | null;
  readonly form: string | null;
  readonly outcome: string;
  readonly is_practice: boolean;
  readonly reason: string | null;
  readonly answers: unknown;
  readonly details: unknown;
  readonly capped: readonly string[];
  readonly remarks: unknown;
  readonly problems: unknown;
  readonly repairs: unknown;
  readonly questions: readonly string[];
  readonly question_expires_at: Date | null;
  readonly settled_by: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly review: string | null;
  readonly reviewed_at: Date | null;
  readonly reviewed_by: string | null;
  readonly review_reason: string | null;
  readonly channel: string;
  readonly source: string;
  readonly codebook_version: string;
  readonly received_at: Date;
  readonly processed_at: Date;
}

/**
 * Reads one household by its IDBDT. Who was never reported on, household or member, reads as the prelist's copy:
 * what the prelist knows, `row_status` COPY, and null in every other column.
 *
 * @returns null where neither the prelist nor the records have it.
 */
export async function readRecord(
  knex: Knex,
  instrument: Instrument,
  idbdt: string,
): Promise<HouseholdRecord | null> {
  const facts = (await findHouseholds(knex, [idbdt])).get(idbdt);
  if (!facts) return null;
  const household = await withAllColumns(knex, 'udrt', [facts.record ?? householdCopy(instrument, facts)]);
  const revisions = await query<StoredRevision>(
    knex,
    `SELECT number, report_id, officer_id, channel, source, codebook_version, before, after, created_at
     FROM revisions WHERE idbdt = :idbdt ORDER BY number`,
    { idbdt },
  );
  const reports = await query<StoredReport>(
    knex,
    `SELECT id, receipt, officer_id, command, form, outcome, is_practice, reason, answers, details, capped, remarks,
       problems, repairs, questions, question_expires_at, settled_by, withdrawn_at, withdrawn_by, review,
       reviewed_at, reviewed_by, review_reason, channel, source, codebook_version, received_at, processed_at
     FROM reports WHERE idbdt = :idbdt ORDER BY id`,
    { idbdt },
  );
  return {
    udrt: household[0] ?? {},
    udart: await withAllColumns(knex, 'udart', facts.members),
    kk: facts.families,
    usaha: facts.businesses,
    revisions,
    reports,
  };
}

/** Rows with every column of their table, in its order: a copy of the prelist has only those that it knows. */
async function withAllColumns(
  knex: Knex,
  table: 'udrt' | 'udart',
  rows: readonly RecordRow[],
): Promise<RecordRow[]> {
  const columns = Object.keys(await readColumns(knex, 'dtks', table));
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
}
