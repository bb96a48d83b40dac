import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { normaliseMsisdn } from '../channels/msisdn.ts';
import { type Core, clock } from '../core.ts';
import { readRecodes } from '../flow-files.ts';
import { importAreas } from '../store/import-areas.ts';
import { importOfficers } from '../store/import-officers.ts';
import { importPhotos } from '../store/import-photos.ts';
import { importHouseholds, importMembers } from '../store/import-prelist.ts';
import type { ImportResult } from '../store/import-rows.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { makeProgress, type Progress } from './progress-bar.ts';
import { withCore } from './with-core.ts';

interface ImportOptions {
  readonly strict?: boolean;
  readonly members?: boolean;
  readonly bridge?: boolean;
  readonly kemendagri?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

const kinds = {
  areas: 'areas: kode_bps,kode_kemendagri,nama,tingkat and, where known, berlaku_dari,berlaku_sampai',
  officers: 'officers: msisdn,nama,peran,wilayah,atasan,bahasa',
  photos: 'photos: IDBDT,jumlah_foto, from the photo store',
  prelist: 'households: IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART; with --members their members',
} as const;
type Kind = keyof typeof kinds;

export function importCommand(context: CommandContext): Command {
  const command = new Command('import').description(
    'load areas, officers, a prelist or counts of photos from CSV with a header',
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
  if (kind === 'areas') {
    command
      .option('--bridge', "the file is BPS's bridge of one level: kode_bps,nama_bps,kode_dagri,nama_dagri")
      .option('--kemendagri', "the file is Kemendagri's own list: code,name, as in the package idn-area-data")
      .option('--from <DATE>', 'first day of the Kemendagri codes of such a file, such as 2022-07-25');
  }
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
  const result = await importFile(core, kind, input, options);
  progress.finish();
  if (options.json) console.log(JSON.stringify(result, null, 2));
  else {
    console.log(`${result.read} rows read, ${result.written} written, ${result.bad.length} bad`);
    for (const { line, reason } of result.bad) console.log(`line ${line}: ${reason}`);
  }
  if (result.bad.length > 0) process.exitCode = 1;
}

function importFile(
  { knex, instrument }: Core,
  kind: Kind,
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportResult> {
  const settings = { strict: options.strict ?? false };
  switch (kind) {
    case 'areas':
      return importAreas(knex, input, { ...settings, ...areaSettings(options), recodes: readRecodes() });
    case 'officers':
      return importOfficers(knex, input, { ...settings, normaliseMsisdn });
    case 'photos':
      return importPhotos(knex, input, { ...settings, instrument, now: clock() });
    case 'prelist':
      return options.members ? importMembers(knex, input, settings) : importHouseholds(knex, input, settings);
  }
}

function areaSettings({ bridge, kemendagri, from }: ImportOptions) {
  if (bridge && kemendagri) throw new UsageError('Give one of --bridge and --kemendagri.');
  const layout = bridge ? 'bridge' : kemendagri ? 'kemendagri' : 'areas';
  if (from === undefined) return { layout } as const;
  if (layout === 'areas') throw new UsageError('--from goes with --bridge or --kemendagri.');
  if (!z.iso.date().safeParse(from).success) throw new UsageError('--from takes a day, such as 2022-07-25.');
  return { layout, from } as const;
}

/** Counts what is read, where it is read: a listener would set the file flowing before anybody reads it. */
async function* counted(stream: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    progress.advance(chunk.length);
    yield chunk;
  }
}
