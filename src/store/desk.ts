import type { Knex } from 'knex';
import { maskName } from '../domain/identity/mask-name.ts';
import { localDay, timeZoneOf, utcOffsetMs } from '../domain/identity/time-zone.ts';
import { type OutcomeCounts, outcomes } from '../domain/report/types.ts';
import type { AreaWork, BackCheckTask, TeamMember } from '../domain/workflow/desk.ts';
import type { DeskWork } from '../ports.ts';
import { withinSql } from './area-facts.ts';
import { listDesk } from './desk-reports.ts';
import { readNamed } from './progress-reader.ts';
import { query } from './query.ts';

/** What the dialogues of supervisors and coordinators show; only these ask for it, so nothing of it is kept. */
export function makeDeskWork(knex: Knex): DeskWork {
  return {
    listDesk: (supervisorId, asOf, limit) => listDesk(knex, supervisorId, asOf, limit),
    listTeam: (supervisorId, asOf) => listTeam(knex, supervisorId, asOf),
    listBackChecks: (supervisorId, asOf, limit) => listBackChecks(knex, supervisorId, asOf, limit),
    listAreas: (officerId) => listAreas(knex, officerId),
  };
}

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly area: string | null;
  readonly last_at: Date | null;
}

/** Each member of the team with all who work below them: the figures of a supervisor are those of their enumerators. */
const withBelowSql = `
  WITH RECURSIVE below AS (
    SELECT id AS member_id, id FROM officers WHERE superior_id = :supervisorId
    UNION
    SELECT below.member_id, officers.id FROM below JOIN officers ON officers.superior_id = below.id
  )`;

async function listTeam(knex: Knex, supervisorId: number, asOf: Date): Promise<TeamMember[]> {
  const rows = await query<TeamRow>(
    knex,
    `${withBelowSql}
     SELECT officers.id, name,
       (SELECT min(area_code) FROM officer_areas WHERE officer_id = officers.id) AS area,
       (SELECT max(received_at) FROM reports JOIN below ON below.id = officer_id
        WHERE member_id = officers.id AND received_at < :asOf) AS last_at
     FROM officers WHERE superior_id = :supervisorId AND ended_at IS NULL ORDER BY officers.id`,
    { supervisorId, asOf },
  );
  const today = await countToday(knex, supervisorId, rows, asOf);
  return rows.map(({ id, name, last_at: lastAt }) => ({
    officerId: Number(id),
    name,
    today: today.get(id) ?? noCounts,
    lastAt,
  }));
}

const noCounts: OutcomeCounts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

/** Reports received since each member's own day began, by outcome; those of all who work below them too. */
async function countToday(
  knex: Knex,
  supervisorId: number,
  officers: readonly Pick<TeamRow, 'id' | 'area'>[],
  asOf: Date,
): Promise<Map<string, OutcomeCounts>> {
  const rows = await query<OutcomeCounts & { readonly id: string }>(
    knex,
    `${withBelowSql}
     SELECT since.id::text, ${outcomes.map((outcome) => `count(*) FILTER (WHERE outcome = '${outcome}')::integer AS ${outcome}`).join(', ')}
     FROM unnest(:ids::bigint[], :days::timestamptz[]) AS since (id, began) JOIN below ON member_id = since.id
     JOIN reports ON officer_id = below.id AND received_at >= since.began AND received_at < :asOf
     WHERE NOT is_practice AND (withdrawn_at IS NULL OR withdrawn_at >= :asOf)
       AND (outcome = 'rejected' OR answers IS NOT NULL)
     GROUP BY since.id`,
    {
      ids: officers.map(({ id }) => id),
      days: officers.map(({ area }) => startOfDay(asOf, area ?? '')),
      asOf,
      supervisorId,
    },
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** When the local day of a moment began. */
function startOfDay(at: Date, area: string): Date {
  return new Date(Date.parse(localDay(at, area)) - utcOffsetMs(timeZoneOf(area)));
}

interface BackCheckRow {
  readonly idbdt: string;
  readonly head_name: string | null;
  readonly officer_id: string;
  readonly officer_name: string;
  readonly items: string[];
  readonly drawn_at: Date;
}

async function listBackChecks(
  knex: Knex,
  supervisorId: number,
  asOf: Date,
  limit: number,
): Promise<BackCheckTask[]> {
  const rows = await query<BackCheckRow>(
    knex,
    `SELECT back_checks.idbdt, head_name, officer_id, name AS officer_name, items, drawn_at
     FROM back_checks JOIN officers ON officers.id = officer_id
     LEFT JOIN prelist_households ON prelist_households.idbdt = back_checks.idbdt
     WHERE superior_id = :supervisorId AND drawn_at < :asOf AND (done_at IS NULL OR done_at >= :asOf)
     ORDER BY drawn_at, back_checks.idbdt LIMIT :limit`,
    { supervisorId, asOf, limit },
  );
  return rows.map((row) => ({
    idbdt: row.idbdt,
    head: maskName(row.head_name),
    officerId: Number(row.officer_id),
    officerName: row.officer_name,
    items: row.items,
    drawnAt: row.drawn_at,
  }));
}

interface StatusRow {
  readonly code: string;
  readonly by_status: Readonly<Record<string, number>> | null;
}

const ownAreas = `
  code IN (SELECT area_code FROM officer_areas WHERE officer_id = :officerId)
  OR parent IN (SELECT area_code FROM officer_areas WHERE officer_id = :officerId)`;

/** Households and records are sums; only the places of the status chain are counted. */
async function listAreas(knex: Knex, officerId: number): Promise<AreaWork[]> {
  const areas = await readNamed(knex, ownAreas, { officerId });
  const rows = await query<StatusRow>(
    knex,
    `SELECT code, (SELECT json_object_agg(status, households) FROM (
       SELECT coalesce(status, '') AS status, count(*)::integer AS households FROM dtks.udrt
       WHERE ${withinSql('"IDBDT"', 'code')} GROUP BY 1
     ) AS counted) AS by_status
     FROM unnest(:codes::text[]) AS code`,
    { codes: areas.filter(({ figures }) => figures.visited > 0).map(({ code }) => code) },
  );
  const byCode = new Map(rows.map((row) => [row.code, row.by_status ?? {}]));
  return areas.map(({ code, name, figures }) => ({
    code,
    name,
    target: figures.target,
    received: figures.visited,
    byStatus: byCode.get(code) ?? {},
  }));
}
