import type { Knex } from 'knex';
import { insertRows } from '../../store/insert-rows.ts';
import { execute } from '../../store/query.ts';

/** A made-up enumerator with a village of their own. */
export interface BenchOfficer {
  readonly msisdn: string;
  readonly name: string;
  readonly village: string;
  /** IDBDTs. */
  readonly households: readonly string[];
}

const districts = ['9415010', '9415020', '9415030', '9415040'];
const villagesEach = 320;
const householdsEach = 4;

/** 1,280 villages of an officer and 4 households: a batch holds few reports of one officer, as in the field. */
export const officers: readonly BenchOfficer[] = Array.from({ length: 1_280 }, (_, index) => {
  const number = index + 1;
  const village = `${districts[Math.floor(index / villagesEach)]}${digits((index % villagesEach) + 1, 3)}`;
  return {
    msisdn: `+62812000${digits(number, 5)}`,
    name: `Contoh Enumerator ${number}`,
    village,
    households: Array.from({ length: householdsEach }, (_, serial) => `${village}${digits(serial + 1, 6)}`),
  };
});

/** Every household with its officer, one of each officer by turns, as the field sends them. */
export const visits = Array.from({ length: householdsEach }, (_, serial) =>
  officers.flatMap((officer) => {
    const idbdt = officer.households[serial];
    return idbdt === undefined ? [] : [{ officer, idbdt }];
  }),
).flat();

/** Loads areas, officers and prelist into an empty store. */
export async function loadWorld(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    await insertRows(trx, { table: 'areas', columns: { code: 'text', name: 'text' } }, [
      { code: '94', name: 'Provinsi Contoh' },
      { code: '9415', name: 'Kabupaten Contoh' },
      ...districts.map((code, index) => ({ code, name: `Distrik Contoh ${index + 1}` })),
      ...officers.map(({ village }, index) => ({ code: village, name: `Kampung Contoh ${index + 1}` })),
    ]);
    await execute(
      trx,
      `WITH added AS (
         INSERT INTO officers (msisdn, name, role)
         SELECT msisdn, name, 'enumerator' FROM unnest(:msisdns::text[], :names::text[]) AS given (msisdn, name)
         RETURNING id, msisdn
       ), numbers AS (
         INSERT INTO officer_numbers (officer_id, msisdn) SELECT id, msisdn FROM added
       )
       INSERT INTO officer_areas (officer_id, area_code)
       SELECT added.id, village FROM added
       JOIN unnest(:msisdns::text[], :villages::text[]) AS given (msisdn, village) USING (msisdn)`,
      {
        msisdns: officers.map(({ msisdn }) => msisdn),
        names: officers.map(({ name }) => name),
        villages: officers.map(({ village }) => village),
      },
    );
    await insertRows(
      trx,
      {
        table: 'prelist_households',
        columns: { idbdt: 'text', head_name: 'text', member_count: 'smallint' },
      },
      visits.map(({ idbdt }, index) => ({
        idbdt,
        head_name: `Contoh Kepala ${index + 1}`,
        member_count: 1 + (index % 5),
      })),
    );
  });
  // What a store that has been in use has: the planner's statistics of the prelist.
  await knex.raw('ANALYZE');
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
