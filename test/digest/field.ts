import type { Knex } from 'knex';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { execute } from '../../src/store/query.ts';

/** The field staff of 2021. */
export const staff = { enumerators: 83_395, supervisors: 16_679, coordinators: 7_242 } as const;

/** Ids of the roles begin here, so that who is whose superior can be reckoned. */
const firstSupervisor = 100_000;
const firstCoordinator = 200_000;

/** The 34 provinces of 2021 by BPS code, in all three time zones. */
const provinces = [
  ...['11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '31', '32', '33', '34', '35', '36', '51'],
  ...['52', '53', '61', '62', '63', '64', '65', '71', '72', '73', '74', '75', '76', '81', '82', '91', '94'],
];

/** A village with its sub-district, for each enumerator; numbers count from 0. */
const villageSql = `
  SELECT number, place, province || lpad((1 + within / 30)::text, 2, '0') || lpad((1 + within % 30)::text, 3, '0')
    AS subdistrict, lpad((row_number() OVER (PARTITION BY place ORDER BY number))::text, 3, '0') AS village
  FROM (
    SELECT number, place, (:provinces::text[])[1 + place % 34] AS province, place / 34 AS within
    FROM (
      SELECT number, (number::bigint * ${staff.coordinators} / ${staff.enumerators})::integer AS place
      FROM generate_series(0, ${staff.enumerators} - 1) AS number
    ) AS placed
  ) AS provinced`;

/** Fills an empty store with areas, officers in their chain, and 500 households a village. */
export async function fillField(knex: Knex): Promise<void> {
  await execute(knex, `CREATE TABLE digest_villages AS ${villageSql}`, { provinces });
  await execute(
    knex,
    `INSERT INTO areas (code, name)
     SELECT DISTINCT left(subdistrict, digits), 'Contoh ' || left(subdistrict, digits)
     FROM digest_villages, (VALUES (2), (4), (7)) AS level (digits)
     UNION ALL SELECT subdistrict || village, 'Desa Contoh' FROM digest_villages`,
  );
  await fillOfficers(knex);
  await execute(
    knex,
    `INSERT INTO progress_deltas (area_code, target, visited)
     SELECT subdistrict || village, 500, number % 400 FROM digest_villages`,
  );
  const sums = makeProgressSums(knex);
  while ((await sums.fold(20_000)) > 0);
}

/** Of a hundred one sent STOP, one is quiet and one has ended; one in five reads English. */
async function fillOfficers(knex: Knex): Promise<void> {
  const officer = `'+628' || lpad(id::text, 10, '0'), CASE WHEN id % 5 = 0 THEN 'en' ELSE 'id' END,
    id % 100 = 7, id % 100 = 13, CASE WHEN id % 100 = 29 THEN timestamptz '2021-11-01' END, '2021-10-01'`;
  const columns = `(id, name, role, superior_id, msisdn, language, is_stopped, is_quiet, ended_at, created_at)`;
  await execute(
    knex,
    `INSERT INTO officers ${columns} SELECT id, 'Contoh Korcam', 'korcam', NULL, ${officer}
     FROM (SELECT DISTINCT ${firstCoordinator} + place AS id FROM digest_villages) AS made`,
  );
  await execute(
    knex,
    `INSERT INTO officers ${columns} SELECT id, 'Contoh Pengawas', 'pengawas', superior_id, ${officer}
     FROM (
       SELECT ${firstSupervisor} + number / 5 AS id, min(${firstCoordinator} + place) AS superior_id
       FROM digest_villages GROUP BY 1
     ) AS made`,
  );
  await execute(
    knex,
    `INSERT INTO officers ${columns} SELECT id, 'Contoh Petugas', 'enumerator', superior_id, ${officer}
     FROM (SELECT 1 + number AS id, ${firstSupervisor} + number / 5 AS superior_id FROM digest_villages) AS made`,
  );
  await execute(
    knex,
    `INSERT INTO officer_areas (officer_id, area_code)
     SELECT 1 + number, subdistrict || village FROM digest_villages
     UNION SELECT ${firstSupervisor} + number / 5, subdistrict || village FROM digest_villages
     UNION SELECT ${firstCoordinator} + place, subdistrict FROM digest_villages`,
  );
}

/** Two reports of a day from four of five enumerators, one of them held now and then. */
export async function fillReports(knex: Knex, day: string): Promise<void> {
  await execute(
    knex,
    `WITH message AS (
       INSERT INTO inbox (channel, kind, provider_id, sender, raw, is_encrypted, received_at, state)
       SELECT 'at', 'sms', :day || '-' || number || '-' || turn, '+628' || lpad((1 + number)::text, 10, '0'), '', false,
         (:day::date + interval '3 hours' + turn * interval '1 hour') AT TIME ZONE 'UTC', 'done'
       FROM digest_villages, generate_series(1, 2) AS turn WHERE number % 5 <> 0
       RETURNING id, sender, received_at
     )
     INSERT INTO reports (id, officer_id, sender, command, form, outcome, is_practice, answers, problems, repairs, channel,
       source, codebook_version, received_at, processed_at)
     SELECT id, right(sender, 10)::bigint, sender, 'V', 'V', CASE WHEN id % 9 = 0 THEN 'held' ELSE 'accepted' END, false,
       '{}', '[]', '[]', 'at', 'sms', 'dtks-2021.1', received_at, received_at
     FROM message`,
    { day },
  );
  await knex.raw('ANALYZE');
}

/**
 * Who is due, by the field's own rules: enumerators who reported, and leaders, for everybody has households left.
 * Who sent STOP, is quiet or has ended is not.
 */
export const dueSql = `
  SELECT id FROM officers
  WHERE NOT is_stopped AND NOT is_quiet AND ended_at IS NULL AND (role <> 'enumerator' OR (id - 1) % 5 <> 0)
    AND (role <> 'pengawas' OR EXISTS (
      SELECT FROM officers AS member WHERE member.superior_id = officers.id AND member.ended_at IS NULL
    ))`;
