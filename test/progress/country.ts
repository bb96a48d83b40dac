import type { Knex } from 'knex';
import { normaliseMsisdn } from '../../src/channels/msisdn.ts';
import { makePlaces } from '../../src/cli/simulate/field/places.ts';
import { type FieldFile, fieldFiles } from '../../src/cli/simulate/field/rows.ts';
import { importAreas } from '../../src/store/import-areas.ts';
import { importOfficers } from '../../src/store/import-officers.ts';
import { importHouseholds } from '../../src/store/import-prelist.ts';
import { execute, query } from '../../src/store/query.ts';

/** An officer in the field, and where. */
export interface FieldOfficer {
  readonly msisdn: string;
  readonly area: string;
}

export interface Country {
  readonly enumerators: readonly FieldOfficer[];
  /** Of sub-districts. */
  readonly coordinators: readonly (FieldOfficer & { readonly target: number })[];
  /** Those to be reported on in random order, IDBDTs. */
  readonly households: readonly string[];
}

/** Imports a made-up country as an operator does: areas, officers, prelist. */
export async function importCountry(knex: Knex, enumerators: number, households: number): Promise<void> {
  const options = { enumerators, households, seed: 1, badShare: 0 };
  const strict = { strict: false };
  const importing = {
    'areas.csv': (stream: AsyncIterable<string>) => importAreas(knex, stream, strict),
    'officers.csv': (stream: AsyncIterable<string>) =>
      importOfficers(knex, stream, { ...strict, normaliseMsisdn }),
    'prelist.csv': (stream: AsyncIterable<string>) => importHouseholds(knex, stream, strict),
  };
  const files = fieldFiles(makePlaces(options), options);
  for (const [name, importOne] of Object.entries(importing)) {
    const file = files.find((made) => made.name === name);
    if (!file) throw new Error(`Nothing makes ${name}`);
    const begun = performance.now();
    const { written, bad } = await importOne(textOf(file));
    if (bad.length > 0) throw new Error(`${bad.length} rows of ${name} are bad`);
    console.log(`${name}: ${written} rows in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  await knex.raw('ANALYZE');
}

async function* textOf({ header, rows }: FieldFile): AsyncGenerator<string> {
  let text = `${header}\n`;
  for (const row of rows) {
    text += `${row.text}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/**
 * Looks up who reports on what, and has the prelist know two members of each of those households.
 *
 * @param sample households to be reported on.
 */
export async function readCountry(knex: Knex, sample: number): Promise<Country> {
  const enumerators = await query<FieldOfficer>(
    knex,
    `SELECT msisdn, area_code AS area FROM officers JOIN officer_areas ON officer_id = id
     WHERE role = 'enumerator' ORDER BY area_code`,
  );
  const coordinators = await query<Country['coordinators'][number]>(
    knex,
    `SELECT msisdn, area_code AS area, target FROM officers JOIN officer_areas ON officer_id = id
     JOIN (
       SELECT left(village_code, 7) AS area_code, count(*)::integer AS target FROM prelist_households GROUP BY 1
     ) AS counted USING (area_code)
     WHERE role = 'korcam' ORDER BY area_code`,
  );
  const households = await query<{ idbdt: string }>(
    knex,
    'SELECT idbdt FROM prelist_households ORDER BY md5(idbdt) LIMIT :sample',
    { sample },
  );
  const idbdts = households.map(({ idbdt }) => idbdt);
  await execute(
    knex,
    `INSERT INTO prelist_members (idbdt, number, name, sex)
     SELECT idbdt, number, 'Contoh Anggota', number FROM unnest(:idbdts::text[]) AS idbdt, generate_series(1, 2) AS number`,
    { idbdts },
  );
  return {
    enumerators,
    coordinators,
    households: idbdts,
  };
}
