import type { Knex } from 'knex';
import type { AreaRecode } from '../domain/identity/area-recode.ts';
import { type Importer, whoImports } from './import-rows.ts';
import { execute } from './query.ts';

/** Puts what waits in `staged_areas` into the store: areas, the codes that they have or had, the one in force. */
export async function writeStagedAreas(
  trx: Knex,
  recodes: readonly AreaRecode[],
  by: Importer | null,
): Promise<void> {
  await writeAreas(trx);
  await writeCodes(trx);
  await writeList(trx);
  await writeRecodes(trx, recodes);
  await putInForce(trx);
  await auditAreas(trx, by);
}

/** A name of days gone by is only taken where there is no other. */
async function writeAreas(trx: Knex): Promise<void> {
  const newest = 'ORDER BY code, valid_to DESC NULLS FIRST, valid_from DESC NULLS LAST, line DESC';
  await execute(
    trx,
    `INSERT INTO areas (code, name)
     SELECT DISTINCT ON (code) code, name FROM staged_areas WHERE code IS NOT NULL ${newest}
     ON CONFLICT (code) DO NOTHING`,
  );
  await execute(
    trx,
    `UPDATE areas SET name = newest.name
     FROM (
       SELECT DISTINCT ON (code) code, name FROM staged_areas WHERE code IS NOT NULL AND valid_to IS NULL ${newest}
     ) AS newest
     WHERE areas.code = newest.code AND areas.name <> newest.name`,
  );
}

/** Days that the file gives are written over those that are stored, both of them; a file without days leaves them. */
async function writeCodes(trx: Knex): Promise<void> {
  await execute(
    trx,
    `INSERT INTO area_codes (area_code, kemendagri, name, valid_from, valid_to, source)
     SELECT code, kemendagri, kemendagri_name, valid_from, valid_to, 'import' FROM (
       SELECT DISTINCT ON (code, kemendagri) * FROM staged_areas
       WHERE code IS NOT NULL AND kemendagri IS NOT NULL ORDER BY code, kemendagri, line DESC
     ) AS last_of_each ORDER BY line
     ON CONFLICT (area_code, kemendagri) DO UPDATE SET name = excluded.name, source = 'import', imported_at = now(),
       valid_from = CASE WHEN excluded.valid_from IS NULL AND excluded.valid_to IS NULL
         THEN area_codes.valid_from ELSE excluded.valid_from END,
       valid_to = CASE WHEN excluded.valid_from IS NULL AND excluded.valid_to IS NULL
         THEN area_codes.valid_to ELSE excluded.valid_to END`,
  );
  await execute(
    trx,
    `DELETE FROM area_codes WHERE area_code IS NULL AND kemendagri IN (
       SELECT kemendagri FROM staged_areas WHERE code IS NOT NULL
     )`,
  );
}

/** Codes of Kemendagri's own list, where no area is known to have or have had them. */
async function writeList(trx: Knex): Promise<void> {
  await execute(
    trx,
    `INSERT INTO area_codes (area_code, kemendagri, name, valid_from, source)
     SELECT DISTINCT ON (kemendagri) NULL, kemendagri, kemendagri_name, valid_from, 'list' FROM staged_areas
     WHERE code IS NULL AND NOT EXISTS (
       SELECT FROM area_codes AS known
       WHERE known.kemendagri = staged_areas.kemendagri AND known.area_code IS NOT NULL
     ) ORDER BY kemendagri, line DESC
     ON CONFLICT (area_code, kemendagri) DO UPDATE SET name = excluded.name, imported_at = now(),
       valid_from = COALESCE(excluded.valid_from, area_codes.valid_from)`,
  );
}

/** Both codes of an area that was recoded; days that are stored stay. */
async function writeRecodes(trx: Knex, recodes: readonly AreaRecode[]): Promise<void> {
  await execute(
    trx,
    `INSERT INTO area_codes (area_code, kemendagri, name, valid_from, valid_to, source)
     SELECT areas.code, given.kemendagri, given.name, given.valid_from, given.valid_to, 'recodes'
     FROM (
       SELECT bps, name, before AS kemendagri, NULL::date AS valid_from, since - 1 AS valid_to
       FROM unnest(:bps::text[], :names::text[], :before::text[], :since::date[]) AS old (bps, name, before, since)
       UNION ALL
       SELECT bps, name, now, since, NULL
       FROM unnest(:bps::text[], :names::text[], :now::text[], :since::date[]) AS new (bps, name, now, since)
     ) AS given JOIN areas ON areas.code = given.bps
     WHERE EXISTS (SELECT FROM staged_areas WHERE staged_areas.code = areas.code)
     ON CONFLICT (area_code, kemendagri) DO UPDATE SET
       valid_from = COALESCE(area_codes.valid_from, excluded.valid_from),
       valid_to = COALESCE(area_codes.valid_to, excluded.valid_to)
     WHERE (COALESCE(area_codes.valid_from, excluded.valid_from)
       <= COALESCE(area_codes.valid_to, excluded.valid_to)) IS NOT FALSE`,
    {
      bps: recodes.map(({ bps }) => bps),
      names: recodes.map(({ name }) => name),
      before: recodes.map(({ before }) => before),
      now: recodes.map(({ now }) => now),
      since: recodes.map(({ since }) => since),
    },
  );
}

/** Of an area's codes the one that has not ended, began last, was imported last. */
async function putInForce(trx: Knex): Promise<void> {
  await execute(
    trx,
    `UPDATE areas SET kemendagri = in_force.kemendagri
     FROM (
       SELECT DISTINCT ON (area_code) area_code, kemendagri FROM area_codes
       WHERE area_code IN (SELECT code FROM staged_areas)
       ORDER BY area_code, valid_to DESC NULLS FIRST, valid_from DESC NULLS LAST, imported_at DESC, id DESC
     ) AS in_force
     WHERE areas.code = in_force.area_code AND areas.kemendagri IS DISTINCT FROM in_force.kemendagri`,
  );
}

/** One entry a province: all areas of the country would be 92,000. */
async function auditAreas(trx: Knex, by: Importer | null): Promise<void> {
  await execute(
    trx,
    `INSERT INTO audit (at, via, user_id, action, target_kind, target, details)
     SELECT now(), :via, :userId, 'import-areas', 'area', left(code, 2), jsonb_build_object('rows', count(*))
     FROM staged_areas WHERE code IS NOT NULL GROUP BY left(code, 2) ORDER BY left(code, 2)`,
    whoImports(by),
  );
}
