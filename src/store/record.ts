import type { Knex } from 'knex';
import type { RecordRow } from '../domain/report/types.ts';
import { query } from './query.ts';

/** One household with all that is stored of it; keys of the records as the store's columns. */
export interface HouseholdRecord {
  readonly udrt: RecordRow;
  readonly udart: readonly RecordRow[];
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
  readonly before: RecordRow | null;
  readonly after: RecordRow;
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
  readonly capped: readonly string[];
  readonly remarks: unknown;
  readonly problems: unknown;
  readonly repairs: unknown;
  readonly questions: readonly string[];
  readonly question_expires_at: Date | null;
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
export async function readRecord(knex: Knex, idbdt: string): Promise<HouseholdRecord | null> {
  const [household] = await query<{ row: RecordRow }>(knex, householdSql, { idbdt });
  if (!household) return null;
  const members = await query<{ row: RecordRow }>(knex, membersSql, { idbdt });
  const revisions = await query<StoredRevision>(
    knex,
    `SELECT number, report_id, officer_id, channel, source, codebook_version, before, after, created_at
     FROM revisions WHERE idbdt = :idbdt ORDER BY number`,
    { idbdt },
  );
  const reports = await query<StoredReport>(
    knex,
    `SELECT id, receipt, officer_id, command, form, outcome, is_practice, reason, answers, capped, remarks,
       problems, repairs, questions, question_expires_at, channel, source, codebook_version, received_at,
       processed_at
     FROM reports WHERE idbdt = :idbdt ORDER BY id`,
    { idbdt },
  );
  return { udrt: household.row, udart: members.map(({ row }) => row), revisions, reports };
}

const householdSql = `
  SELECT row_to_json(udrt.*) AS row FROM dtks.udrt WHERE "IDBDT" = :idbdt
  UNION ALL
  SELECT row_to_json(jsonb_populate_record(NULL::dtks.udrt, jsonb_build_object(
    'IDBDT', idbdt,
    'NOKK', no_kk,
    'kodewilayah', village_code,
    'KDPROP', substr(idbdt, 1, 2),
    'KDKAB', substr(idbdt, 3, 2),
    'KDKEC', substr(idbdt, 5, 3),
    'KDDESA', substr(idbdt, 8, 3),
    'Nama_SLS', sls_name,
    'Alamat', address,
    'nourut_rt', substr(idbdt, 11, 6),
    'Nama_KRT', head_name,
    'row_status', 'COPY'
  )))
  FROM prelist_households
  WHERE idbdt = :idbdt AND NOT EXISTS (SELECT FROM dtks.udrt WHERE "IDBDT" = :idbdt)`;

const membersSql = `
  SELECT row_to_json(udart.*) AS row, no_urut FROM dtks.udart WHERE "IDBDT" = :idbdt
  UNION ALL
  SELECT row_to_json(jsonb_populate_record(NULL::dtks.udart, jsonb_build_object(
    'IDBDT', idbdt,
    'no_urut', number,
    'Nama', name,
    'NIK', nik,
    'Hub_KRT', relation,
    'JnsKel', sex,
    'TglLahir', birth_date,
    'row_status', 'COPY'
  ))), number
  FROM prelist_members
  WHERE idbdt = :idbdt
    AND NOT EXISTS (SELECT FROM dtks.udart WHERE "IDBDT" = :idbdt AND no_urut = prelist_members.number)
  ORDER BY no_urut`;
