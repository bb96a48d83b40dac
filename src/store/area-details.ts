import type { Knex } from 'knex';
import { nation } from '../domain/workflow/progress.ts';
import type { AreaDetails, ChannelDay, HindranceCount, ListedHousehold, SilentVillage } from '../ports.ts';
import { readNamed } from './progress-reader.ts';
import { levelsOf } from './progress-rows.ts';
import { query } from './query.ts';

/** Reads what the console shows of an area. */
export function makeAreaDetails(knex: Knex): AreaDetails {
  return {
    listRegencies: (within) =>
      readNamed(knex, `length(code) = 4 AND (:within = '${nation}' OR left(code, 2) = left(:within, 2))`, {
        within,
      }),
    listChannelDays: (code) => listChannelDays(knex, code),
    listSilent: (code, since, limit) => listSilent(knex, code, since, limit),
    countHindrances: (code) => countHindrances(knex, code),
    listHouseholds: (village, after, limit) => listHouseholds(knex, village, after, limit),
  };
}

/** Codes of an area's level and below lie between its code and it with nines behind, in any collation. */
const within = `BETWEEN :code AND rpad(:code, 10, '9')`;

function listChannelDays(knex: Knex, code: string): Promise<ChannelDay[]> {
  return query<ChannelDay>(
    knex,
    `SELECT day::text AS day, channel, sum(messages)::integer AS messages FROM (
       SELECT day, channel, messages FROM channel_days WHERE area_code = :code
       UNION ALL
       SELECT day, channel, messages
       FROM channel_day_deltas CROSS JOIN ${levelsOf('area_code')} WHERE level.code = :code
     ) AS counting
     GROUP BY day, channel HAVING sum(messages) <> 0 ORDER BY day, channel`,
    { code },
  );
}

/** What is not folded yet counts too: a village that was heard a second ago is not silent. */
async function listSilent(knex: Knex, code: string, since: string, limit: number): Promise<SilentVillage[]> {
  return query<SilentVillage>(
    knex,
    `SELECT code, name, max(day) FILTER (WHERE visited > 0 AND day > '-infinity')::text AS "lastDay",
       coalesce(sum(target), 0)::integer AS target, coalesce(sum(visited), 0)::integer AS visited
     FROM areas JOIN (
       SELECT area_code, day, target, visited FROM progress_areas WHERE area_code ${within} AND length(area_code) = 10
       UNION ALL
       SELECT area_code, coalesce(day, '-infinity'), target, visited
       FROM progress_deltas WHERE area_code ${within} AND length(area_code) = 10
     ) AS counting ON area_code = code
     GROUP BY code, name
     HAVING coalesce(sum(target), 0) > coalesce(sum(visited), 0)
       AND coalesce(max(day) FILTER (WHERE visited > 0 AND day > '-infinity') < :since, true)
     ORDER BY "lastDay" NULLS FIRST, code LIMIT :limit`,
    { code, since, limit },
  );
}

/** Of each area its newest claim alone. */
function countHindrances(knex: Knex, code: string): Promise<HindranceCount[]> {
  return query<HindranceCount>(
    knex,
    `SELECT hindrance::integer AS code, count(*)::integer AS areas FROM (
       SELECT DISTINCT ON (area_code) hindrances FROM area_claims
       WHERE area_code ${within} AND withdrawn_at IS NULL
       ORDER BY area_code, claimed_at DESC, report_id DESC
     ) AS newest CROSS JOIN unnest(hindrances) AS hindrance
     GROUP BY 1 ORDER BY areas DESC, code`,
    { code },
  );
}

function listHouseholds(
  knex: Knex,
  village: string,
  after: string | null,
  limit: number,
): Promise<ListedHousehold[]> {
  return query<ListedHousehold>(
    knex,
    `SELECT idbdt, coalesce("Nama_KRT", head_name) AS "headName", coalesce("Alamat", address) AS address,
       visited_on::text AS "visitedOn", completed_on::text AS "completedOn", status
     FROM prelist_households LEFT JOIN dtks.udrt ON "IDBDT" = idbdt
     WHERE idbdt > coalesce(:after, :village) AND idbdt <= rpad(:village, 16, '9')
     ORDER BY idbdt LIMIT :limit`,
    { village, after, limit },
  );
}
