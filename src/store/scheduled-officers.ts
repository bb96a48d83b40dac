import type { Knex } from 'knex';
import type { Language } from '../domain/instrument/types.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { ScheduledOfficer } from '../ports.ts';
import { query } from './query.ts';

interface OfficerRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly is_spared: boolean;
  readonly created_at: Date;
  readonly areas: readonly string[];
}

const officerSql = `
  SELECT officers.id, name, role, language, created_at, is_stopped OR is_quiet AS is_spared,
    ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY area_code) AS areas
  FROM officers`;

export async function countOfficers(knex: Knex, roles: readonly Role[]): Promise<number> {
  const [row] = await query<{ count: string }>(
    knex,
    'SELECT count(*) FROM officers WHERE role = ANY (:roles) AND ended_at IS NULL',
    { roles },
  );
  return Number(row?.count ?? 0);
}

/** A page of officers in office, in order of ids. */
export async function listOfficers(
  knex: Knex,
  roles: readonly Role[],
  afterId: number,
  limit: number,
): Promise<ScheduledOfficer[]> {
  const rows = await query<OfficerRow>(
    knex,
    `${officerSql}
     WHERE id > :afterId AND role = ANY (:roles) AND ended_at IS NULL ORDER BY id LIMIT :limit`,
    { roles, afterId, limit },
  );
  return rows.map(toOfficer);
}

/**
 * Enumerators in office by leader: those of a supervisor's team, those in a coordinator's areas. Each statement asks
 * by keys and no more: joined into one, the planner takes a way a hundred times as long.
 */
export async function listTeams(
  knex: Knex,
  leaders: readonly ScheduledOfficer[],
): Promise<Map<number, ScheduledOfficer[]>> {
  const supervisors = leaders.filter(({ role }) => role === 'pengawas').map(({ id }) => id);
  const coordinators = leaders.filter(({ role }) => role !== 'pengawas');
  const pairs = [...(await findByChain(knex, supervisors)), ...(await findByArea(knex, coordinators))];
  return groupByLeader(knex, pairs);
}

/** Enumerators in office by who is their superior. */
export async function listSubordinates(
  knex: Knex,
  superiorIds: readonly number[],
): Promise<Map<number, ScheduledOfficer[]>> {
  return groupByLeader(knex, await findByChain(knex, superiorIds));
}

interface Pair {
  readonly leaderId: number;
  readonly memberId: number;
}

async function findByChain(knex: Knex, superiorIds: readonly number[]): Promise<Pair[]> {
  if (superiorIds.length === 0) return [];
  const rows = await query<{ id: string; superior_id: string }>(
    knex,
    'SELECT id, superior_id FROM officers WHERE superior_id = ANY (:superiorIds::bigint[]) ORDER BY id',
    { superiorIds },
  );
  return rows.map((row) => ({ leaderId: Number(row.superior_id), memberId: Number(row.id) }));
}

async function findByArea(knex: Knex, leaders: readonly ScheduledOfficer[]): Promise<Pair[]> {
  const leadersByPlace = await findPlaces(knex, leaders);
  if (leadersByPlace.size === 0) return [];
  const rows = await query<{ officer_id: string; area_code: string }>(
    knex,
    'SELECT officer_id, area_code FROM officer_areas WHERE area_code = ANY (:codes) ORDER BY officer_id',
    { codes: [...leadersByPlace.keys()] },
  );
  return rows.flatMap((row) =>
    [...(leadersByPlace.get(row.area_code) ?? [])].map((leaderId) => ({
      leaderId,
      memberId: Number(row.officer_id),
    })),
  );
}

/** Leaders by the areas that are theirs, and all areas below these, level by level. */
async function findPlaces(
  knex: Knex,
  leaders: readonly ScheduledOfficer[],
): Promise<Map<string, Set<number>>> {
  const places = new Map<string, Set<number>>();
  const add = (code: string, leaderIds: Iterable<number>) => {
    places.set(code, new Set([...(places.get(code) ?? []), ...leaderIds]));
  };
  for (const { id, areas } of leaders) for (const code of areas) add(code, [id]);
  for (const length of [2, 4, 7]) {
    const parents = [...places.keys()].filter((code) => code.length === length);
    if (parents.length === 0) continue;
    const children = await query<{ code: string; parent: string }>(
      knex,
      'SELECT code, parent FROM areas WHERE parent = ANY (:parents)',
      { parents },
    );
    for (const { code, parent } of children) add(code, places.get(parent) ?? []);
  }
  return places;
}

/** Leaves out who is no enumerator in office. */
async function groupByLeader(knex: Knex, pairs: readonly Pair[]): Promise<Map<number, ScheduledOfficer[]>> {
  const rows = await query<OfficerRow>(
    knex,
    `${officerSql} WHERE id = ANY (:ids::bigint[]) AND role = 'enumerator' AND ended_at IS NULL`,
    { ids: [...new Set(pairs.map(({ memberId }) => memberId))] },
  );
  const members = new Map(rows.map(toOfficer).map((officer) => [officer.id, officer]));
  const teams = new Map<number, Map<number, ScheduledOfficer>>();
  for (const { leaderId, memberId } of pairs) {
    const member = members.get(memberId);
    const team = teams.get(leaderId) ?? new Map();
    if (member) teams.set(leaderId, team.set(memberId, member));
  }
  return new Map([...teams].map(([leaderId, team]) => [leaderId, [...team.values()]]));
}

function toOfficer(row: OfficerRow): ScheduledOfficer {
  return {
    id: Number(row.id),
    name: row.name,
    role: row.role,
    language: row.language,
    isSpared: row.is_spared,
    areas: row.areas,
    createdAt: row.created_at,
  };
}
