import type { Knex } from 'knex';
import { BpsCode, KemendagriCode } from '../domain/identity/area-code.ts';
import type { AreaList, AreaSearch, ListedArea } from '../ports.ts';
import { findAreas, findAreasByKemendagri, listVintages } from './areas.ts';
import { allOf, inScope, wordsQuery } from './list-conditions.ts';
import { query } from './query.ts';

export function makeAreaList(knex: Knex): AreaList {
  return {
    search: (search) => searchAreas(knex, search),
    findByCodes: async (codes) => {
      const known = codes.flatMap((code) => BpsCode.safeParse(code).data ?? []);
      return [...(await findAreas(knex, known)).values()];
    },
    findByKemendagri: async (code) => {
      const asked = KemendagriCode.safeParse(code).data;
      if (asked === undefined) return [];
      return (await findAreasByKemendagri(knex, [asked])).get(asked) ?? [];
    },
    listVintages: async (code) => {
      const asked = BpsCode.safeParse(code).data;
      return asked === undefined ? [] : listVintages(knex, asked);
    },
  };
}

/** Without words in order of the codes alone, which the key has; what words find is little enough to be sorted. */
function searchAreas(db: Knex, { scope, words, after, limit }: AreaSearch): Promise<ListedArea[]> {
  const isNamed = words.length > 0;
  const place = isNamed ? '(length(code), code)' : 'code';
  const afterPlace = isNamed ? '(length(:after), :after)' : ':after';
  const within = inScope('code', 10, scope);
  const conditions = [
    within.sql,
    isNamed
      ? `code IN (
           SELECT code FROM areas WHERE to_tsvector('simple', name) @@ to_tsquery('simple', :words)
           UNION SELECT area_code FROM area_codes WHERE to_tsvector('simple', name) @@ to_tsquery('simple', :words))`
      : null,
    after === undefined ? null : `${place} > ${afterPlace}`,
  ];
  return query<ListedArea>(
    db,
    `SELECT code, level, name, kemendagri FROM areas WHERE ${allOf(conditions)} ORDER BY ${place} LIMIT :limit`,
    { ...within.bindings, words: wordsQuery(words), after: after ?? null, limit },
  );
}
