import type { Knex } from 'knex';
import type { AreaLevel, BpsCode, KemendagriCode } from '../domain/identity/area-code.ts';
import { query } from './query.ts';

export interface Area {
  readonly code: BpsCode;
  readonly level: AreaLevel;
  readonly name: string;
  /** The code in force; null where it is not known. */
  readonly kemendagri: KemendagriCode | null;
}

/** A Kemendagri code that an area has or had. */
export interface AreaVintage {
  readonly kemendagri: KemendagriCode;
  /** The name in Kemendagri's list. */
  readonly name: string;
  /** Days, `YYYY-MM-DD`, both included; null where they are not known, or it is in force. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const columns = 'areas.code, areas.level, areas.name, areas.kemendagri';

/** Areas by BPS code; unknown ones are absent. */
export async function findAreas(db: Knex, codes: readonly BpsCode[]): Promise<Map<BpsCode, Area>> {
  const rows = await query<Area>(db, `SELECT ${columns} FROM areas WHERE code = ANY (:codes::text[])`, {
    codes,
  });
  return new Map(rows.map((area) => [area.code, area]));
}

/**
 * Areas by a Kemendagri code that they have or had, the one that has it now first. A code can have been that of more
 * than one area, one after the other.
 */
export async function findAreasByKemendagri(
  db: Knex,
  codes: readonly KemendagriCode[],
): Promise<Map<KemendagriCode, Area[]>> {
  const rows = await query<Area & { asked: KemendagriCode }>(
    db,
    `SELECT area_codes.kemendagri AS asked, ${columns}
     FROM area_codes JOIN areas ON areas.code = area_code
     WHERE area_codes.kemendagri = ANY (:codes::text[])
     ORDER BY asked, areas.kemendagri = area_codes.kemendagri DESC, valid_to DESC NULLS FIRST, areas.code`,
    { codes },
  );
  const found = new Map<KemendagriCode, Area[]>();
  for (const { asked, ...area } of rows) found.set(asked, [...(found.get(asked) ?? []), area]);
  return found;
}

/** The areas right below one, by code; the provinces without one. */
export function listAreas(db: Knex, parent: BpsCode | null): Promise<Area[]> {
  const condition = parent === null ? 'parent IS NULL' : 'parent = :parent';
  return query<Area>(db, `SELECT ${columns} FROM areas WHERE ${condition} ORDER BY code`, { parent });
}

/** Areas with a text in one of their names, whatever its case: larger ones first. */
export function searchAreas(db: Knex, text: string, limit: number): Promise<Area[]> {
  return query<Area>(
    db,
    `SELECT ${columns} FROM areas
     WHERE strpos(lower(name), lower(:text)) > 0 OR EXISTS (
       SELECT FROM area_codes WHERE area_code = areas.code AND strpos(lower(area_codes.name), lower(:text)) > 0
     )
     ORDER BY length(code), code LIMIT :limit`,
    { text, limit },
  );
}

/** Every Kemendagri code that an area has or had, the newest first. */
export function listVintages(db: Knex, code: BpsCode): Promise<AreaVintage[]> {
  return query<AreaVintage>(
    db,
    `SELECT kemendagri, name, valid_from::text AS "validFrom", valid_to::text AS "validTo" FROM area_codes
     WHERE area_code = :code ORDER BY valid_to DESC NULLS FIRST, valid_from DESC NULLS LAST, imported_at DESC, id DESC`,
    { code },
  );
}
