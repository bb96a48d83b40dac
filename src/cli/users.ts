import { Command, Option } from 'commander';
import { clock } from '../core.ts';
import { parseBpsCode } from '../domain/identity/area-code.ts';
import type { Language } from '../domain/instrument/types.ts';
import {
  type ConsoleRole,
  consoleRoles,
  usernameOf,
  usernamePattern,
} from '../domain/workflow/console-user.ts';
import { nation } from '../domain/workflow/progress.ts';
import { makeKey } from '../store/user-keys.ts';
import { addUser, disableUser, findUserId, listUsers, setPassword, type UserFault } from '../store/users.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { officerIdOf } from './officer-key.ts';
import { readPassword } from './read-password.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

const said: Readonly<Record<UserFault, string>> = {
  taken: 'There is a user of that name already, or was one.',
  'unknown-area': 'One of the areas is not in the store; see: kentongan areas --search NAME',
  'unknown-officer': 'There is no such officer.',
  'unknown-user': 'There is no such user, or they are disabled; see: kentongan users list',
};

export function usersCommand(context: CommandContext): Command {
  return new Command('users')
    .description('who signs in to the console, with which role and areas')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(passwordCommand(context))
    .addCommand(disableCommand(context))
    .addCommand(tokenCommand(context));
}

interface AddOptions {
  readonly role: ConsoleRole;
  readonly area?: readonly string[];
  readonly language: Language;
  readonly officer?: string;
}

function addCommand(context: CommandContext): Command {
  return new Command('add')
    .description('add a user; the password is asked for, or read from standard input')
    .argument('<NAME>', 'small letters, digits, dots and dashes')
    .addOption(
      new Option('--role <ROLE>', 'what they may do').choices([...consoleRoles]).makeOptionMandatory(),
    )
    .option(
      '--area <CODE...>',
      'BPS codes of what they see; needed but for admin and pusat, who see the nation',
    )
    .addOption(new Option('--language <LANGUAGE>', 'what they read').choices(['id', 'en']).default('id'))
    .option('--officer <OFFICER>', 'the officer that they are in the field: code or number')
    .action((given: string, { role, area, language, officer }: AddOptions) =>
      withCore(context, async ({ knex }) => {
        const username = usernameOf(given);
        if (!usernamePattern.test(username))
          throw new UsageError('A name has 2 to 40 small letters, digits, dots and dashes.');
        const areas = areasOf(role, area);
        const officerId = officer === undefined ? null : await officerIdOf(knex, officer);
        const password = await readPassword();
        const done = await addUser(knex, { username, role, areas, language, officerId, password }, doer());
        if (typeof done === 'string') throw new CommandFailure(said[done]);
        console.log(`${username} (${role}, ${areas.join(' ')}) can sign in.`);
      }),
    );
}

function areasOf(role: ConsoleRole, given: readonly string[] = []): readonly string[] {
  const isNational = role === 'admin' || role === 'pusat';
  if (given.length === 0 && !isNational) throw new UsageError(`--area is needed for ${role}.`);
  const wrong = given.find((code) => code !== nation && parseBpsCode(code) === null);
  if (wrong !== undefined) throw new UsageError('--area takes BPS codes of 2, 4, 7 or 10 digits.');
  return given.length === 0 ? [nation] : given;
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('users by name')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) =>
      withCore(context, async ({ knex }) => {
        const users = await listUsers(knex);
        if (json) console.log(JSON.stringify(users, null, 2));
        else if (users.length === 0) console.log('no users; see: kentongan users add --help');
        else
          console.log(
            table(
              ['name', 'role', 'areas', 'state'],
              users.map(({ username, role, areas, isDisabled }) => [
                username,
                role,
                areas.join(' '),
                isDisabled ? 'disabled' : '',
              ]),
            ),
          );
      }),
    );
}

function passwordCommand(context: CommandContext): Command {
  return new Command('passwd')
    .description(
      'give a user another password, asked for or read from standard input; ends sessions and tokens',
    )
    .argument('<NAME>')
    .action((given: string) =>
      withCore(context, async ({ knex }) => {
        const password = await readPassword();
        const done = await setPassword(knex, usernameOf(given), password, doer());
        if (typeof done === 'string') throw new CommandFailure(said[done]);
        console.log('The password is changed; whoever was signed in is out.');
      }),
    );
}

function disableCommand(context: CommandContext): Command {
  return new Command('disable')
    .description('shut a user out, at once')
    .argument('<NAME>')
    .action((given: string) =>
      withCore(context, async ({ knex }) => {
        const done = await disableUser(knex, usernameOf(given), doer());
        if (typeof done === 'string') throw new CommandFailure(said[done]);
        console.log('Shut out.');
      }),
    );
}

function tokenCommand(context: CommandContext): Command {
  return new Command('token')
    .description("make a bearer token for the API with a user's role and areas; told once, good for 180 days")
    .argument('<NAME>')
    .option('--label <TEXT>', 'what it is for')
    .action((given: string, { label }: { label?: string }) =>
      withCore(context, async ({ knex }) => {
        const id = await findUserId(knex, usernameOf(given));
        if (id === null) throw new CommandFailure(said['unknown-user']);
        console.log(await makeKey(knex, 'token', id, clock(), label ?? null));
      }),
    );
}

function doer() {
  return { now: clock(), via: 'command' } as const;
}
