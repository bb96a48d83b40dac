import { Command, Option } from 'commander';
import type { Knex } from 'knex';
import type { Language } from '../domain/instrument/types.ts';
import { readExamples, readInstrument, readMessages } from '../flow-files.ts';
import { type CardVillage, cardDocument } from '../print/card/card.ts';
import { Examples } from '../print/guide/examples.ts';
import { guideDocument } from '../print/guide/guide.ts';
import { listPrelistVillages, type PrelistVillage, readPrelist } from '../store/read-prelist.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { withCore } from './with-core.ts';
import { writeDocument } from './write-document.ts';

const areaCode = /^(\d{2}|\d{4}|\d{7}|\d{10})$/;

export function printCommand(context: CommandContext): Command {
  return new Command('print')
    .description('write the paper that enumerators carry, as HTML for A4')
    .addCommand(cardCommand(context))
    .addCommand(guideCommand());
}

interface CardArguments {
  readonly area: string;
  readonly language: Language;
  readonly code: string;
  readonly number?: string;
  readonly out?: string;
}

function cardCommand(context: CommandContext): Command {
  return new Command('card')
    .description('the prelist of a village, or of each village of an area, with check digits; holds names')
    .requiredOption('--area <CODE>', 'BPS code of 2, 4, 7 or 10 digits, such as 9415010001')
    .addOption(languageOption())
    .option('--code <CODE>', 'USSD code to dial', '*384*94#')
    .option('--number <NUMBER>', 'number that SMS are sent to; without it a line to write it on')
    .option('--out <FILE>', 'file to write; else stdout')
    .action(async ({ area, language, code, number, out }: CardArguments) => {
      if (!areaCode.test(area)) throw new UsageError('--area takes a BPS code of 2, 4, 7 or 10 digits.');
      await withCore(context, async ({ knex }) => {
        const villages = await listPrelistVillages(knex, area);
        if (villages.length === 0) throw new CommandFailure('No household of this area is in the prelist.');
        const options = { language, code, number: number ?? null };
        await writeDocument(cardDocument(withHouseholds(knex, villages), options), out);
      });
    });
}

/** One village at a time: a regency has a hundred thousand households. */
async function* withHouseholds(knex: Knex, villages: readonly PrelistVillage[]): AsyncGenerator<CardVillage> {
  for (const village of villages) yield { ...village, households: await readPrelist(knex, village.code) };
}

function guideCommand(): Command {
  return new Command('guide')
    .description('the code guide: every item, its place, digits and codes, with example messages')
    .addOption(languageOption())
    .option('--out <FILE>', 'file to write; else stdout')
    .action(async ({ language, out }: { language: Language; out?: string }) => {
      const document = guideDocument({
        instrument: readInstrument(),
        messages: readMessages(),
        examples: Examples.parse(readExamples()),
        language,
      });
      await writeDocument(onePiece(document), out);
    });
}

async function* onePiece(text: string): AsyncGenerator<string> {
  yield text;
}

function languageOption(): Option {
  return new Option('--language <LANGUAGE>', 'of the paper').choices(['id', 'en']).default('id');
}
