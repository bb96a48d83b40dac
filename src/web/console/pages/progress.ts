import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { figureNames, householdsOf } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { AreaProgress } from '../../../ports.ts';
import { areaCrumbs, homeOf } from '../crumbs.ts';
import { AreaCodeField } from '../fields.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';

const Counts = z.record(z.enum(figureNames), z.int());
const Area = z.object({
  code: z.string(),
  name: z.string(),
  figures: Counts,
  claimed: z.object({ done: z.int(), left: z.int(), refused: z.int() }),
});

const ofArea = { who: consoleRoles, input: z.object({ code: AreaCodeField }) } as const;

export const progressRoutes: readonly Route[] = [
  ...['/', '/progress'].map((path) =>
    route({
      id: path === '/' ? 'home' : 'progress',
      method: 'get',
      path,
      who: consoleRoles,
      scope: 'own',
      input: z.object({}),
      answer: (_input, { user }) => ({ kind: 'redirect', to: homeOf(user) }),
    }),
  ),
  route({
    ...ofArea,
    id: 'area',
    method: 'get',
    path: '/areas/:code',
    scope: ({ code }) => code,
    answer: async ({ code }, visit) => {
      const area = await visit.stores.progress.readArea(code);
      if (!area) return { kind: 'refusal', status: 404, text: visit.say('progress.no-area') };
      const below = await visit.stores.progress.listAreas(code);
      return {
        kind: 'page',
        title: area.name,
        crumbs: await areaCrumbs(code, visit),
        body: html`${figures(area, visit)}${belowTable(below, visit)}`,
      };
    },
  }),
  route({
    ...ofArea,
    id: 'api.area',
    method: 'get',
    path: '/api/v1/areas/:code',
    scope: ({ code }) => code,
    summary: 'Progress of an area and of the areas right below it',
    output: z.object({ area: Area, below: z.array(Area) }),
    answer: async ({ code }, { stores, say }) => {
      const area = await stores.progress.readArea(code);
      if (!area) return { kind: 'refusal', status: 404, text: say('progress.no-area') };
      return { kind: 'json', body: { area, below: await stores.progress.listAreas(code) } };
    },
  }),
  route({
    ...ofArea,
    id: 'area.csv',
    method: 'get',
    path: '/areas/:code/below.csv',
    scope: ({ code }) => code,
    answer: async ({ code }, { stores }) => ({
      kind: 'csv',
      name: `progress-${code}`,
      rows: [
        ['code', 'name', ...figureNames, 'claimed_done', 'claimed_left', 'claimed_refused'],
        ...(await stores.progress.listAreas(code)).map((area) => [
          area.code,
          area.name,
          ...figureNames.map((name) => area.figures[name]),
          area.claimed.done,
          area.claimed.left,
          area.claimed.refused,
        ]),
      ],
    }),
  }),
];

const shown = ['visited', 'complete', 'held', 'approved'] as const;

function figures({ figures: counted, claimed }: AreaProgress, { say, language }: UserVisit): Html {
  const all = householdsOf(counted);
  const figure = (key: string, value: number) =>
    html`<div><dt>${say(`figure.${key}`)}</dt><dd data-figure="${key}">${writeNumber(value, language)}</dd></div>`;
  return html`<dl class="figures">${figure('target', all)}${shown.map((key) => figure(key, counted[key]))}${figure('claimed', claimed.done)}</dl>`;
}

function belowTable(areas: readonly AreaProgress[], { say, language }: UserVisit): Html {
  if (areas.length === 0) return nothing;
  const heads = ['target', ...shown, 'claimed'].map(
    (key) => html`<th scope="col" class="number">${say(`figure.${key}`)}</th>`,
  );
  const number = (value: number) => html`<td class="number">${writeNumber(value, language)}</td>`;
  return html`<h2>${say('progress.below')}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${say('progress.below')}"><table>
<thead><tr><th scope="col">${say('figure.area')}</th>${heads}</tr></thead>
<tbody>${areas.map(
    (area) => html`<tr><th scope="row"><a href="/areas/${area.code}">${area.name}</a></th>
${number(householdsOf(area.figures))}${shown.map((key) => number(area.figures[key]))}${number(area.claimed.done)}</tr>`,
  )}</tbody></table></div>`;
}
