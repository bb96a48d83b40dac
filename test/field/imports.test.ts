import { afterAll, beforeAll, expect, it } from 'vitest';
import { normaliseMsisdn } from '../../src/channels/msisdn.ts';
import { makePlaces } from '../../src/cli/simulate/field/places.ts';
import { type FieldFile, type FieldOptions, fieldFiles } from '../../src/cli/simulate/field/rows.ts';
import { importAreas } from '../../src/store/import-areas.ts';
import { importOfficers } from '../../src/store/import-officers.ts';
import { importHouseholds, importMembers } from '../../src/store/import-prelist.ts';
import { query } from '../../src/store/query.ts';
import { eachStore } from '../support/database.ts';

const options: FieldOptions = { enumerators: 500, households: 3_000, seed: 7, badShare: 0.05 };

eachStore('a made-up country, imported', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());

  it('goes in but for its bad rows, which are told by line, twice without harm', async () => {
    const settings = { strict: false };
    const imports = {
      'areas.csv': (text: Text) => importAreas(opened.knex, text, settings),
      'officers.csv': (text: Text) => importOfficers(opened.knex, text, { ...settings, normaliseMsisdn }),
      'prelist.csv': (text: Text) => importHouseholds(opened.knex, text, settings),
      'members.csv': (text: Text) => importMembers(opened.knex, text, settings),
    };
    const files = new Map(fieldFiles(makePlaces(options), options).map((file) => [file.name, file]));
    for (const _ of ['once', 'again']) {
      for (const [name, take] of Object.entries(imports)) {
        const file = files.get(name);
        if (!file) throw new Error(`there is no ${name}`);
        const { text, rows, bad } = written(options, file);
        const result = await take(text);
        expect(result.bad.map(({ line }) => line)).toEqual(bad);
        expect(result).toMatchObject({ read: rows, written: rows - bad.length });
        expect(bad.length).toBeGreaterThan(0);
      }
    }
    const [counts] = await query(
      opened.knex,
      `SELECT (SELECT count(*)::integer FROM areas WHERE level = 'desa') AS villages,
         (SELECT count(*)::integer FROM officers WHERE role = 'enumerator') AS enumerators,
         (SELECT count(*)::integer FROM officers WHERE superior_id IS NULL) AS "atTheTop",
         (SELECT count(*)::integer FROM prelist_households) AS households,
         (SELECT sum(target)::integer FROM progress_deltas) AS targets,
         (SELECT count(*)::integer FROM audit WHERE action = 'change-officer') AS changes`,
    );
    expect(counts).toEqual({
      villages: 500,
      enumerators: 500,
      atTheTop: makePlaces(options).provinces.length,
      households: 3_000,
      targets: 3_000,
      changes: 0,
    });
  });
});

type Text = AsyncIterable<string>;

/** A file made anew, and the lines of its bad rows; the header is line 1. */
function written(given: FieldOptions, { name, header }: FieldFile) {
  const file = fieldFiles(makePlaces(given), given).find((one) => one.name === name);
  const rows = [...(file?.rows ?? [])];
  const bad = rows.flatMap(({ isBad }, at) => (isBad ? [at + 2] : []));
  return { rows: rows.length, bad, text: chunks([header, ...rows.map(({ text }) => text)]) };
}

async function* chunks(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield `${line}\n`;
}
