import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { makePlaces, programme } from '../../src/cli/simulate/field/places.ts';
import { type FieldFile, type FieldOptions, fieldFiles } from '../../src/cli/simulate/field/rows.ts';

const usage =
  'npm run make:field -- --out DIR [--enumerators 83395] [--households 1000000] [--seed 1] [--bad-share 0.01] [--members]';

const linesAtOnce = 2_000;

/** Writes the CSV files of a made-up country, and says how many rows of each are bad. */
async function main(): Promise<void> {
  const { out, withMembers, ...options } = readArguments();
  mkdirSync(out, { recursive: true });
  const files = fieldFiles(makePlaces(options), options).filter(
    ({ name }) => withMembers || name !== 'members.csv',
  );
  for (const file of files) {
    const { rows, bad } = await write(out, file);
    console.log(`${join(out, file.name)}: ${rows} rows, of which ${bad} are bad`);
  }
}

async function write(
  folder: string,
  { name, header, rows }: FieldFile,
): Promise<{ rows: number; bad: number }> {
  const counted = { rows: 0, bad: 0 };
  function* chunks(): Generator<string> {
    let lines = [header];
    for (const { text, isBad } of rows) {
      counted.rows += 1;
      if (isBad) counted.bad += 1;
      lines.push(text);
      if (lines.length < linesAtOnce) continue;
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
    yield lines.map((line) => `${line}\n`).join('');
  }
  await pipeline(Readable.from(chunks()), createWriteStream(join(folder, name)));
  return counted;
}

function readArguments(): FieldOptions & { readonly out: string; readonly withMembers: boolean } {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      enumerators: { type: 'string', default: String(programme.enumerators) },
      households: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      'bad-share': { type: 'string', default: '0.01' },
      members: { type: 'boolean', default: false },
    },
  });
  const badShare = Number(values['bad-share']);
  if (values.out === undefined || !(badShare >= 0 && badShare <= 1)) throw new Error(usage);
  return {
    out: values.out,
    withMembers: values.members,
    enumerators: wholeNumber(values.enumerators),
    households: wholeNumber(values.households),
    seed: wholeNumber(values.seed),
    badShare,
  };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(usage);
  return Number(text);
}

await main();
