import { Command } from 'commander';
import { isIdbdt } from '../domain/identity/idbdt.ts';
import { readRecord } from '../store/record.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { withCore } from './with-core.ts';

export function recordCommand(context: CommandContext): Command {
  return new Command('record')
    .description('print one household as JSON: its records, revisions and reports')
    .argument('<IDBDT>', '16 digits: BPS village code and serial, such as 9415010001000007')
    .action(async (idbdt: string) => {
      if (!isIdbdt(idbdt)) throw new UsageError('IDBDT has 16 digits: BPS village code (10) and serial (6).');
      const record = await withCore(context, (core) => readRecord(core.knex, core.instrument, idbdt));
      if (!record) throw new CommandFailure('No such household in the prelist or the records.');
      console.log(JSON.stringify(record, null, 2));
    });
}
