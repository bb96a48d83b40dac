import { Command, Option } from 'commander';
import { parseBpsCode } from '../domain/identity/area-code.ts';
import { type Role, roles } from '../domain/workflow/roles.ts';
import type { ListedOfficer } from '../ports.ts';
import { listOfficers, readOfficer } from '../store/list-officers.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { officerIdOf } from './officer-key.ts';
import { upkeepCommands } from './officer-upkeep.ts';
import { resetPinCommand } from './officers-pin.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface ListOptions {
  readonly area?: string;
  readonly role?: Role;
  readonly ended?: boolean;
  readonly limit: string;
  readonly json?: boolean;
}

/** Names and numbers are shown to whoever may sit at this machine, and go nowhere else. */
export function officersCommand(context: CommandContext): Command {
  const command = new Command('officers')
    .description('the field staff: who they are, their numbers, areas and superiors')
    .addCommand(listCommand(context))
    .addCommand(showCommand(context));
  for (const one of upkeepCommands(context)) command.addCommand(one);
  command.addCommand(resetPinCommand(context));
  return command;
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('officers from the top')
    .option('--area <CODE>', 'those with an area in this one: BPS code of 2, 4, 7 or 10 digits')
    .addOption(new Option('--role <ROLE>', 'those of a role').choices([...roles]))
    .option('--ended', 'those who have ended too')
    .option('--limit <N>', 'officers to list at the most', '200')
    .option('--json', 'for programs')
    .action((options: ListOptions) =>
      withCore(context, async ({ knex }) => {
        const { area, role, ended, json } = options;
        if (area !== undefined && parseBpsCode(area) === null)
          throw new UsageError('--area takes a BPS code of 2, 4, 7 or 10 digits.');
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1)
          throw new UsageError('--limit takes a whole number above 0.');
        // One more than asked for tells whether there are more.
        const found = await listOfficers(knex, { area, role, withEnded: ended ?? false, limit: limit + 1 });
        const shown = found.slice(0, limit);
        if (json) console.log(JSON.stringify(shown, null, 2));
        else if (shown.length === 0) console.log('no officers');
        else console.log(officerTable(shown));
        if (found.length > limit) console.error(`Only the first ${limit}; see more with --limit.`);
      }),
    );
}

function officerTable(officers: readonly ListedOfficer[]): string {
  return table(
    ['code', 'number', 'name', 'role', 'areas', 'superior', 'ended'],
    officers.map(({ code, msisdn, name, role, areas, superior, endedAt }) => [
      code,
      msisdn,
      name,
      role,
      areas.length > 3 ? `${areas.slice(0, 3).join(' ')} … (${areas.length})` : areas.join(' '),
      superior ?? '',
      endedAt?.toISOString().slice(0, 10) ?? '',
    ]),
  );
}

function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('one officer, with every number that is or was theirs')
    .argument('<OFFICER>', 'code of 7 digits, or a number that is or was theirs')
    .option('--json', 'for programs')
    .action((given: string, { json }: { json?: boolean }) =>
      withCore(context, async ({ knex }) => {
        const officer = await readOfficer(knex, await officerIdOf(knex, given));
        if (!officer) throw new CommandFailure('The officer is no longer there.');
        if (json) {
          console.log(JSON.stringify(officer, null, 2));
          return;
        }
        const { numbers, ...facts } = officer;
        const settings = [
          facts.language,
          ...(facts.isQuiet ? ['quiet'] : []),
          ...(facts.isStopped ? ['stopped'] : []),
        ];
        const lines: readonly (readonly [string, string | null])[] = [
          ['code', facts.code],
          ['name', facts.name],
          ['role', facts.role],
          ['number', facts.msisdn],
          ['areas', facts.areas.join(' ')],
          ['superior', facts.superior],
          ['team', facts.team === 0 ? null : String(facts.team)],
          ['settings', settings.join(', ')],
          ['ended', facts.endedAt?.toISOString() ?? null],
          ['came after', facts.replaces],
          ['replaced by', facts.replacedBy],
        ];
        for (const [title, text] of lines) if (text) console.log(`${title.padEnd(12)}${text}`);
        console.log('');
        const rows = numbers.map(({ msisdn, since, until }) => [
          msisdn,
          since.toISOString(),
          until?.toISOString() ?? '',
        ]);
        console.log(table(['number', 'since', 'until'], rows));
      }),
    );
}
