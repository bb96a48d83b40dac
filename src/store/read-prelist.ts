import type { Knex } from 'knex';
import { query } from './query.ts';

/** A village that has a prelist. */
export interface PrelistVillage {
  /** BPS code, 10 digits. */
  readonly code: string;
  readonly name: string;
  /** Name of the sub-district; null where it was not imported. */
  readonly subDistrict: string | null;
  /** Name of the regency; null where it was not imported. */
  readonly regency: string | null;
}

/** A household as an area's prelist has it. */
export interface PrelistHousehold {
  readonly idbdt: string;
  readonly headName: string | null;
  readonly address: string | null;
  readonly slsName: string | null;
  readonly memberCount: number | null;
  /** Known members by number. */
  readonly members: readonly { readonly number: number; readonly name: string | null }[];
}

/** Villages with a prelist in an area, itself included, by code. */
export function listPrelistVillages(knex: Knex, area: string): Promise<PrelistVillage[]> {
  return query<PrelistVillage>(
    knex,
    `SELECT village.code, village.name, sub_district.name AS "subDistrict", regency.name AS regency
     FROM areas AS village
     LEFT JOIN areas AS sub_district ON sub_district.code = left(village.code, 7)
     LEFT JOIN areas AS regency ON regency.code = left(village.code, 4)
     WHERE village.level = 'desa' AND starts_with(village.code, :area)
       AND EXISTS (
         SELECT FROM prelist_households
         WHERE idbdt BETWEEN village.code || '000000' AND village.code || '999999'
       )
     ORDER BY village.code`,
    { area },
  );
}

/** The households of a village's prelist, by serial. Read by their key, which is what has an index. */
export function readPrelist(knex: Knex, village: string): Promise<PrelistHousehold[]> {
  return query<PrelistHousehold>(
    knex,
    `SELECT idbdt, head_name AS "headName", address, sls_name AS "slsName", member_count AS "memberCount",
       COALESCE((
         SELECT json_agg(json_build_object('number', number, 'name', name) ORDER BY number)
         FROM prelist_members WHERE prelist_members.idbdt = prelist_households.idbdt
       ), '[]') AS members
     FROM prelist_households
     WHERE idbdt BETWEEN :first AND :last
     ORDER BY idbdt`,
    { first: `${village}000000`, last: `${village}999999` },
  );
}
