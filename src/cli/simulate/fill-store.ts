import type { Knex } from 'knex';
import { normaliseMsisdn } from '../../channels/msisdn.ts';
import { importAreas } from '../../store/import-areas.ts';
import { importOfficers } from '../../store/import-officers.ts';
import { importHouseholds } from '../../store/import-prelist.ts';
import type { ImportResult } from '../../store/import-rows.ts';
import { query } from '../../store/query.ts';
import { CommandFailure } from '../errors.ts';
import type { Places } from './field/places.ts';
import { type FieldFile, fieldFiles } from './field/rows.ts';
import type { RunSettings } from './run-folder.ts';

const linesAtOnce = 2_000;

/**
 * Loads the made-up country as an operator does, by the importers.
 *
 * @param say called with each file as it is in.
 * @throws CommandFailure where the store holds another country, or refuses a row.
 */
export async function fillStore(
  knex: Knex,
  places: Places,
  { seed, enumerators, householdsEach }: RunSettings,
  say: (line: string) => void,
): Promise<void> {
  await refuseOtherCountry(knex);
  const options = { enumerators, households: enumerators * householdsEach, seed, badShare: 0 };
  const strict = { strict: false };
  const importers: Readonly<Record<string, (text: AsyncIterable<string>) => Promise<ImportResult>>> = {
    'areas.csv': (text) => importAreas(knex, text, strict),
    'officers.csv': (text) => importOfficers(knex, text, { ...strict, normaliseMsisdn }),
    'prelist.csv': (text) => importHouseholds(knex, text, strict),
  };
  for (const file of fieldFiles(places, options)) {
    const result = await importers[file.name]?.(textOf(file));
    if (!result) continue;
    const [bad] = result.bad;
    if (bad) throw new CommandFailure(`${file.name}, line ${bad.line}: ${bad.reason}`);
    say(`${file.name}: ${result.written} rows`);
  }
  await knex.raw('ANALYZE');
}

/** Reports of people who don't exist must not come to stand beside real ones. */
async function refuseOtherCountry(knex: Knex): Promise<void> {
  const [other] = await query(knex, `SELECT FROM areas WHERE name NOT LIKE '%Contoh%' LIMIT 1`);
  if (other) throw new CommandFailure('The store holds a real area. Simulate in an empty one.');
}

async function* textOf({ header, rows }: FieldFile): AsyncGenerator<string> {
  let lines = [header];
  for (const { text } of rows) {
    lines.push(text);
    if (lines.length < linesAtOnce) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  yield lines.map((line) => `${line}\n`).join('');
}
