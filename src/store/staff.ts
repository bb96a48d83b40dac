import type { Knex } from 'knex';
import type { OfficerRow, OfficerSearch, Staff } from '../ports.ts';
import { findOfficerId } from './list-audit.ts';
import { allOf, isEverywhere, wordsQuery } from './list-conditions.ts';
import { officerColumns, readOfficer } from './list-officers.ts';
import { addNumber, replaceNumber } from './officer-numbers.ts';
import { changeOfficer } from './officer-settings.ts';
import { endOfficer, replaceOfficer } from './officer-succession.ts';
import { query } from './query.ts';
import { resetPin } from './reset-pin.ts';

export function makeStaff(knex: Knex): Staff {
  return {
    search: (search) => searchOfficers(knex, search),
    read: (id) => readOfficer(knex, id),
    findId: (codeOrMsisdn) => findOfficerId(knex, codeOrMsisdn),
    addNumber: (id, msisdn, doer) => addNumber(knex, id, msisdn, doer),
    replaceNumber: (id, numbers, doer) => replaceNumber(knex, id, numbers, doer),
    change: (id, changes, doer) => changeOfficer(knex, id, changes, doer),
    end: (id, doer) => endOfficer(knex, id, doer),
    replace: (id, person, doer) => replaceOfficer(knex, id, person, doer),
    resetPin: (id, doer) => resetPin(knex, id, doer),
  };
}

/** Officers of an area are found by their areas first: walking all of the country by code would take longer. */
function searchOfficers(db: Knex, search: OfficerSearch): Promise<OfficerRow[]> {
  const { scope, words = [], key, role, withEnded, after, limit } = search;
  const conditions = [
    isEverywhere(scope) ? null : 'officers.id IN (SELECT id FROM within)',
    words.length > 0 ? `to_tsvector('simple', name) @@ to_tsquery('simple', :words)` : null,
    key === undefined
      ? null
      : '(code = :key OR officers.id IN (SELECT officer_id FROM officer_numbers WHERE msisdn = :key))',
    role === undefined ? null : 'role = :role',
    withEnded ? null : 'ended_at IS NULL',
    after === undefined ? null : 'code > :after',
  ];
  return query<OfficerRow>(
    db,
    `WITH within AS MATERIALIZED (
       SELECT DISTINCT officer_id AS id FROM unnest(:scope::text[]) AS scope (code)
       JOIN officer_areas ON area_code BETWEEN scope.code AND rpad(scope.code, 10, '9')
       WHERE scope.code <> ''
     )
     SELECT ${officerColumns}, language, (
       SELECT above.msisdn FROM officers AS above WHERE above.id = officers.superior_id AND above.ended_at IS NULL
     ) AS "superiorMsisdn"
     FROM officers WHERE ${allOf(conditions)} ORDER BY code LIMIT :limit`,
    {
      scope,
      words: wordsQuery(words),
      key: key ?? null,
      role: role ?? null,
      after: after ?? null,
      limit,
    },
  );
}
