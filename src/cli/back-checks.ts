import { Command } from 'commander';
import type { Instrument } from '../domain/instrument/instrument.ts';
import { type Agreement, readAgreements } from '../store/back-checks.ts';
import type { CommandContext } from './context.ts';
import { officerIdOf } from './officer-key.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface BackCheckOptions {
  readonly officer?: string;
  readonly json?: boolean;
}

export function backChecksCommand(context: CommandContext): Command {
  return new Command('back-checks')
    .description('how answers asked again by supervisors agree with those reported, by enumerator and item')
    .option('--officer <KEY>', 'of one enumerator: their code or number')
    .option('--json', 'print for programs')
    .action(({ officer, json }: BackCheckOptions) =>
      withCore(context, async ({ knex, instrument }) => {
        const officerId = officer === undefined ? null : await officerIdOf(knex, officer);
        const agreements = await readAgreements(knex, officerId);
        if (json) console.log(JSON.stringify(agreements, null, 2));
        else console.log(agreements.length === 0 ? 'Nothing was drawn yet.' : tables(instrument, agreements));
      }),
    );
}

function tables(instrument: Instrument, agreements: readonly Agreement[]): string {
  const officers = agreements.map(({ code, name, drawn, done, items }) => [
    code,
    name,
    String(drawn),
    String(done),
    share(items),
  ]);
  const byItem = instrument.mapping.backCheck.flatMap(({ column, number, short }) => {
    const items = agreements.flatMap((one) => one.items.filter((item) => item.column === column));
    return items.length === 0 ? [] : [[number, short.en, String(asked(items)), share(items)]];
  });
  const first = table(['officer', 'name', 'drawn', 'done', 'agree'], officers);
  return byItem.length === 0 ? first : `${first}\n\n${table(['item', 'label', 'asked', 'agree'], byItem)}`;
}

function asked(items: Agreement['items']): number {
  return items.reduce((sum, item) => sum + item.asked, 0);
}

/** Percent of the items asked that agree; a dash where none was asked. */
function share(items: Agreement['items']): string {
  const all = asked(items);
  const agreed = items.reduce((sum, item) => sum + item.agreed, 0);
  return all === 0 ? '-' : `${Math.round((100 * agreed) / all)} %`;
}
