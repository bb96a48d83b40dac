import type { Knex } from 'knex';
import { type Role, roles } from '../domain/workflow/roles.ts';
import { isAllWithin, type Scope } from '../domain/workflow/scope.ts';
import type { BadRow } from './import-rows.ts';
import { lockOfficers } from './lock-officers.ts';
import { execute, query } from './query.ts';

/** Whose officers may be imported: those in a scope of roles below one; null: of all roles. */
export interface OfficerKeeper {
  readonly scope: Scope;
  readonly role: Role | null;
}

/**
 * Takes rows that must not go in out of `staged_officers`, and finds whom the others are of: the later of two rows of
 * one officer counts.
 *
 * @returns rows with an area or a superior that is not there, those of officers who have ended, and those that are not
 *   the keeper's.
 */
export async function refuseStagedOfficers(trx: Knex, keeper: OfficerKeeper): Promise<BadRow[]> {
  await lockOfficers(trx);
  await trx.raw('CREATE INDEX ON staged_officers (msisdn)');
  await dropRepeated(trx, 'msisdn');
  const withoutArea = await refuseAreas(trx);
  await findOfficers(trx);
  const ended = await refuseEnded(trx);
  await trx.raw('CREATE INDEX ON staged_officers (officer_id)');
  await dropRepeated(trx, 'officer_id');
  await findSuperiors(trx);
  const others = [...(await refuseRoles(trx, keeper)), ...(await refuseOthers(trx, keeper))];
  return [...withoutArea, ...ended, ...others, ...(await refuseSuperiors(trx))];
}

/** Nobody makes or changes an officer of their own role or a higher one. */
async function refuseRoles(trx: Knex, { role }: OfficerKeeper): Promise<BadRow[]> {
  if (role === null) return [];
  const refused = await query<{ line: number }>(
    trx,
    `DELETE FROM staged_officers WHERE rank >= :rank OR officer_id IN (
       SELECT id FROM officers WHERE array_position(:roles::text[], role) - 1 >= :rank
     ) RETURNING line`,
    { rank: roles.indexOf(role), roles: [...roles] },
  );
  return refused.map(({ line }) => ({ line, reason: 'peran must be below your own' }));
}

/** The row's own areas were looked at before: here those that the officer has, and where the superior is. */
async function refuseOthers(trx: Knex, { scope }: OfficerKeeper): Promise<BadRow[]> {
  if (isAllWithin(scope, [])) return [];
  const isOutside = (officer: string) => `EXISTS (
    SELECT FROM officer_areas WHERE officer_areas.officer_id = ${officer} AND NOT EXISTS (
      SELECT FROM unnest(:scope::text[]) AS scope (code) WHERE starts_with(area_code, scope.code)))`;
  const known = await query<{ line: number }>(
    trx,
    `DELETE FROM staged_officers WHERE ${isOutside('staged_officers.officer_id')} RETURNING line`,
    { scope },
  );
  const superiors = await query<{ line: number }>(
    trx,
    `DELETE FROM staged_officers WHERE superior_id IS NOT NULL AND ${isOutside('staged_officers.superior_id')}
       AND NOT EXISTS (SELECT FROM staged_officers AS above WHERE above.msisdn = staged_officers.superior)
     RETURNING line`,
    { scope },
  );
  return [
    ...known.map(({ line }) => ({ line, reason: 'msisdn is of an officer outside your areas' })),
    ...superiors.map(({ line }) => ({ line, reason: 'atasan is outside your areas' })),
  ];
}

async function dropRepeated(trx: Knex, key: 'msisdn' | 'officer_id'): Promise<void> {
  await execute(
    trx,
    `DELETE FROM staged_officers USING staged_officers AS later
     WHERE later.${key} = staged_officers.${key} AND later.line > staged_officers.line`,
  );
}

