import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { deskActs, deskKinds, deskVersion, openActs } from '../../../domain/workflow/desk-item.ts';
import { longestMendedText } from '../../../domain/workflow/desk-submission.ts';
import { nation } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { ActResult, DeskPage } from '../../../ports.ts';
import { AreaCodeField } from '../fields.ts';
import { problemsView, writeTime } from '../message-view.ts';
import type { Reply } from '../reply.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { deskItemView } from './desk-item.ts';

const Id = z.string().regex(/^\d{1,18}$/);
const empty = z.literal('').transform(() => undefined);
const days = ['1', '3', '7', '30'] as const;
const dayMs = 86_400_000;

const Filter = z.object({
  kind: z.union([z.enum(deskKinds), empty]).optional(),
  area: z.union([AreaCodeField, empty]).optional(),
  days: z.union([z.enum(days), empty]).optional(),
  after: Id.optional(),
});
type Filter = z.infer<typeof Filter>;

const Act = z.object({
  id: Id,
  act: z.enum(deskActs),
  version: z.string().max(80),
  text: z.string().max(longestMendedText).optional(),
  sure: z.enum(['1', 'true']).optional(),
});
const pageSize = 50;
const ofItem = { who: consoleRoles, input: z.object({ id: Id }) } as const;

/** The area of a message; that of nobody known is the nation's to see. Null where there is no such message. */
async function placeOf({ id }: { readonly id: string }, { stores }: UserVisit): Promise<string | null> {
  const file = await stores.desk.find(id);
  return file && (file.place ?? nation);
}

function list(
  { kind, area, days: last, after }: Filter,
  { stores, user, now }: UserVisit,
): Promise<DeskPage> {
  const since = last === undefined ? undefined : new Date(now.getTime() - Number(last) * dayMs);
  return stores.desk.list({ areas: user.areas, area, kind, since, after, limit: pageSize });
}

export const deskRoutes: readonly Route[] = [
  route({
    id: 'desk',
    method: 'get',
    path: '/desk',
    who: consoleRoles,
    scope: ({ area }, { user }) => area ?? user.areas,
    input: Filter,
    answer: async (filter, visit) => ({
      kind: 'page',
      title: visit.say('desk.title'),
      body: html`${filterForm(filter, visit)}${table(await list(filter, visit), filter, visit)}`,
    }),
  }),
  route({
    ...ofItem,
    id: 'desk.item',
    method: 'get',
    path: '/desk/:id',
    input: z.object({ id: Id, told: z.string().max(30).optional() }),
    scope: placeOf,
    answer: async ({ id, told }, visit) =>
      itemPage(id, visit, told === 'done' ? visit.say('desk.done') : null),
  }),
  route({
    id: 'desk.act',
    method: 'post',
    path: '/desk/:id',
    who: consoleRoles,
    scope: placeOf,
    input: Act,
    answer: async ({ id, act, version, text = '', sure }, visit) => {
      const { stores, user } = visit;
      const wanted = { id, act, version, text, isSure: sure !== undefined };
      const told = tell(await stores.workDesk.act({ ...user, language: visit.language }, wanted), visit);
      if (told === null) return { kind: 'redirect', to: `/desk/${id}?told=done` };
      return { ...(await itemPage(id, visit, told.text)), status: told.status };
    },
  }),
  route({
    id: 'api.desk',
    method: 'get',
    path: '/api/v1/desk',
    who: consoleRoles,
    scope: ({ area }, { user }) => area ?? user.areas,
    input: Filter,
    summary: 'Messages on the desk, the newest first; `next` is the `after` of the next page',
    answer: async (filter, visit) => ({ kind: 'json', body: await list(filter, visit) }),
  }),
  route({
    ...ofItem,
    id: 'api.desk.item',
    method: 'get',
    path: '/api/v1/desk/:id',
    scope: placeOf,
    summary: 'One message of the desk, with its version and the acts that it is open to',
    answer: async ({ id }, visit) => {
      const file = await visit.stores.desk.find(id);
      if (!file) return { kind: 'refusal', status: 404, text: visit.say('desk.none') };
      const { raw, ...story } = file.story;
      const text = raw === null ? null : new TextDecoder().decode(raw);
      const { item, household } = file;
      return {
        kind: 'json',
        body: { version: deskVersion(item), acts: openActs(item), text, story, record: household },
      };
    },
  }),
  route({
    id: 'api.desk.act',
    method: 'post',
    path: '/api/v1/desk/:id',
    who: consoleRoles,
    scope: placeOf,
    input: Act,
    summary:
      'Does something with a message of the desk as it stood at `version`; 409 where it stands otherwise by now',
    answer: async ({ id, act, version, text = '', sure }, visit) => {
      const wanted = { id, act, version, text, isSure: sure !== undefined };
      const result = await visit.stores.workDesk.act({ ...visit.user, language: visit.language }, wanted);
      const told = tell(result, visit);
      return told === null ? { kind: 'json', body: result } : { kind: 'refusal', ...told };
    },
  }),
];

