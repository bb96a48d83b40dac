import { z } from 'zod';
import { searchWords } from '../../../../domain/search/words.ts';
import { consoleRoles } from '../../../../domain/workflow/console-user.ts';
import { roles } from '../../../../domain/workflow/roles.ts';
import { scopeOf } from '../../../../domain/workflow/scope.ts';
import { html } from '../../../../html.ts';
import type { ListedOfficer, OfficerSearch } from '../../../../ports.ts';
import {
  allRows,
  choiceFilter,
  filters,
  ListInput,
  listScope,
  optional,
  pageOf,
  pager,
  pageSize,
  table,
  textFilter,
} from '../../lists.ts';
import { type Route, route, type UserVisit } from '../../route.ts';

const OfficersInput = ListInput.extend({
  role: optional(z.enum(roles)),
  ended: optional(z.literal('1')).describe('1: those who have ended too'),
});
type OfficersInput = z.output<typeof OfficersInput>;

const ofOfficers = { method: 'get', who: consoleRoles, scope: listScope, input: OfficersInput } as const;

export const Officer = z.object({
  code: z.string(),
  msisdn: z.string(),
  name: z.string(),
  role: z.enum(roles),
  areas: z.array(z.string()),
  superior: z.string().nullable(),
  endedAt: z.string().nullable(),
});

export const officerListRoutes: readonly Route[] = [
  route({
    ...ofOfficers,
    id: 'officers',
    path: '/officers',
    answer: async (input, visit) => {
      const { say } = visit;
      const { rows, next } = await readPage(input, visit);
      return {
        kind: 'page',
        title: say('officers.title'),
        body: html`${officerFilters(input, visit)}
${table({ label: say('officers.title'), heads: heads(visit), rows: rows.map((row) => officerCells(row, visit)) }, say)}
${pager('/officers', input, next, say)}`,
      };
    },
  }),
  route({
    ...ofOfficers,
    id: 'officers.csv',
    path: '/officers.csv',
    answer: (input, visit) => ({ kind: 'csv', name: 'officers', rows: fileRows(input, visit) }),
  }),
  route({
    ...ofOfficers,
    id: 'api.officers',
    path: '/api/v1/officers',
    summary: 'Officers by code, a page at a time',
    output: z.object({ rows: z.array(Officer), next: z.string().nullable() }),
    answer: async (input, visit) => {
      const { rows, next } = await readPage(input, visit);
      return { kind: 'json', body: { rows: rows.map(officerJson), next } };
    },
  }),
];

export function officerJson({ code, msisdn, name, role, areas, superior, endedAt }: ListedOfficer) {
  return { code, msisdn, name, role, areas, superior, endedAt: endedAt?.toISOString() ?? null };
}

function searchOf(input: OfficersInput, visit: UserVisit): Omit<OfficerSearch, 'limit'> {
  const { q = '', role, ended, after } = input;
  const scope = scopeOf(listScope(input, visit));
  const found = { scope, role, withEnded: ended !== undefined, after };
  // What is no word of a name is a code or a number.
  if (!/\d/.test(q)) return { ...found, words: searchWords(q) };
  return { ...found, key: /^\d{7}$/.test(q.trim()) ? q.trim() : (visit.stores.readMsisdn(q) ?? q) };
}

async function readPage(input: OfficersInput, visit: UserVisit) {
  const rows = await visit.stores.staff.search({ ...searchOf(input, visit), limit: pageSize + 1 });
  return pageOf(rows, ({ code }) => code);
}

/** In the columns of the import, so that what was mended in a spreadsheet can come back. */
async function* fileRows(input: OfficersInput, visit: UserVisit) {
  yield ['msisdn', 'nama', 'peran', 'wilayah', 'atasan', 'bahasa'];
  const search = searchOf(input, visit);
  const rows = allRows<Awaited<ReturnType<typeof visit.stores.staff.search>>[number]>((last, limit) =>
    visit.stores.staff.search({ ...search, after: last?.code, limit }),
  );
  for await (const { msisdn, name, role, areas, superiorMsisdn, language } of rows)
    yield [plain(msisdn), name, role, areas.join('|'), plain(superiorMsisdn ?? ''), language];
}

/** Without the plus, which a spreadsheet takes for a formula; the import reads both. */
function plain(msisdn: string): string {
  return msisdn.replace(/^\+/, '');
}

function officerFilters(input: OfficersInput, { say }: UserVisit) {
  const roleChoices = roles.map((role) => [role, say(`officer-role.${role}`)] as const);
  return filters(
    [
      textFilter('q', say('officers.q'), input.q),
      textFilter('area', say('list.area'), input.area),
      choiceFilter('role', say('officers.role'), input.role, [['', say('list.all')], ...roleChoices]),
      choiceFilter('ended', say('officers.state'), input.ended, [
        ['', say('officers.in-post')],
        ['1', say('officers.with-ended')],
      ]),
    ],
    say,
  );
}

const columns = ['code', 'name', 'number', 'role', 'areas', 'superior'] as const;

function heads({ say }: UserVisit): string[] {
  return columns.map((key) => say(`officers.${key}`));
}

/** More areas than these are told by their count. */
const shownAreas = 3;

function officerCells(officer: ListedOfficer, { say }: UserVisit) {
  const { code, name, msisdn, role, areas, superior, endedAt } = officer;
  const more = areas.length > shownAreas ? ` … (${areas.length})` : '';
  return html`<th scope="row"><a href="/officers/${code}">${code}</a></th><td>${name}</td>
<td>${endedAt === null ? msisdn : say('officers.ended')}</td><td>${say(`officer-role.${role}`)}</td>
<td>${areas.slice(0, shownAreas).join(' ')}${more}</td><td>${superior ?? ''}</td>`;
}
