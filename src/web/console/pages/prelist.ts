import { z } from 'zod';
import { isIdbdt } from '../../../domain/identity/idbdt.ts';
import { shortReference } from '../../../domain/identity/short-reference.ts';
import { searchWords } from '../../../domain/search/words.ts';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { narrowed, scopeOf } from '../../../domain/workflow/scope.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { HouseholdSearch, ListedMember, PrelistEntry } from '../../../ports.ts';
import {
  allRows,
  filters,
  ListInput,
  listScope,
  pageOf,
  pager,
  pageSize,
  table,
  textFilter,
  urlOf,
} from '../lists.ts';
import { type Route, route, type UserVisit } from '../route.ts';

const ofPrelist = { method: 'get', who: consoleRoles, scope: listScope, input: ListInput } as const;

const Household = z.object({
  idbdt: z.string(),
  headName: z.string().nullable(),
  address: z.string().nullable(),
  slsName: z.string().nullable(),
  noKk: z.string().nullable(),
  memberCount: z.int().nullable(),
  status: z.string().nullable(),
});

/** Names are looked for household by household: in a sub-district or a village only. */
const namedFrom = 7;

/** The households that are to be visited. They are changed by importing a file. */
export const prelistRoutes: readonly Route[] = [
  route({
    ...ofPrelist,
    id: 'prelist',
    path: '/prelist',
    answer: async (input, visit) => {
      const { say } = visit;
      const { rows, next } = await readPage(input, visit);
      const label = say('prelist.title');
      const heads = columns.map((key) => say(`prelist.${key}`));
      return {
        kind: 'page',
        title: label,
        body: html`${filters([textFilter('q', say('prelist.q'), input.q), textFilter('area', say('list.area'), input.area)], say)}
${isTooWide(input, visit) ? html`<p class="warning" role="status">${say('prelist.too-wide')}</p>` : nothing}
${table({ label, heads, rows: rows.map((row) => cells(row, visit)) }, say)}
${pager('/prelist', input, next, say)}
<p><a href="${urlOf('/prelist-members.csv', { area: input.area })}">${say('prelist.members-csv')}</a></p>`,
      };
    },
  }),
  route({
    ...ofPrelist,
    id: 'prelist.csv',
    path: '/prelist.csv',
    answer: (input, visit) => ({ kind: 'csv', name: 'prelist', rows: householdRows(input, visit) }),
  }),
  route({
    ...ofPrelist,
    id: 'prelist-members.csv',
    path: '/prelist-members.csv',
    answer: (input, visit) => ({ kind: 'csv', name: 'members', rows: memberRows(input, visit) }),
  }),
  route({
    ...ofPrelist,
    id: 'api.prelist',
    path: '/api/v1/prelist',
    summary: 'Households of the prelist by IDBDT, a page at a time',
    output: z.object({ rows: z.array(Household), next: z.string().nullable() }),
    answer: async (input, visit) => ({ kind: 'json', body: await readPage(input, visit) }),
  }),
];

const columns = ['reference', 'head', 'address', 'sls', 'members', 'status'] as const;

function isTooWide(input: ListInput, visit: UserVisit): boolean {
  const { q = '' } = input;
  return q !== '' && !isIdbdt(q.trim()) && listScope(input, visit).some((code) => code.length < namedFrom);
}

/** An IDBDT is a place of its own; what else is looked for is a name. */
function searchOf(input: ListInput, visit: UserVisit): Omit<HouseholdSearch, 'limit'> {
  const { q = '', after } = input;
  const scope = scopeOf(listScope(input, visit));
  if (isIdbdt(q.trim())) return { scope: narrowed(scope, q.trim()), words: [], after };
  return { scope: isTooWide(input, visit) ? [] : scope, words: searchWords(q), after };
}

async function readPage(input: ListInput, visit: UserVisit) {
  const search = { ...searchOf(input, visit), limit: pageSize + 1 };
  return pageOf(await visit.stores.prelist.searchHouseholds(search), ({ idbdt }) => idbdt);
}

/** In the columns of the import. */
async function* householdRows(input: ListInput, visit: UserVisit) {
  yield ['IDBDT', 'Nama_KRT', 'Alamat', 'Nama_SLS', 'NOKK', 'Jumlah_ART'];
  const search = searchOf(input, visit);
  const rows = allRows<PrelistEntry>((last, limit) =>
    visit.stores.prelist.searchHouseholds({ ...search, after: last?.idbdt, limit }),
  );
  for await (const { idbdt, headName, address, slsName, noKk, memberCount } of rows)
    yield [idbdt, headName, address, slsName, noKk, memberCount];
}

async function* memberRows(input: ListInput, visit: UserVisit) {
  yield ['IDBDT', 'no_urut', 'Nama', 'NIK', 'JnsKel', 'TglLahir', 'Hub_KRT'];
  const { scope } = searchOf(input, visit);
  const rows = allRows<ListedMember>((last, limit) => visit.stores.prelist.listMembers(scope, last, limit));
  for await (const { idbdt, number, name, nik, sex, birthDate, relation } of rows)
    yield [idbdt, number, name, nik, sex, birthDate, relation];
}

function cells(household: PrelistEntry, { say }: UserVisit): Html {
  const { idbdt, headName, address, slsName, memberCount, status } = household;
  return html`<th scope="row">${idbdt}<br><span class="soft">${shortReference(idbdt)}</span></th>
<td>${headName ?? ''}</td><td>${address ?? ''}</td><td>${slsName ?? ''}</td><td class="number">${memberCount ?? ''}</td>
<td>${status ?? say('prelist.not-reported')}</td>`;
}
