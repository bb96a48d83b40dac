import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { figureNames, nation } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { AreaProgress } from '../../../ports.ts';
import { areaCrumbs, homeOf } from '../crumbs.ts';
import { AreaCodeField } from '../fields.ts';
import { channelChart } from '../progress/bar-chart.ts';
import { belowTable, figureList } from '../progress/figures.ts';
import { householdsPerPage, householdTable } from '../progress/households.ts';
import { makeLiveFigures } from '../progress/live.ts';
import {
  forecastText,
  hindranceList,
  mostSilent,
  silentList,
  silentSince,
  todayIn,
} from '../progress/outlook.ts';
import { type ShownFigure, shownFigures } from '../progress/shown-figure.ts';
import { tileMap } from '../progress/tile-map.ts';
import { type Route, route, type UserVisit } from '../route.ts';

const all = { method: 'get', who: consoleRoles } as const;
const ofArea = { ...all, input: z.object({ code: AreaCodeField }) } as const;
const live = makeLiveFigures();

export const progressRoutes: readonly Route[] = [
  ...(['/', '/progress'] as const).map((path) =>
    route({
      ...all,
      id: path === '/' ? 'home' : 'progress',
      path,
      scope: 'own',
      input: z.object({}),
      answer: (_input, { user }) => ({ kind: 'redirect', to: homeOf(user) }),
    }),
  ),
  route({
    ...all,
    id: 'area',
    path: '/areas/:code',
    input: z.object({
      code: AreaCodeField,
      show: z.enum(shownFigures).catch('visited').default('visited'),
      after: z
        .string()
        .regex(/^\d{16}$/)
        .optional(),
    }),
    scope: ({ code }) => code,
    answer: async ({ code, show, after }, visit) => {
      const area = await visit.stores.progress.readArea(code);
      if (!area) return { kind: 'refusal', status: 404, text: visit.say('progress.no-area') };
      return {
        kind: 'page',
        title: area.name,
        crumbs: await areaCrumbs(code, visit),
        refreshSeconds: 120,
        scripts: ['progress.js'],
        body: html`${figureList(area, visit)}${await partsOf(area, show, after ?? null, visit)}`,
      };
    },
  }),
  route({
    ...ofArea,
    id: 'area.live',
    path: '/areas/:code/live',
    scope: ({ code }) => code,
    answer: ({ code }, { stores }) => ({
      kind: 'events',
      open: (send) => live.listen(code, stores.progress, send),
    }),
  }),
  route({
    ...ofArea,
    id: 'area.csv',
    path: '/areas/:code/below.csv',
    scope: ({ code }) => code,
    answer: async ({ code }, { stores }) => ({
      kind: 'csv',
      name: `progress-${code}`,
      rows: [csvHead, ...(await stores.progress.listAreas(code)).map(csvRow)],
    }),
  }),
];

const csvHead = ['code', 'name', ...figureNames, 'claimed_done', 'claimed_left', 'claimed_refused'];

function csvRow({ code, name, figures, claimed }: AreaProgress) {
  return [code, name, ...figureNames.map((key) => figures[key]), claimed.done, claimed.left, claimed.refused];
}

/** What there is below the head: of a village its households, of the nation and a province the map. */
async function partsOf(
  area: AreaProgress,
  show: ShownFigure,
  after: string | null,
  visit: UserVisit,
): Promise<Html> {
  const { code } = area;
  const { progress, areaDetails } = visit.stores;
  if (code.length === 10) {
    const households = await areaDetails.listHouseholds(code, after, householdsPerPage + 1);
    return html`${await outlook(area, visit)}${householdTable(households, code, visit)}`;
  }
  const below = await progress.listAreas(code);
  const hasMap = code.length === 2;
  const provinces = code === nation ? below : [area];
  const regencies = hasMap ? await areaDetails.listRegencies(code) : [];
  const map = hasMap
    ? tileMap({ provinces, regencies, shown: show, path: `/areas/${code}` }, visit)
    : nothing;
  return html`${map}${belowTable(below, visit, `/areas/${code}/below.csv`)}${await outlook(area, visit)}`;
}

/** The way to the end, and what is in it. Silent villages are listed from the regency down, hindrances below the nation. */
async function outlook(area: AreaProgress, visit: UserVisit): Promise<Html> {
  const { code } = area;
  const { progress, areaDetails } = visit.stores;
  const since = silentSince(code, visit.now);
  const [days, channelDays, silent, hindrances] = await Promise.all([
    progress.listDays(code),
    areaDetails.listChannelDays(code),
    code.length === 4 || code.length === 7 ? areaDetails.listSilent(code, since, mostSilent) : null,
    code === nation ? null : areaDetails.countHindrances(code),
  ]);
  return html`${forecastText(area, days, visit)}
<h2>${visit.say('days.title')}</h2>${channelChart(channelDays, todayIn(code, visit.now), visit)}
${silent ? silentList(silent, visit) : nothing}${hindrances ? hindranceList(hindrances, visit) : nothing}`;
}
