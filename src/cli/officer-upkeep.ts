import { Command, Option } from 'commander';
import type { Knex } from 'knex';
import { type Core, clock } from '../core.ts';
import type { Language } from '../domain/instrument/types.ts';
import type { Doer, OfficerChanges, Upkeep, UpkeepFault } from '../ports.ts';
import { readOfficer } from '../store/list-officers.ts';
import { addNumber, replaceNumber } from '../store/officer-numbers.ts';
import { changeOfficer } from '../store/officer-settings.ts';
import { endOfficer, replaceOfficer } from '../store/officer-succession.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { numberOf, officerIdOf } from './officer-key.ts';
import { withCore } from './with-core.ts';

/** Subcommands of `officers` that change something; each is in the audit. */
export function upkeepCommands(context: CommandContext): Command[] {
  return [
    addNumberCommand(context),
    replaceSimCommand(context),
    replacePersonCommand(context),
    endCommand(context),
    setCommand(context),
  ];
}

export const officerArgument = ['<OFFICER>', 'code of 7 digits, or a number of theirs'] as const;

function addNumberCommand(context: CommandContext): Command {
  return new Command('add-number')
    .description('let an officer report from one more number')
    .argument(...officerArgument)
    .argument('<NUMBER>', 'the further number')
    .action((given: string, number: string) =>
      change(context, async ({ knex }, doer) => {
        const done = await addNumber(knex, await officerIdOf(knex, given), numberOf(number), doer);
        await say(knex, done, 'has one more number');
      }),
    );
}

function replaceSimCommand(context: CommandContext): Command {
  return new Command('replace-sim')
    .description('put a new number in the place of an old one; the officer stays the same')
    .argument('<NUMBER>', 'the number that is lost or gone')
    .argument('<NEW>', 'the new number')
    .action((from: string, to: string) =>
      change(context, async ({ knex }, doer) => {
        const numbers = { from: numberOf(from), to: numberOf(to) };
        const done = await replaceNumber(knex, await officerIdOf(knex, numbers.from), numbers, doer);
        await say(knex, done, 'has the new number in place of the old one');
      }),
    );
}

interface PersonOptions {
  readonly msisdn: string;
  readonly name: string;
  readonly language: Language;
}

function replacePersonCommand(context: CommandContext): Command {
  return new Command('replace-person')
    .description('put another person into a post: areas and team go over, what was reported stays')
    .argument(...officerArgument)
    .requiredOption('--msisdn <NUMBER>', 'number of the new person')
    .requiredOption('--name <NAME>', 'name of the new person')
    .addOption(new Option('--language <LANGUAGE>', 'what they read').choices(['id', 'en']).default('id'))
    .action((given: string, { msisdn, name, language }: PersonOptions) =>
      change(context, async ({ knex }, doer) => {
        if (name.trim() === '') throw new UsageError('--name takes a name.');
        const person = { msisdn: numberOf(msisdn), name: name.trim(), language };
        const done = await replaceOfficer(knex, await officerIdOf(knex, given), person, doer);
        await say(knex, done, 'is in the post now');
      }),
    );
}

function endCommand(context: CommandContext): Command {
  return new Command('end')
    .description('end an officer: nothing comes from them any more, what they reported stays')
    .argument(...officerArgument)
    .action((given: string) =>
      change(context, async ({ knex }, doer) => {
        const done = await endOfficer(knex, await officerIdOf(knex, given), doer);
        await say(knex, done, 'has ended');
        if (typeof done === 'object' && done.team > 0) {
          console.log(
            `${done.team} officers have no superior in post; see: kentongan officers replace-person`,
          );
        }
      }),
    );
}

interface SetOptions {
  readonly language?: Language;
  readonly quiet?: 'on' | 'off';
  readonly superior?: string;
  readonly areas?: string;
}

function setCommand(context: CommandContext): Command {
  return new Command('set')
    .description('change what an officer reads, whom they report to, where they work')
    .argument(...officerArgument)
    .addOption(new Option('--language <LANGUAGE>', 'what they read').choices(['id', 'en']))
    .addOption(new Option('--quiet <ON|OFF>', 'only questions and refusals').choices(['on', 'off']))
    .option('--superior <OFFICER>', 'code or number of the officer above, or none')
    .option('--areas <CODES>', 'all their areas from now on: BPS codes joined with |')
    .action((given: string, options: SetOptions) =>
      change(context, async ({ knex }, doer) => {
        const id = await officerIdOf(knex, given);
        const done = await changeOfficer(knex, id, await changesOf(knex, options), doer);
        await say(knex, done, 'is changed');
      }),
    );
}

async function changesOf(knex: Knex, options: SetOptions): Promise<OfficerChanges> {
  const { language, quiet, superior, areas } = options;
  if (Object.keys(options).length === 0)
    throw new UsageError('Give at least one of --language, --quiet, --superior and --areas.');
  const codes = areas?.split('|').map((code) => code.trim());
  return {
    ...(language !== undefined && { language }),
    ...(quiet !== undefined && { isQuiet: quiet === 'on' }),
    ...(superior !== undefined && {
      superiorId: superior === 'none' ? null : await officerIdOf(knex, superior),
    }),
    ...(codes !== undefined && { areas: codes.filter((code) => code !== '') }),
  };
}

/** Runs a change that the operator of the machine makes, now. */
export function change(
  context: CommandContext,
  work: (core: Core, doer: Doer) => Promise<void>,
): Promise<void> {
  return withCore(context, (core) =>
    work(core, { at: clock(), officerId: null, via: 'command', inboxId: null }),
  );
}

const faults: Readonly<Record<UpkeepFault, string>> = {
  'unknown-officer': 'The officer is no longer there.',
  'has-ended': 'The officer has ended. Put somebody into the post with: kentongan officers replace-person',
  'already-replaced': 'Somebody came after this officer already. Give the code of that one.',
  'number-taken': 'Another officer has this number. See who: kentongan officers show NUMBER',
  'not-their-number':
    'The officer no longer has this number. See which they have: kentongan officers show NUMBER',
  'unknown-area': 'One of the areas is not in the store. Find codes with: kentongan areas --search NAME',
  'no-area': 'An officer of this role needs an area at least.',
  'unknown-superior': 'The superior has ended. See who came after: kentongan officers show OFFICER',
  'superior-not-above': 'A superior must have a higher role.',
};

/**
 * Tells what was done to an officer.
 *
 * @throws CommandFailure where nothing was changed.
 */
export async function say(knex: Knex, done: Upkeep, what: string): Promise<void> {
  if (typeof done === 'string') throw new CommandFailure(faults[done]);
  const officer = await readOfficer(knex, done.id);
  console.log(`Officer ${officer?.code} (${officer?.role}) ${what}.`);
}
