import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { scopeOf } from '../../../domain/workflow/scope.ts';
import { type Html, html } from '../../../html.ts';
import type { AuditFilter, ListedEntry } from '../../../ports.ts';
import {
  allRows,
  filters,
  ListInput,
  listScope,
  moment,
  optional,
  pageOf,
  pager,
  pageSize,
  table,
  textFilter,
} from '../lists.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { officerIdOf } from './officers/scope.ts';

const AuditInput = ListInput.extend({
  after: optional(z.string().regex(/^\d{1,18}$/)).describe('where the page before ended: its `next`'),
  action: optional(z.string().max(50)).describe('what was done, such as change-officer'),
  since: optional(z.iso.date()).describe('first day, UTC'),
});
type AuditInput = z.output<typeof AuditInput>;

const ofAudit = { method: 'get', who: consoleRoles, scope: listScope, input: AuditInput } as const;

const Entry = z.object({
  id: z.string(),
  at: z.string(),
  officer: z.string().nullable(),
  user: z.string().nullable(),
  via: z.string(),
  action: z.string(),
  targetKind: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Who did what beside reports, in the user's areas. */
export const auditRoutes: readonly Route[] = [
  route({
    ...ofAudit,
    id: 'audit',
    path: '/audit',
    answer: async (input, visit) => {
      const { say } = visit;
      const { rows, next } = await readPage(input, visit);
      const label = say('audit.title');
      const heads = columns.map((key) => say(`audit.${key}`));
      const fields = [
        textFilter('q', say('audit.q'), input.q),
        textFilter('area', say('list.area'), input.area),
        textFilter('action', say('audit.action'), input.action),
        textFilter('since', say('audit.since'), input.since),
      ];
      return {
        kind: 'page',
        title: label,
        body: html`${filters(fields, say)}${table({ label, heads, rows: rows.map(cells) }, say)}
${pager('/audit', input, next, say)}`,
      };
    },
  }),
  route({
    ...ofAudit,
    id: 'audit.csv',
    path: '/audit.csv',
    answer: (input, visit) => ({ kind: 'csv', name: 'audit', rows: fileRows(input, visit) }),
  }),
  route({
    ...ofAudit,
    id: 'api.audit',
    path: '/api/v1/audit',
    summary: 'Who did what beside reports, the newest first, a page at a time',
    output: z.object({ rows: z.array(Entry), next: z.string().nullable() }),
    answer: async (input, visit) => {
      const { rows, next } = await readPage(input, visit);
      return { kind: 'json', body: { rows: rows.map(entryJson), next } };
    },
  }),
];

const columns = ['at', 'who', 'via', 'action', 'target', 'details'] as const;

/** What is looked for is what it was done to: a household, an area, a report, or an officer's code or number. */
async function filterOf(input: AuditInput, visit: UserVisit): Promise<Omit<AuditFilter, 'limit'>> {
  const { q = '', action, since, after } = input;
  const target = q.trim();
  const officerId = target === '' ? null : await officerIdOf(target, visit);
  return {
    scope: scopeOf(listScope(input, visit)),
    ...(target !== '' && { target }),
    ...(officerId !== null && { targetOfficerId: officerId }),
    ...(action !== undefined && { action }),
    ...(since !== undefined && { since: new Date(`${since}T00:00:00Z`) }),
    ...(after !== undefined && { before: after }),
  };
}

async function readPage(input: AuditInput, visit: UserVisit) {
  const filter = await filterOf(input, visit);
  return pageOf(await visit.stores.audit.list({ ...filter, limit: pageSize + 1 }), ({ id }) => id);
}

async function* fileRows(input: AuditInput, visit: UserVisit) {
  yield ['id', 'at', 'officer', 'user', 'via', 'action', 'target_kind', 'target', 'details'];
  const filter = await filterOf(input, visit);
  const rows = allRows<ListedEntry>((last, limit) =>
    visit.stores.audit.list({ ...filter, ...(last && { before: last.id }), limit }),
  );
  for await (const { id, at, officerCode, username, via, action, targetKind, target, details } of rows)
    yield [id, at.toISOString(), officerCode, username, via, action, targetKind, target, written(details)];
}

function entryJson({ id, at, officerCode, username, via, action, targetKind, target, details }: ListedEntry) {
  const who = { officer: officerCode, user: username };
  return { id, at: at.toISOString(), ...who, via, action, targetKind, target, details };
}

function cells({ at, officerCode, username, via, action, targetKind, target, details }: ListedEntry): Html {
  return html`<td>${moment(at)}</td><td>${username ?? officerCode ?? '–'}</td><td>${via}</td><td>${action}</td>
<td>${targetKind} ${target}</td><td class="raw">${written(details)}</td>`;
}

function written(details: ListedEntry['details']): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
