import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { recordTables } from '../store/dtks-tables.ts';
import { exportDtks } from '../store/export-dtks.ts';
import type { CommandContext } from './context.ts';
import { withCore } from './with-core.ts';

export function exportCommand(context: CommandContext): Command {
  const dtks = new Command('dtks')
    .description('write the reported households, members, family cards and businesses, one file a table')
    .addOption(new Option('--format <FORMAT>').choices(['csv', 'ndjson']).default('csv'))
    .option('--out <DIR>', 'folder to write to; made where it is missing', '.')
    .action((options: { format: 'csv' | 'ndjson'; out: string }) =>
      withCore(context, async (core) => {
        await mkdir(options.out, { recursive: true });
        for (const name of recordTables) {
          const path = join(options.out, `${name}.${options.format}`);
          const rows = await writeWhole(path, (write) => exportDtks(core.knex, name, options.format, write));
          console.log(`${path}: ${rows} rows`);
        }
      }),
    );
  return new Command('export').description('write records to files').addCommand(dtks);
}

/** Writes beside the file and renames, so that nobody finds half a file. */
async function writeWhole<T>(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const unfinished = `${path}.part`;
  const file = createWriteStream(unfinished, { mode: 0o600 });
  const result = await fill(async (text) => {
    if (!file.write(text)) await once(file, 'drain');
  });
  file.end();
  await once(file, 'close');
  await rename(unfinished, path);
  return result;
}
