import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Page } from '../reply.ts';
import { publicRoute, type Route, route, type Visit } from '../route.ts';

/** A path of ours: one slash at the start, and no scheme or other host hidden behind it. */
const OwnPath = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\\\s]*$/)
  .catch('/');

export const signInRoutes: readonly Route[] = [
  publicRoute({
    id: 'sign-in',
    method: 'get',
    path: '/sign-in',
    input: z.object({ to: OwnPath.default('/') }),
    answer: ({ to }, visit) => signInPage(visit, to, null),
  }),
  publicRoute({
    id: 'sign-in.try',
    method: 'post',
    path: '/sign-in',
    input: z.object({
      username: z.string().max(100),
      password: z.string().max(1_000),
      to: OwnPath.default('/'),
    }),
    answer: async ({ username, password, to }, visit) => {
      const { now, address, say, stores } = visit;
      const signedIn = await stores.access.signIn({ username, password, address, now });
      if (signedIn.outcome === 'in') return { kind: 'redirect', to, session: signedIn.session };
      if (signedIn.outcome === 'wrong') return signInPage(visit, to, say('sign-in.wrong'));
      const minutes = Math.ceil((signedIn.until.getTime() - now.getTime()) / 60_000);
      return { ...signInPage(visit, to, say('sign-in.paused', { minutes })), status: 429 };
    },
  }),
  publicRoute({
    id: 'sign-in.link',
    method: 'get',
    path: '/sign-in/:link',
    input: z.object({ link: z.string().max(100) }),
    answer: async ({ link }, visit) => {
      // Links are told at the start, on this machine: whoever reads one elsewhere is somebody else.
      const taken = visit.isFromHere ? await visit.stores.access.takeLink(link, visit.now) : null;
      if (taken) return { kind: 'redirect', to: '/', session: taken.session };
      return { ...signInPage(visit, '/', visit.say('sign-in.link-used')), status: 403 };
    },
  }),
  route({
    id: 'sign-out',
    method: 'post',
    path: '/sign-out',
    who: consoleRoles,
    scope: 'nowhere',
    input: z.object({}),
    answer: async (_input, { session, stores }) => {
      if (session !== null) await stores.access.closeSession(session);
      return { kind: 'redirect', to: '/sign-in', session: null };
    },
  }),
];

function signInPage({ say }: Visit, to: string, problem: string | null): Page {
  return {
    kind: 'page',
    status: problem === null ? 200 : 401,
    title: say('sign-in.title'),
    body: html`<form class="card narrow" method="post" action="/sign-in">
${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
<input type="hidden" name="to" value="${to}">
${field('username', say('sign-in.username'), html`autocomplete="username" autocapitalize="none" spellcheck="false" autofocus`)}
${field('password', say('sign-in.password'), html`type="password" autocomplete="current-password"`)}
<button>${say('sign-in.act')}</button>
</form>
<p class="hint">${say('sign-in.hint')}</p>`,
  };
}

function field(name: string, label: string, attributes: Html): Html {
  return html`<label for="${name}">${label}</label><input id="${name}" name="${name}" required ${attributes}>`;
}
