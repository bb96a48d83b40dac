import { Command } from 'commander';
import type { Knex } from 'knex';
import {
  type BpsCode,
  parentOfBps,
  parseBpsCode,
  parseKemendagriCode,
} from '../domain/identity/area-code.ts';
import {
  type Area,
  type AreaVintage,
  findAreas,
  findAreasByKemendagri,
  listAreas,
  listVintages,
  searchAreas,
} from '../store/areas.ts';
import { makeProgressReader } from '../store/progress-reader.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface AreasOptions {
  readonly search?: string;
  readonly kemendagri?: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** An area with how many households its prelist has. */
type CountedArea = Area & { readonly households: number };

/** One area and what is around it. */
interface AreaView {
  /** Null for the country. */
  readonly area: CountedArea | null;
  /** The areas that it lies in, from the province down. */
  readonly above: readonly Area[];
  readonly vintages: readonly AreaVintage[];
  readonly below: readonly CountedArea[];
}

export function areasCommand(context: CommandContext): Command {
  return new Command('areas')
    .description('areas with their codes in both lists, and the households of their prelists')
    .argument('[CODE]', 'BPS code of 2, 4, 7 or 10 digits; without it the provinces')
    .option('--search <NAME>', 'areas with this in their name')
    .option('--kemendagri <CODE>', 'areas that have or had this Kemendagri code')
    .option('--limit <N>', 'areas to find at the most', '50')
    .option('--json', 'for programs')
    .action((code: string | undefined, options: AreasOptions) =>
      withCore(context, async ({ knex }) => {
        if (options.search === undefined && options.kemendagri === undefined) {
          const view = await viewArea(knex, code);
          console.log(options.json ? JSON.stringify(view, null, 2) : printView(view));
          return;
        }
        if (code !== undefined) throw new UsageError('Give one of CODE, --search and --kemendagri.');
        const found = await withHouseholds(knex, await find(knex, options));
        console.log(options.json ? JSON.stringify(found, null, 2) : areaTable(found));
      }),
    );
}

async function find(knex: Knex, { search, kemendagri, limit }: AreasOptions): Promise<Area[]> {
  if (search !== undefined && kemendagri !== undefined)
    throw new UsageError('Give one of CODE, --search and --kemendagri.');
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1) throw new UsageError('--limit takes a whole number above 0.');
  if (search !== undefined) {
    if (search.trim() === '') throw new UsageError('--search takes a name or a part of one.');
    return someOf(await searchAreas(knex, search.trim(), most), `No area has ${search.trim()} in its name.`);
  }
  const code = parseKemendagriCode(kemendagri ?? '');
  if (code === null)
    throw new UsageError('--kemendagri takes 2, 4, 6 or 10 digits, with or without dots, such as 93.04.');
  const found = (await findAreasByKemendagri(knex, [code])).get(code) ?? [];
  return someOf(found, `No area has or had the Kemendagri code ${code}.`);
}

function someOf(found: Area[], otherwise: string): Area[] {
  if (found.length === 0) throw new CommandFailure(otherwise);
  return found;
}

async function viewArea(knex: Knex, text: string | undefined): Promise<AreaView> {
  if (text === undefined) {
    const below = await withHouseholds(knex, await listAreas(knex, null));
    return { area: null, above: [], vintages: [], below };
  }
  const code = parseBpsCode(text);
  if (code === null) throw new UsageError('CODE is a BPS code of 2, 4, 7 or 10 digits, such as 9415.');
  const path = pathTo(code);
  const areas = await findAreas(knex, path);
  const [area] = await withHouseholds(knex, [areas.get(code) ?? []].flat());
  if (!area) throw new CommandFailure(`No area ${code}. Find its code with: kentongan areas --search NAME`);
  return {
    area,
    above: path.slice(0, -1).flatMap((one) => areas.get(one) ?? []),
    vintages: await listVintages(knex, code),
    below: await withHouseholds(knex, await listAreas(knex, code)),
  };
}

/** Codes from the province down to an area, itself included. */
function pathTo(code: BpsCode): BpsCode[] {
  const parent = parentOfBps(code);
  return parent === null ? [code] : [...pathTo(parent), code];
}

async function withHouseholds(knex: Knex, areas: readonly Area[]): Promise<CountedArea[]> {
  const progress = await makeProgressReader(knex).readAreas(areas.map(({ code }) => code));
  const targets = new Map(progress.map(({ code, figures }) => [code, figures.target]));
  return areas.map((area) => ({ ...area, households: targets.get(area.code) ?? 0 }));
}

function printView({ area, above, vintages, below }: AreaView): string {
  if (area === null)
    return below.length === 0
      ? 'No areas yet. Load some with: kentongan import areas FILE'
      : areaTable(below);
  const path = [...above, area].map(({ name }) => name).join(' > ');
  const head = `${area.code}  ${path} (${area.level}), ${area.households} households in the prelist`;
  const codes = vintages.map(
    ({ kemendagri, name, validFrom, validTo }) =>
      `Kemendagri ${kemendagri}  ${name}${daysText(validFrom, validTo)}`,
  );
  return [head, ...codes, ...(below.length === 0 ? [] : ['', areaTable(below)])].join('\n');
}

function daysText(from: string | null, to: string | null): string {
  if (from === null && to === null) return '';
  return ` (${[from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ')})`;
}

function areaTable(areas: readonly CountedArea[]): string {
  return table(
    ['BPS', 'Kemendagri', 'level', 'name', 'households'],
    areas.map(({ code, kemendagri, level, name, households }) => [
      code,
      kemendagri ?? '',
      level,
      name,
      String(households),
    ]),
  );
}
