import { z } from 'zod';
import {
  consoleRoles,
  passwordLength,
  usernameOf,
  usernamePattern,
} from '../../../domain/workflow/console-user.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { ListedUser } from '../../../ports.ts';
import { AreaCodeField } from '../fields.ts';
import { csrfInput } from '../form.ts';
import { optional, table } from '../lists.ts';
import type { Reply } from '../reply.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { officerIdOf } from './officers/scope.ts';

const ofUsers = { who: ['admin'], scope: 'nowhere' } as const;

const Username = z.string().transform(usernameOf).pipe(z.string().regex(usernamePattern));
const Password = z.string().min(passwordLength.min).max(passwordLength.max);
const NameInput = z.object({ username: Username });

const NewUserInput = z.object({
  username: Username,
  role: z.enum(consoleRoles),
  areas: z
    .string()
    .max(1_000)
    .transform((text) => text.split(/[|,\s]+/).filter((code) => code !== ''))
    .pipe(z.array(AreaCodeField).min(1).max(50))
    .describe('BPS codes joined with |; 00 is the nation'),
  language: z.enum(['id', 'en']),
  officer: optional(z.string().max(30)).describe('code or number of the officer that they are in the field'),
  password: Password,
});

const User = z.object({
  username: z.string(),
  role: z.enum(consoleRoles),
  areas: z.array(z.string()),
  language: z.enum(['id', 'en']),
  isDisabled: z.boolean(),
});

/** Who may sign in, kept by administrators. */
export const userRoutes: readonly Route[] = [
  route({
    ...ofUsers,
    id: 'users',
    method: 'get',
    path: '/users',
    input: z.object({ done: optional(z.string().max(30)) }),
    answer: async ({ done }, visit) => ({
      kind: 'page',
      title: visit.say('users.title'),
      body: html`${done === undefined ? nothing : html`<p class="done" role="status">${visit.say('users.done')}</p>`}
${usersTable(await visit.stores.listUsers(), visit)}<h2>${visit.say('users.add')}</h2>${newUserForm(visit)}`,
    }),
  }),
  route({
    ...ofUsers,
    id: 'api.users',
    method: 'get',
    path: '/api/v1/users',
    input: z.object({}),
    summary: 'Users of the console, disabled ones too',
    output: z.object({ rows: z.array(User) }),
    answer: async (_input, { stores }) => ({
      kind: 'json',
      body: { rows: (await stores.listUsers()).map(userJson) },
    }),
  }),
  ...act('add', '/users', NewUserInput, 'Adds a user', async ({ officer, ...user }, visit) => {
    const officerId = officer === undefined ? null : await officerIdOf(officer, visit);
    if (officer !== undefined && officerId === null) return 'unknown-officer';
    return visit.stores.userUpkeep.add({ ...user, officerId }, keeperOf(visit));
  }),
  ...act(
    'password',
    '/users/:username/password',
    NameInput.extend({ password: Password }),
    'Gives a user another password and ends all that they hold',
    ({ username, password }, visit) =>
      visit.stores.userUpkeep.setPassword(username, password, keeperOf(visit)),
  ),
  ...act(
    'disable',
    '/users/:username/disable',
    NameInput,
    'Shuts a user out',
    async ({ username }, visit) => {
      // Whoever shut themselves out could leave nobody to let them in.
      if (username === visit.user.username) return 'yourself';
      return visit.stores.userUpkeep.disable(username, keeperOf(visit));
    },
  ),
];

type Fault = Exclude<Awaited<ReturnType<UserVisit['stores']['userUpkeep']['add']>>, number> | 'yourself';

/** A change of a user: a form, and a call of the API. */
function act<Schema extends z.ZodObject>(
  name: string,
  path: string,
  input: Schema,
  summary: string,
  change: (input: z.output<Schema>, visit: UserVisit) => Promise<number | Fault>,
): readonly Route[] {
  const answered = async (given: z.output<Schema>, visit: UserVisit, reply: Reply): Promise<Reply> => {
    const done = await change(given, visit);
    if (typeof done === 'number') return reply;
    return { kind: 'refusal', status: 409, text: visit.say(`user-fault.${done}`) };
  };
  return [
    route({
      ...ofUsers,
      id: `users.${name}`,
      method: 'post',
      path,
      input,
      answer: (given, visit) => answered(given, visit, { kind: 'redirect', to: `/users?done=${name}` }),
    }),
    route({
      ...ofUsers,
      id: `api.users.${name}`,
      method: 'post',
      path: `/api/v1${path}`,
      input,
      summary,
      output: z.object({ done: z.string() }),
      answer: (given, visit) => answered(given, visit, { kind: 'json', body: { done: name } }),
    }),
  ];
}

function keeperOf({ now, user }: UserVisit) {
  return { now, userId: user.id };
}

function userJson({ username, role, areas, language, isDisabled }: ListedUser) {
  return { username, role, areas, language, isDisabled };
}

function usersTable(users: readonly ListedUser[], visit: UserVisit): Html {
  const { say } = visit;
  const heads = ['username', 'role', 'areas', 'state', 'acts'].map((key) => say(`users.${key}`));
  const rows = users.map(
    (user) => html`<th scope="row">${user.username}</th><td>${say(`role.${user.role}`)}</td>
<td>${user.areas.join(' ')}</td><td>${say(user.isDisabled ? 'users.disabled' : 'users.active')}</td>
<td>${user.isDisabled ? nothing : userForms(user, visit)}</td>`,
  );
  return table({ label: say('users.title'), heads, rows }, say);
}

function userForms({ username, id }: ListedUser, visit: UserVisit): Html {
  const { say, user } = visit;
  const named = (label: string) => `${label}: ${username}`;
  const disable = html`<form method="post" action="/users/${username}/disable">${csrfInput(visit)}
<button class="danger" aria-label="${named(say('users.disable'))}">${say('users.disable')}</button></form>`;
  return html`<details><summary aria-label="${named(say('users.change'))}">${say('users.change')}</summary>
<form method="post" action="/users/${username}/password">${csrfInput(visit)}
<label for="password-${username}">${say('users.new-password')}</label>
<input id="password-${username}" name="password" type="password" autocomplete="new-password" minlength="${passwordLength.min}" required>
<button>${say('users.set-password')}</button></form>${id === user.id ? nothing : disable}</details>`;
}

function newUserForm(visit: UserVisit): Html {
  const { say } = visit;
  const roleChoices = consoleRoles.map(
    (role) => html`<option value="${role}">${say(`role.${role}`)}</option>`,
  );
  const languages = (['id', 'en'] as const).map(
    (language) => html`<option value="${language}">${say(`language.${language}`)}</option>`,
  );
  const label = (name: string) => html`<label for="new-${name}">${say(`users.${name}`)}</label>`;
  return html`<form class="card narrow" method="post" action="/users">${csrfInput(visit)}
${label('username')}<input id="new-username" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required>
${label('role')}<select id="new-role" name="role">${roleChoices}</select>
${label('areas')}<input id="new-areas" name="areas" required><p class="hint">${say('users.areas-hint')}</p>
${label('language')}<select id="new-language" name="language">${languages}</select>
${label('officer')}<input id="new-officer" name="officer" autocomplete="off">
${label('password')}<input id="new-password" name="password" type="password" autocomplete="new-password" minlength="${passwordLength.min}" required>
<button>${say('users.add')}</button></form>`;
}
