import type { Knex } from 'knex';
import type { Role } from '../domain/workflow/roles.ts';
import { insertRows } from './insert-rows.ts';
import { execute } from './query.ts';

/** An officer as an import brings them. */
export interface OfficerRow {
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly areas: readonly string[];
  /** MSISDN of the superior. */
  readonly superior: string | null;
  readonly language: 'id' | 'en' | null;
}

/**
 * Writes officers, their superiors and their areas, over those of the same number; a language that is stored stays.
 * Areas and superiors must be there.
 */
export async function writeOfficerRows(trx: Knex, officers: readonly OfficerRow[]): Promise<void> {
  await insertRows(
    trx,
    {
      table: 'officers',
      columns: { msisdn: 'text', name: 'text', role: 'text', language: 'text' },
      afterwards: `ON CONFLICT (msisdn) DO UPDATE SET name = excluded.name, role = excluded.role, updated_at = now()`,
    },
    officers.map(({ msisdn, name, role, language }) => ({ msisdn, name, role, language: language ?? 'id' })),
  );
  await execute(
    trx,
    `UPDATE officers SET superior_id = superiors.id
     FROM unnest(:msisdns::text[], :superiors::text[]) AS given (msisdn, superior)
     LEFT JOIN officers AS superiors ON superiors.msisdn = given.superior
     WHERE officers.msisdn = given.msisdn AND officers.superior_id IS DISTINCT FROM superiors.id`,
    {
      msisdns: officers.map(({ msisdn }) => msisdn),
      superiors: officers.map(({ superior }) => superior),
    },
  );
  await writeOfficerAreas(trx, officers);
}

async function writeOfficerAreas(trx: Knex, officers: readonly OfficerRow[]): Promise<void> {
  const pairs = officers.flatMap(({ msisdn, areas }) => areas.map((area) => ({ msisdn, area })));
  const given = {
    all: officers.map(({ msisdn }) => msisdn),
    msisdns: pairs.map(({ msisdn }) => msisdn),
    areas: pairs.map(({ area }) => area),
  };
  await execute(
    trx,
    `DELETE FROM officer_areas USING officers
     WHERE officers.id = officer_areas.officer_id AND officers.msisdn = ANY (:all)
       AND (officers.msisdn, officer_areas.area_code) NOT IN (
         SELECT msisdn, area FROM unnest(:msisdns::text[], :areas::text[]) AS given (msisdn, area)
       )`,
    given,
  );
  await execute(
    trx,
    `INSERT INTO officer_areas (officer_id, area_code)
     SELECT officers.id, given.area FROM unnest(:msisdns::text[], :areas::text[]) AS given (msisdn, area)
     JOIN officers ON officers.msisdn = given.msisdn
     ON CONFLICT DO NOTHING`,
    { msisdns: given.msisdns, areas: given.areas },
  );
}
