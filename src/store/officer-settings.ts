import type { Knex } from 'knex';
import { type Role, roles } from '../domain/workflow/roles.ts';
import type { Doer, OfficerChanges, Upkeep, UpkeepFault } from '../ports.ts';
import { auditOfficer, change, type StoredOfficer } from './officer-change.ts';
import { execute, query } from './query.ts';

/** Changes an officer's settings, superior and areas; what is not named stays. */
export function changeOfficer(
  knex: Knex,
  officerId: number,
  changes: OfficerChanges,
  doer: Doer,
): Promise<Upkeep> {
  return change(knex, officerId, async (trx, officer) => {
    const fault = (await superiorFault(trx, officer, changes)) ?? (await areaFault(trx, officer, changes));
    if (fault !== null) return fault;
    const { language = null, isQuiet = null, superiorId, areas } = changes;
    await execute(
      trx,
      `UPDATE officers SET language = COALESCE(:language, language), is_quiet = COALESCE(:isQuiet, is_quiet),
         superior_id = :superiorId, updated_at = :at WHERE id = :id`,
      {
        language,
        isQuiet,
        superiorId: superiorId === undefined ? officer.superiorId : superiorId,
        at: doer.at,
        id: officer.id,
      },
    );
    if (areas !== undefined) await writeAreas(trx, officer.id, areas);
    const { areas: _, ...others } = changes;
    const told = { ...others, ...(areas !== undefined && { areas: areas.join('|') }) };
    await auditOfficer(trx, officer.id, 'change-officer', doer, told);
    return { id: officer.id };
  });
}

async function superiorFault(
  trx: Knex,
  { role }: StoredOfficer,
  { superiorId }: OfficerChanges,
): Promise<UpkeepFault | null> {
  if (superiorId === undefined || superiorId === null) return null;
  const [superior] = await query<{ role: Role }>(
    trx,
    'SELECT role FROM officers WHERE id = :superiorId AND ended_at IS NULL',
    { superiorId },
  );
  if (!superior) return 'unknown-superior';
  return roles.indexOf(superior.role) > roles.indexOf(role) ? null : 'superior-not-above';
}

/** `pusat` answers for the whole country. */
async function areaFault(
  trx: Knex,
  { role }: StoredOfficer,
  { areas }: OfficerChanges,
): Promise<UpkeepFault | null> {
  if (areas === undefined) return null;
  if (areas.length === 0) return role === 'pusat' ? null : 'no-area';
  const known = await query(trx, 'SELECT FROM areas WHERE code = ANY (:areas::text[])', { areas });
  return known.length === new Set(areas).size ? null : 'unknown-area';
}

async function writeAreas(trx: Knex, id: number, areas: readonly string[]): Promise<void> {
  await execute(
    trx,
    'DELETE FROM officer_areas WHERE officer_id = :id AND area_code <> ALL (:areas::text[])',
    {
      id,
      areas,
    },
  );
  await execute(
    trx,
    `INSERT INTO officer_areas (officer_id, area_code) SELECT :id, unnest(:areas::text[]) ON CONFLICT DO NOTHING`,
    { id, areas: [...new Set(areas)] },
  );
}
