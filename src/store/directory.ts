import type { Knex } from 'knex';
import type { Language } from '../domain/instrument/types.ts';
import type { HouseholdFacts, RecordRow } from '../domain/report/types.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { Directory } from '../ports.ts';
import { query } from './query.ts';

/** Officers and households as the store knows them; `db` is a pool or a transaction. */
export function makeDirectory(db: Knex): Directory {
  return {
    findOfficers: (msisdns) => findOfficers(db, msisdns),
    findHouseholds: (idbdts) => findHouseholds(db, idbdts),
  };
}

interface OfficerRow {
  readonly id: string;
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly is_quiet: boolean;
  readonly is_stopped: boolean;
  readonly areas: string[];
}

async function findOfficers(db: Knex, msisdns: readonly string[]): Promise<Map<string, Officer>> {
  if (msisdns.length === 0) return new Map();
  const rows = await query<OfficerRow>(
    db,
    `SELECT id, msisdn, name, role, language, is_quiet, is_stopped,
       ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY area_code) AS areas
     FROM officers WHERE msisdn = ANY (:msisdns)`,
    { msisdns },
  );
  return new Map(rows.map((row) => [row.msisdn, toOfficer(row)]));
}

function toOfficer(row: OfficerRow): Officer {
  return {
    id: Number(row.id),
    msisdn: row.msisdn,
    name: row.name,
    role: row.role,
    language: row.language,
    isQuiet: row.is_quiet,
    isStopped: row.is_stopped,
    areas: row.areas,
    villages: row.areas.filter((code) => code.length === 10),
  };
}

interface HouseholdRow {
  readonly idbdt: string;
  readonly head_name: string | null;
  readonly address: string | null;
  readonly sls_name: string | null;
  readonly no_kk: string | null;
  readonly member_count: number | null;
  readonly record: RecordRow | null;
  readonly revision: number | null;
  readonly officer_id: string | null;
  readonly receipt: string | null;
  readonly created_at: Date | null;
}

async function findHouseholds(db: Knex, idbdts: readonly string[]): Promise<Map<string, HouseholdFacts>> {
  if (idbdts.length === 0) return new Map();
  const rows = await query<HouseholdRow>(
    db,
    `SELECT wanted.idbdt, known.head_name, known.address, known.sls_name, known.no_kk, known.member_count,
       CASE WHEN udrt."IDBDT" IS NOT NULL THEN row_to_json(udrt.*) END AS record,
       newest.number AS revision, newest.officer_id, newest.receipt, newest.created_at
     FROM unnest(:idbdts::text[]) AS wanted (idbdt)
     LEFT JOIN prelist_households AS known ON known.idbdt = wanted.idbdt
     LEFT JOIN dtks.udrt ON udrt."IDBDT" = wanted.idbdt
     LEFT JOIN LATERAL (
       SELECT revisions.number, revisions.officer_id, revisions.created_at, reports.receipt
       FROM revisions JOIN reports ON reports.id = revisions.report_id
       WHERE revisions.idbdt = wanted.idbdt
       ORDER BY revisions.number DESC LIMIT 1
     ) AS newest ON true
     WHERE known.idbdt IS NOT NULL OR udrt."IDBDT" IS NOT NULL`,
    { idbdts },
  );
  return new Map(rows.map((row) => [row.idbdt, toFacts(row)]));
}

function toFacts(row: HouseholdRow): HouseholdFacts {
  return {
    idbdt: row.idbdt,
    village: row.idbdt.slice(0, 10),
    headName: row.head_name,
    address: row.address,
    slsName: row.sls_name,
    noKk: row.no_kk,
    prelistMembers: row.member_count,
    record: row.record,
    members: [],
    families: [],
    businesses: [],
    revision: row.revision ?? 0,
    lastOfficerId: row.officer_id === null ? null : Number(row.officer_id),
    lastReceipt: row.receipt,
    lastReportedAt: row.created_at?.toISOString() ?? null,
  };
}
