import { z } from 'zod';
import { type Html, html } from '../../../html.ts';
import type { ListedUser } from '../../../ports.ts';
import { type Route, route } from '../route.ts';
import type { Say } from '../texts.ts';

export const userRoutes: readonly Route[] = [
  route({
    id: 'users',
    method: 'get',
    path: '/users',
    who: ['admin'],
    scope: 'nowhere',
    input: z.object({}),
    answer: async (_input, { say, stores }) => ({
      kind: 'page',
      title: say('users.title'),
      body: usersTable(await stores.listUsers(), say),
    }),
  }),
];

function usersTable(users: readonly ListedUser[], say: Say): Html {
  const heads = ['username', 'role', 'areas', 'state'].map(
    (key) => html`<th scope="col">${say(`users.${key}`)}</th>`,
  );
  return html`<p>${say('users.hint')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('users.title')}"><table>
<thead><tr>${heads}</tr></thead>
<tbody>${users.map(
    (user) => html`<tr><th scope="row">${user.username}</th><td>${say(`role.${user.role}`)}</td>
<td>${user.areas.join(' ')}</td><td>${say(user.isDisabled ? 'users.disabled' : 'users.active')}</td></tr>`,
  )}</tbody></table></div>`;
}
