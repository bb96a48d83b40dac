import { Command } from 'commander';
import { checkSums, recount, type SumCheck } from '../store/recount.ts';
import type { CommandContext } from './context.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface RecountOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function recountCommand(context: CommandContext): Command {
  return new Command('recount')
    .description(
      'count progress anew from records, held reports, prelist and claims; workers may go on meanwhile',
    )
    .option('--check', 'only compare with what is kept; exit code 1 where they differ')
    .option('--json', 'for programs')
    .action((options: RecountOptions) =>
      withCore(context, async ({ knex, instrument }) => {
        const { progress } = instrument.mapping;
        if (!options.check) {
          const sums = await recount(knex, progress);
          console.log(options.json ? JSON.stringify({ sums }) : `${sums} sums counted anew`);
          return;
        }
        const checked = await checkSums(knex, progress);
        console.log(options.json ? JSON.stringify(checked, null, 2) : print(checked));
        if (checked.differences.length > 0) process.exitCode = 1;
      }),
    );
}

function print({ compared, differences }: SumCheck): string {
  if (differences.length === 0) return `${compared} figures kept, all equal to the recount`;
  const rows = differences.map(({ of, key, day, figure, kept, counted }) => [
    of,
    key,
    day ?? '-',
    figure,
    String(kept),
    String(counted),
    String(kept - counted),
  ]);
  const head = ['of', 'key', 'day', 'figure', 'kept', 'counted', 'difference'];
  return `${table(head, rows)}\n\nPut it right with: kentongan recount`;
}