/** Rows without an area, or with one that the store does not have. `pusat` answers for the whole country. */
async function refuseAreas(trx: Knex): Promise<BadRow[]> {
  const refused = await query<{ line: number; unknown: string[] }>(
    trx,
    `DELETE FROM staged_officers WHERE (cardinality(areas) = 0 AND role <> 'pusat') OR EXISTS (
       SELECT FROM unnest(areas) AS given (code) WHERE NOT EXISTS (SELECT FROM areas WHERE areas.code = given.code)
     )
     RETURNING line, ARRAY(
       SELECT given.code FROM unnest(areas) WITH ORDINALITY AS given (code, at)
       WHERE NOT EXISTS (SELECT FROM areas WHERE areas.code = given.code) ORDER BY at
     ) AS unknown`,
  );
  return refused.map(({ line, unknown }) => {
    if (unknown.length === 0) return { line, reason: 'wilayah is missing' };
    // What stands there may be anything, so only a code is repeated.
    const named = unknown.find((code) => /^\d{2,10}$/.test(code));
    return { line, reason: named ? `wilayah has the unknown area ${named}` : 'wilayah must be BPS codes' };
  });
}

/**
 * Whoever has the number now; else who had it and still bears the name, so that a file from before a SIM was replaced
 * does no harm. A number that another had before belongs to a new officer.
 */
async function findOfficers(trx: Knex): Promise<void> {
  await execute(
    trx,
    `UPDATE staged_officers SET officer_id = known.officer_id FROM officer_numbers AS known
     WHERE known.msisdn = staged_officers.msisdn AND known.until IS NULL`,
  );
  await execute(
    trx,
    `UPDATE staged_officers SET officer_id = (
       SELECT officers.id FROM officer_numbers AS known JOIN officers ON officers.id = known.officer_id
       WHERE known.msisdn = staged_officers.msisdn AND officers.name = staged_officers.name AND ended_at IS NULL
       ORDER BY known.until DESC LIMIT 1
     ) WHERE officer_id IS NULL`,
  );
}

async function refuseEnded(trx: Knex): Promise<BadRow[]> {
  const refused = await query<{ line: number }>(
    trx,
    `DELETE FROM staged_officers WHERE officer_id IS NULL AND EXISTS (
       SELECT FROM officer_numbers AS known JOIN officers ON officers.id = known.officer_id
       WHERE known.msisdn = staged_officers.msisdn AND officers.name = staged_officers.name AND ended_at IS NOT NULL
     ) RETURNING line`,
  );
  return refused.map(({ line }) => ({ line, reason: 'msisdn is of an officer who has ended' }));
}

/** Superiors in the store: who has the number now or had it last, and where they have ended who came after them. */
async function findSuperiors(trx: Knex): Promise<void> {
  await execute(
    trx,
    `WITH RECURSIVE named AS (
       SELECT superior, (
         SELECT officer_id FROM officer_numbers WHERE msisdn = superior ORDER BY until DESC NULLS FIRST LIMIT 1
       ) AS id FROM (SELECT DISTINCT superior FROM staged_officers WHERE superior IS NOT NULL) AS given
     ), successors AS (
       SELECT superior, id FROM named
       UNION ALL
       SELECT superior, next.id FROM successors JOIN officers AS next ON next.replaces_id = successors.id
     )
     UPDATE staged_officers SET superior_id = officers.id
     FROM successors JOIN officers ON officers.id = successors.id AND ended_at IS NULL
     WHERE successors.superior = staged_officers.superior`,
  );
}

/**
 * A superior is in the store or in a row that is itself good, and ranks above: so nobody is above themselves. From the
 * top: a superior is judged before those below.
 */
async function refuseSuperiors(trx: Knex): Promise<BadRow[]> {
  const bad: BadRow[] = [];
  for (const rank of [...roles.keys()].reverse()) {
    const refused = await query<{ line: number; above: number | null }>(
      trx,
      `WITH judged AS (
         SELECT below.line, COALESCE(
           (SELECT above.rank FROM staged_officers AS above WHERE above.msisdn = below.superior),
           (SELECT above.rank FROM staged_officers AS above WHERE above.officer_id = below.superior_id),
           (SELECT array_position(:roles::text[], role) - 1 FROM officers WHERE id = below.superior_id)
         ) AS above
         FROM staged_officers AS below WHERE below.rank = :rank AND below.superior IS NOT NULL
       )
       DELETE FROM staged_officers USING judged
       WHERE judged.line = staged_officers.line AND COALESCE(judged.above, -1) <= :rank
       RETURNING staged_officers.line, judged.above`,
      { rank, roles: [...roles] },
    );
    for (const { line, above } of refused) {
      const reason =
        above === null ? 'atasan is no officer of a higher role' : 'atasan must have a higher role';
      bad.push({ line, reason });
    }
  }
  return bad;
}