async function itemPage(id: string, visit: UserVisit, told: string | null) {
  const file = await visit.stores.desk.find(id);
  const crumbs = [{ text: visit.say('desk.title'), href: '/desk' }];
  const title = visit.say('desk.message', { id });
  const body = file ? deskItemView(file, visit, told) : html`<p>${visit.say('desk.none')}</p>`;
  return { kind: 'page', title, crumbs, body } as const satisfies Reply;
}

/** What stands against an act, as the user reads it; null where it is done. */
function tell(
  result: ActResult,
  { say }: UserVisit,
): { readonly status: 409 | 422; readonly text: string } | null {
  switch (result.kind) {
    case 'done':
    case 'settled':
      return null;
    case 'changed':
      return { status: 409, text: say('desk.changed') };
    case 'waiting':
      return { status: 409, text: say('desk.waiting') };
    case 'denied':
      return { status: 422, text: say(`desk.${result.reason}`) };
    case 'refused': {
      const { answer, reason } = result.outcome;
      const isLate = reason === 'changed-meanwhile';
      return { status: isLate ? 409 : 422, text: answer ?? say('desk.failed') };
    }
  }
}

function filterForm({ kind, area, days: last }: Filter, { say }: UserVisit): Html {
  const options = (values: readonly string[], chosen: string | undefined, key: string) =>
    values.map(
      (value) =>
        html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${say(`${key}.${value}`)}</option>`,
    );
  return html`<form method="get" action="/desk" class="filters">
<label>${say('desk.kind')} <select name="kind"><option value="">${say('desk.all')}</option>${options(deskKinds, kind, 'desk-kind')}</select></label>
<label>${say('desk.area')} <input name="area" inputmode="numeric" maxlength="10" value="${area ?? ''}"></label>
<label>${say('desk.age')} <select name="days"><option value="">${say('desk.all')}</option>${options(days, last, 'desk-days')}</select></label>
<button>${say('desk.filter')}</button></form>`;
}

function table({ entries, next }: DeskPage, filter: Filter, visit: UserVisit): Html {
  const { say } = visit;
  if (entries.length === 0) return html`<p>${say('desk.empty')}</p>`;
  const rows = entries.map(
    (
      entry,
    ) => html`<tr><th scope="row"><a href="/desk/${entry.id}">${writeTime(entry.receivedAt, entry.idbdt, visit)}</a></th>
<td>${say(`desk-kind.${entry.kind}`)}</td><td>${entry.command ?? ''} ${entry.idbdt ?? ''} ${entry.head}</td>
<td>${entry.officer ? `${entry.officer.name} (${entry.officer.code})` : say('desk.nobody')}</td>
<td>${entry.reason ?? ''}${problemsView(entry.problems.slice(0, 2), visit)}</td></tr>`,
  );
  const query = new URLSearchParams();
  for (const name of ['kind', 'area', 'days'] as const) {
    const value = filter[name];
    if (value !== undefined) query.set(name, value);
  }
  if (next !== null) query.set('after', next);
  const heads = ['received', 'kind', 'report', 'officer', 'why'].map(
    (key) => html`<th scope="col">${say(`desk.${key}`)}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('desk.title')}"><table>
<thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
${next === null ? nothing : html`<p><a href="/desk?${query.toString()}" rel="next">${say('desk.more')}</a></p>`}`;
}
