import { z } from 'zod';
import { areaLevels, parseKemendagriCode } from '../../../domain/identity/area-code.ts';
import { searchWords } from '../../../domain/search/words.ts';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { scopeOf } from '../../../domain/workflow/scope.ts';
import { html } from '../../../html.ts';
import type { ListedArea } from '../../../ports.ts';
import { areaCrumbs } from '../crumbs.ts';
import { AreaCodeField } from '../fields.ts';
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
} from '../lists.ts';
import { type Route, route, type UserVisit } from '../route.ts';

const ofPlaces = { method: 'get', who: consoleRoles, scope: listScope, input: ListInput } as const;

const Place = z.object({
  code: z.string(),
  level: z.enum(areaLevels),
  name: z.string(),
  kemendagri: z.string().nullable(),
});
const Vintage = z.object({
  kemendagri: z.string(),
  name: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
const ofPlace = { method: 'get', who: consoleRoles, input: z.object({ code: AreaCodeField }) } as const;

/** Areas with their codes in both lists. They are changed by importing a file. */
export const placeRoutes: readonly Route[] = [
  route({
    ...ofPlaces,
    id: 'places',
    path: '/places',
    answer: async (input, visit) => {
      const { say } = visit;
      const { rows, next } = await readPage(input, visit);
      const label = say('places.title');
      const heads = columns.map((key) => say(`places.${key}`));
      return {
        kind: 'page',
        title: label,
        body: html`${filters([textFilter('q', say('places.q'), input.q), textFilter('area', say('list.area'), input.area)], say)}
${table({ label, heads, rows: rows.map((row) => cells(row, visit)) }, say)}
${pager('/places', input, next, say)}`,
      };
    },
  }),
  route({
    ...ofPlaces,
    id: 'places.csv',
    path: '/places.csv',
    answer: (input, visit) => ({ kind: 'csv', name: 'areas', rows: fileRows(input, visit) }),
  }),
  route({
    ...ofPlaces,
    id: 'api.places',
    path: '/api/v1/places',
    summary: 'Areas with their codes in both lists, a page at a time',
    output: z.object({ rows: z.array(Place), next: z.string().nullable() }),
    answer: async (input, visit) => ({ kind: 'json', body: await readPage(input, visit) }),
  }),
  route({
    ...ofPlace,
    id: 'place',
    path: '/places/:code',
    scope: ({ code }) => code,
    answer: async ({ code }, visit) => {
      const { say, stores } = visit;
      const [area] = await stores.areaList.findByCodes([code]);
      if (!area) return { kind: 'refusal', status: 404, text: say('progress.no-area') };
      const label = say('places.vintages');
      const rows = (await stores.areaList.listVintages(code)).map(
        ({ kemendagri, name, validFrom, validTo }) =>
          html`<th scope="row">${kemendagri}</th><td>${name}</td><td>${validFrom ?? ''}</td><td>${validTo ?? ''}</td>`,
      );
      const heads = ['kemendagri', 'name', 'from', 'to'].map((key) => say(`places.${key}`));
      return {
        kind: 'page',
        title: area.name,
        crumbs: await areaCrumbs(code, visit),
        body: html`<p>${say(`level.${area.level}`)} ${code}</p>
<h2>${label}</h2>${table({ label, heads, rows }, say)}
<p><a href="/officers?area=${code}">${say('places.officers')}</a> <a href="/prelist?area=${code}">${say('places.prelist')}</a></p>`,
      };
    },
  }),
  route({
    ...ofPlace,
    id: 'api.place',
    path: '/api/v1/places/:code',
    scope: ({ code }) => code,
    summary: 'An area with every Kemendagri code that it has or had',
    output: Place.extend({ vintages: z.array(Vintage) }),
    answer: async ({ code }, { say, stores }) => {
      const [area] = await stores.areaList.findByCodes([code]);
      if (!area) return { kind: 'refusal', status: 404, text: say('progress.no-area') };
      return { kind: 'json', body: { ...area, vintages: await stores.areaList.listVintages(code) } };
    },
  }),
];

const columns = ['code', 'name', 'level', 'kemendagri'] as const;

/** A code of either list finds its areas, of which the user's are shown; words find names. */
async function readPage(input: ListInput, visit: UserVisit) {
  const { q = '', after } = input;
  const { areaList } = visit.stores;
  const scope = scopeOf(listScope(input, visit));
  const digits =
    parseKemendagriCode(q.trim()) === null && !/^\d+$/.test(q.trim()) ? null : q.trim().replaceAll('.', '');
  if (digits !== null) {
    const found = [...(await areaList.findByCodes([digits])), ...(await areaList.findByKemendagri(digits))];
    const own = found.filter(({ code }) => scope.some((area) => code.startsWith(area)));
    return { rows: [...new Map(own.map((area) => [area.code, area])).values()], next: null };
  }
  const rows = await areaList.search({ scope, words: searchWords(q), after, limit: pageSize + 1 });
  return pageOf(rows, ({ code }) => code);
}

/** In the columns of the import. */
async function* fileRows(input: ListInput, visit: UserVisit) {
  yield ['kode_bps', 'kode_kemendagri', 'nama', 'tingkat'];
  const search = { scope: scopeOf(listScope(input, visit)), words: searchWords(input.q ?? '') };
  const rows = allRows<ListedArea>((last, limit) =>
    visit.stores.areaList.search({ ...search, after: last?.code, limit }),
  );
  for await (const { code, kemendagri, name, level } of rows) yield [code, kemendagri ?? '', name, level];
}

function cells({ code, name, level, kemendagri }: ListedArea, { say }: UserVisit) {
  return html`<th scope="row"><a href="/places/${code}">${code}</a></th><td>${name}</td>
<td>${say(`level.${level}`)}</td><td>${kemendagri ?? ''}</td>`;
}
