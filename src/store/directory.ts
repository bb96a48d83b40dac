import type { Knex } from 'knex';
import type { Language } from '../domain/instrument/types.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { Directory } from '../ports.ts';
import { findHouseholds } from './find-households.ts';
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
  readonly code: string;
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly is_quiet: boolean;
  readonly is_stopped: boolean;
  readonly superior_id: string | null;
  readonly areas: string[];
}

const officerColumns = `officers.id, code, officers.msisdn, name, role, language, is_quiet, is_stopped, superior_id,
  ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY area_code) AS areas`;

/** Officers in office by id. */
export async function findOfficersById(db: Knex, ids: readonly number[]): Promise<Map<number, Officer>> {
  if (ids.length === 0) return new Map();
  const rows = await query<OfficerRow>(
    db,
    `SELECT ${officerColumns} FROM officers WHERE id = ANY (:ids::bigint[]) AND ended_at IS NULL`,
    { ids },
  );
  return new Map(rows.map((row) => [Number(row.id), toOfficer(row)]));
}

/** The officer in office who has a code, or null. */
export async function findOfficerByCode(db: Knex, code: string): Promise<Officer | null> {
  const [row] = await query<OfficerRow>(
    db,
    `SELECT ${officerColumns} FROM officers WHERE code = :code AND ended_at IS NULL`,
    { code },
  );
  return row ? toOfficer(row) : null;
}

async function findOfficers(db: Knex, msisdns: readonly string[]): Promise<Map<string, Officer>> {
  if (msisdns.length === 0) return new Map();
  const rows = await query<OfficerRow & { readonly number: string }>(
    db,
    `SELECT officer_numbers.msisdn AS number, ${officerColumns}
     FROM officer_numbers JOIN officers ON officers.id = officer_id
     WHERE officer_numbers.msisdn = ANY (:msisdns) AND until IS NULL AND ended_at IS NULL`,
    { msisdns },
  );
  return new Map(rows.map((row) => [row.number, toOfficer(row)]));
}

function toOfficer(row: OfficerRow): Officer {
  return {
    id: Number(row.id),
    code: row.code,
    msisdn: row.msisdn,
    name: row.name,
    role: row.role,
    language: row.language,
    isQuiet: row.is_quiet,
    isStopped: row.is_stopped,
    areas: row.areas,
    villages: row.areas.filter((code) => code.length === 10),
    superiorId: row.superior_id === null ? null : Number(row.superior_id),
  };
}
