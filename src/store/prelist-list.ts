import type { Knex } from 'knex';
import type { HouseholdSearch, ListedMember, PrelistEntry, PrelistList } from '../ports.ts';
import { allOf, inScope, wordsQuery } from './list-conditions.ts';
import { query } from './query.ts';

export function makePrelistList(knex: Knex): PrelistList {
  return {
    searchHouseholds: (search) => searchHouseholds(knex, search),
    listMembers: (scope, after, limit) => listMembers(knex, scope, after, limit),
  };
}

/** Names have no index here: a nation's prelist has 41 million, and nobody looks for one of them outside a small area. */
function searchHouseholds(
  db: Knex,
  { scope, words, after, limit }: HouseholdSearch,
): Promise<PrelistEntry[]> {
  const within = inScope('known.idbdt', 16, scope);
  const conditions = [
    within.sql,
    words.length > 0
      ? `to_tsvector('simple', coalesce(head_name, '')) @@ to_tsquery('simple', :words)`
      : null,
    after === undefined ? null : 'known.idbdt > :after',
  ];
  return query<PrelistEntry>(
    db,
    `SELECT known.idbdt, head_name AS "headName", address, sls_name AS "slsName", known.no_kk AS "noKk",
       member_count AS "memberCount", udrt.status
     FROM prelist_households AS known LEFT JOIN dtks.udrt ON udrt."IDBDT" = known.idbdt
     WHERE ${allOf(conditions)} ORDER BY known.idbdt LIMIT :limit`,
    { ...within.bindings, words: wordsQuery(words), after: after ?? null, limit },
  );
}

function listMembers(
  db: Knex,
  scope: readonly string[],
  after: { readonly idbdt: string; readonly number: number } | null,
  limit: number,
): Promise<ListedMember[]> {
  const within = inScope('idbdt', 16, scope);
  const conditions = [within.sql, after === null ? null : '(idbdt, number) > (:idbdt, :number::smallint)'];
  return query<ListedMember>(
    db,
    `SELECT idbdt, number, name, nik, sex, birth_date::text AS "birthDate", relation
     FROM prelist_members WHERE ${allOf(conditions)} ORDER BY idbdt, number LIMIT :limit`,
    { ...within.bindings, idbdt: after?.idbdt ?? null, number: after?.number ?? null, limit },
  );
}
