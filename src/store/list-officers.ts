import type { Knex } from 'knex';
import type { Role } from '../domain/workflow/roles.ts';
import type { ListedOfficer, OfficerRecord } from '../ports.ts';
import { query } from './query.ts';

export interface OfficerFilter {
  /** BPS code: officers with an area in it, itself included. */
  readonly area?: string | undefined;
  readonly role?: Role | undefined;
  /** Those who have ended too. */
  readonly withEnded: boolean;
  readonly limit: number;
}

/** Of a {@link ListedOfficer}, from `officers`. */
export const officerColumns = `officers.id::integer, code, msisdn, name, role, ended_at AS "endedAt",
  (SELECT above.code FROM officers AS above WHERE above.id = officers.superior_id) AS superior,
  ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY area_code) AS areas`;

/** Officers from the top, then by code. */
export function listOfficers(db: Knex, filter: OfficerFilter): Promise<ListedOfficer[]> {
  return query<ListedOfficer>(
    db,
    `SELECT ${officerColumns} FROM officers
     WHERE (ended_at IS NULL OR :withEnded) AND role = COALESCE(:role, role) AND (:area::text IS NULL OR EXISTS (
       SELECT FROM officer_areas WHERE officer_id = officers.id AND starts_with(area_code, :area)
     ))
     ORDER BY array_position(ARRAY['pusat', 'korwil', 'korkab', 'korcam', 'pengawas', 'enumerator'], role), code
     LIMIT :limit`,
    { ...filter, role: filter.role ?? null, area: filter.area ?? null },
  );
}

/** All that is known of an officer; null where there is none. */
export async function readOfficer(db: Knex, id: number): Promise<OfficerRecord | null> {
  const [officer] = await query<Omit<OfficerRecord, 'numbers'>>(
    db,
    `SELECT ${officerColumns}, language, is_quiet AS "isQuiet", is_stopped AS "isStopped",
       (SELECT before.code FROM officers AS before WHERE before.id = officers.replaces_id) AS replaces,
       (SELECT after.code FROM officers AS after WHERE after.replaces_id = officers.id) AS "replacedBy",
       (SELECT count(*)::integer FROM officers AS below
        WHERE below.superior_id = officers.id AND below.ended_at IS NULL) AS team
     FROM officers WHERE id = :id`,
    { id },
  );
  if (!officer) return null;
  const numbers = await query<OfficerRecord['numbers'][number]>(
    db,
    `SELECT msisdn, since, until FROM officer_numbers WHERE officer_id = :id
     ORDER BY until DESC NULLS FIRST, since DESC, id DESC`,
    { id },
  );
  return { ...officer, numbers };
}
