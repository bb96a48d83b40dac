import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { recordTables } from '../store/dtks-tables.ts';
import { exportDtks } from '../store/export-dtks.ts';
import type { CommandContext } from './context.ts';
import { withCore } from './with-core.ts';
import { orFail, writeWhole } from './write-whole.ts';

export function exportCommand(context: CommandContext): Command {
  const dtks = new Command('dtks')
    .description('write the reported households, members, family cards and businesses, one file a table')
    .addOption(new Option('--format <FORMAT>').choices(['csv', 'ndjson']).default('csv'))
    .option('--out <DIR>', 'folder to write to; made where it is missing', '.')
    .action((options: { format: 'csv' | 'ndjson'; out: string }) =>
      withCore(context, async (core) => {
        await orFail(options.out, mkdir(options.out, { recursive: true }));
        for (const name of recordTables) {
          const path = join(options.out, `${name}.${options.format}`);
          const rows = await writeWhole(path, (write) => exportDtks(core.knex, name, options.format, write));
          console.log(`${path}: ${rows} rows`);
        }
      }),
    );
  return new Command('export').description('write records to files').addCommand(dtks);
}
