import type { Knex } from 'knex';
import { type Importer, whoImports } from './import-rows.ts';
import { execute } from './query.ts';

/**
 * Puts what waits in `staged_officers` into the store: new officers with their number, and what changed of those who
 * are there. A language that is stored stays.
 */
export async function writeStagedOfficers(trx: Knex, by: Importer | null): Promise<void> {
  await addOfficers(trx);
  await execute(
    trx,
    `UPDATE staged_officers SET superior_id = above.officer_id FROM staged_officers AS above
     WHERE above.msisdn = staged_officers.superior`,
  );
  await markChanged(trx);
  await execute(
    trx,
    `UPDATE officers SET name = given.name, role = given.role, superior_id = given.superior_id, updated_at = now()
     FROM staged_officers AS given WHERE officers.id = given.officer_id AND given.action IS NOT NULL`,
  );
  await writeAreas(trx);
  await execute(
    trx,
    `INSERT INTO audit (at, via, user_id, action, target_kind, target, details)
     SELECT now(), :via, :userId, action, 'officer', officer_id::text, jsonb_build_object(
       'role', role, 'superior', superior_id, 'areas', array_to_string(areas, '|'))
     FROM staged_officers WHERE action IS NOT NULL ORDER BY line`,
    whoImports(by),
  );
}

async function addOfficers(trx: Knex): Promise<void> {
  await execute(
    trx,
    `WITH added AS (
       INSERT INTO officers (msisdn, name, role, language)
       SELECT msisdn, name, role, COALESCE(language, 'id') FROM staged_officers
       WHERE officer_id IS NULL ORDER BY line
       RETURNING id, msisdn
     ), numbers AS (
       INSERT INTO officer_numbers (officer_id, msisdn) SELECT id, msisdn FROM added
     )
     UPDATE staged_officers SET officer_id = added.id, action = 'add-officer' FROM added
     WHERE added.msisdn = staged_officers.msisdn`,
  );
}

async function markChanged(trx: Knex): Promise<void> {
  await execute(
    trx,
    `UPDATE staged_officers SET action = 'change-officer' FROM officers
     WHERE officers.id = officer_id AND action IS NULL AND (
       (officers.name, officers.role) IS DISTINCT FROM (staged_officers.name, staged_officers.role)
       OR officers.superior_id IS DISTINCT FROM staged_officers.superior_id
       OR ARRAY(SELECT area_code FROM officer_areas WHERE officer_areas.officer_id = officers.id ORDER BY 1)
         <> ARRAY(SELECT unnest(staged_officers.areas) ORDER BY 1)
     )`,
  );
}

async function writeAreas(trx: Knex): Promise<void> {
  await execute(
    trx,
    `DELETE FROM officer_areas USING staged_officers AS given
     WHERE given.officer_id = officer_areas.officer_id AND given.action IS NOT NULL
       AND area_code <> ALL (given.areas)`,
  );
  await execute(
    trx,
    `INSERT INTO officer_areas (officer_id, area_code)
     SELECT officer_id, unnest(areas) FROM staged_officers WHERE action IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
}
