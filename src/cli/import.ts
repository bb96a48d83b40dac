import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { normaliseMsisdn } from '../channels/msisdn.ts';
import type { Core } from '../core.ts';
import { importAreas } from '../store/import-areas.ts';
import { importOfficers } from '../store/import-officers.ts';
import { importHouseholds, importMembers } from '../store/import-prelist.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { makeProgress, type Progress } from './progress.ts';
import { withCore } from './with-core.ts';

interface ImportOptions {
  readonly strict?: boolean;
  readonly members?: boolean;
  readonly json?: boolean;
}

const kinds = {
  areas: 'areas: kode_bps,kode_kemendagri,nama,tingkat',
  officers: 'officers: msisdn,nama,peran,wilayah,atasan,bahasa',
  prelist: 'households: IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART; with --members their members',
} as const;
type Kind = keyof typeof kinds;

export function importCommand(context: CommandContext): Command {
  const command = new Command('import').description(
    'load areas, officers or a prelist from CSV with a header',
  );
  for (const kind of Object.keys(kinds) as Kind[]) command.addCommand(importOne(context, kind));
  return command;
}

function importOne(context: CommandContext, kind: Kind): Command {
  const command = new Command(kind)
    .description(kinds[kind])
    .argument('<FILE>', 'the CSV file; importing it again is harmless')
    .option('--strict', 'take all rows or none')
    .option('--json', 'print the result for programs');
  if (kind === 'prelist') {
    command.option('--members', 'the file holds members: IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT');
  }
  return command.action((file: string, options: ImportOptions) =>
    withCore(context, (core) => runImport(core, kind, file, options)),
  );
}

async function runImport(core: Core, kind: Kind, file: string, options: ImportOptions): Promise<void> {
  const size = await stat(file).catch(() => {
    throw new UsageError(`There is no file ${file}.`);
  });
  const progress = makeProgress(size.size);
  const input = counted(createReadStream(file), progress);
  const settings = { strict: options.strict ?? false };
  const result =
    kind === 'areas'
      ? await importAreas(core.knex, input, settings)
      : kind === 'officers'
        ? await importOfficers(core.knex, input, { ...settings, normaliseMsisdn })
        : options.members
          ? await importMembers(core.knex, input, settings)
          : await importHouseholds(core.knex, input, settings);
  progress.finish();
  if (options.json) console.log(JSON.stringify(result, null, 2));
  else {
    console.log(`${result.read} rows read, ${result.written} written, ${result.bad.length} bad`);
    for (const { line, reason } of result.bad) console.log(`line ${line}: ${reason}`);
  }
  if (result.bad.length > 0) process.exitCode = 1;
}

/** Counts what is read, where it is read: a listener would set the file flowing before anybody reads it. */
async function* counted(stream: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    progress.advance(chunk.length);
    yield chunk;
  }
}
