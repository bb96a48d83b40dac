import { Command, Option } from 'commander';
import { nation } from '../domain/workflow/progress.ts';
import type { AreaProgress, ProgressReader } from '../ports.ts';
import { makeProgressReader } from '../store/progress-reader.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { areaLines, areaTable, dayTable, officerTable } from './progress-tables.ts';
import { withCore } from './with-core.ts';

const listings = ['area', 'officer', 'day'] as const;

interface ProgressOptions {
  readonly by: (typeof listings)[number];
  readonly levels?: boolean;
  readonly limit: string;
  readonly json?: boolean;
}

export function progressCommand(context: CommandContext): Command {
  return new Command('progress')
    .description('how far the work has come, in an area and right below it, by officer or by day')
    .argument('[AREA]', 'BPS code of 2, 4, 7 or 10 digits; without it the whole country', nation)
    .addOption(new Option('--by <LISTING>', 'what to list below it').choices(listings).default('area'))
    .option('--levels', 'show the areas above it too')
    .option('--limit <N>', 'officers to list at the most', '500')
    .option('--json', 'for programs')
    .action((code: string, options: ProgressOptions) =>
      withCore(context, async (core) => {
        const found = await findProgress(makeProgressReader(core.knex), code, options);
        console.log(options.json ? JSON.stringify(found, null, 2) : print(found));
      }),
    );
}

type Found = Awaited<ReturnType<typeof findProgress>>;

async function findProgress(reader: ProgressReader, code: string, options: ProgressOptions) {
  if (!/^(\d{2}|\d{4}|\d{7}|\d{10})$/.test(code)) {
    throw new UsageError('AREA is a BPS code of 2, 4, 7 or 10 digits, such as 9415.');
  }
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number above 0.');
  const above = options.levels ? levelsAbove(code) : [];
  const areas = await reader.readAreas([...above, code]);
  const area = areas.find((found) => found.code === code);
  if (!area) throw new CommandFailure(`No area ${code}. See the codes with: kentongan areas`);
  return {
    ...(options.levels && { above: areas.filter((found) => found.code !== code) }),
    area,
    ...(await listBelow(reader, area, options.by, limit)),
  };
}

/** Codes of the areas above one, from the nation down. */
function levelsAbove(code: string): string[] {
  if (code === nation) return [];
  const digits = [2, 4, 7].filter((length) => length < code.length);
  return [nation, ...digits.map((length) => code.slice(0, length))];
}

async function listBelow(
  reader: ProgressReader,
  { code }: AreaProgress,
  by: ProgressOptions['by'],
  limit: number,
) {
  if (by === 'officer') return { officers: await reader.listOfficers(code, limit) };
  if (by === 'day') return { days: await reader.listDays(code) };
  return { areas: await reader.listAreas(code) };
}

function print(found: Found): string {
  const blocks = [
    ...(found.above?.length ? [areaTable(found.above)] : []),
    areaLines(found.area),
    ...('officers' in found && found.officers.length > 0 ? [officerTable(found.officers)] : []),
    ...('days' in found && found.days.length > 0 ? [dayTable(found.days)] : []),
    ...('areas' in found && found.areas.length > 0 ? [areaTable(found.areas)] : []),
  ];
  return blocks.join('\n\n');
}
