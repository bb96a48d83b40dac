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
