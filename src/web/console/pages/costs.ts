import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { dayBefore } from '../../../domain/workflow/days.ts';
import { nation } from '../../../domain/workflow/progress.ts';
import { type Html, html } from '../../../html.ts';
import type { CostLine } from '../../../ports.ts';
import { areaCrumbs } from '../crumbs.ts';
import { AreaCodeField } from '../fields.ts';
import { filters, optional, table, textFilter, urlOf } from '../lists.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { writeDay, writeNumber } from '../texts.ts';

const CostsInput = z.object({
  area: optional(AreaCodeField),
  from: optional(z.iso.date()).describe('first day; a week ago where it is not given'),
  until: optional(z.iso.date()).describe('last day; today where it is not given'),
});
type CostsInput = z.output<typeof CostsInput>;

const ofCosts = { method: 'get', who: consoleRoles, scope: areaOf, input: CostsInput } as const;

const Line = z.object({
  area: z.string(),
  day: z.string().nullable(),
  channel: z.string(),
  direction: z.enum(['in', 'out']),
  currency: z.string().nullable(),
  messages: z.int(),
  segments: z.int(),
  amount: z.number(),
});

/** What messages cost, by channel, area and day. */
export const costRoutes: readonly Route[] = [
  route({
    ...ofCosts,
    id: 'costs',
    path: '/costs',
    answer: async (input, visit) => {
      const { say } = visit;
      const { area, from, until, days, below } = await readCosts(input, visit);
      const fields = [
        textFilter('area', say('list.area'), area),
        textFilter('from', say('costs.from'), from),
        textFilter('until', say('costs.until'), until),
      ];
      const names = await namesOf(below, visit);
      return {
        kind: 'page',
        title: say('costs.title'),
        crumbs: await areaCrumbs(area, visit),
        body: html`${filters(fields, say)}
<h2>${say('costs.by-day')}</h2>${lines(days, ({ day }) => (day === null ? '' : writeDay(day, visit.language)), 'day', visit)}
<h2>${say('costs.by-area')}</h2>${lines(below, (line) => names.get(line.area) ?? line.area, 'area', visit)}
<p><a href="${urlOf('/costs.csv', { area, from, until })}">${say('list.csv')}</a></p>`,
      };
    },
  }),
  route({
    ...ofCosts,
    id: 'costs.csv',
    path: '/costs.csv',
    answer: async (input, visit) => {
      const { days, below } = await readCosts(input, visit);
      return { kind: 'csv', name: 'costs', rows: [fileHead, ...[...days, ...below].map(fileRow)] };
    },
  }),
  route({
    ...ofCosts,
    id: 'api.costs',
    path: '/api/v1/costs',
    summary: 'What messages cost in an area by day, and in the areas right below it',
    output: z.object({ days: z.array(Line), below: z.array(Line) }),
    answer: async (input, visit) => {
      const { days, below } = await readCosts(input, visit);
      return { kind: 'json', body: { days, below } };
    },
  }),
];

/** The first of the user's areas where none is asked for. */
function areaOf({ area }: CostsInput, { user }: UserVisit): string {
  return area ?? user.areas[0] ?? nation;
}

const daysShown = 7;

async function readCosts(input: CostsInput, visit: UserVisit) {
  const { costs } = visit.stores;
  const area = areaOf(input, visit);
  const until = input.until ?? visit.now.toISOString().slice(0, 10);
  const from = input.from ?? dayBefore(until, daysShown - 1);
  const days = await costs.listDays(area, from, until);
  return { area, from, until, days, below: await costs.listAreas(area, from, until) };
}

async function namesOf(lines: readonly CostLine[], { stores }: UserVisit): Promise<Map<string, string>> {
  const codes = [...new Set(lines.map(({ area }) => area))];
  return new Map((await stores.areaList.findByCodes(codes)).map(({ code, name }) => [code, name]));
}

function lines(
  rows: readonly CostLine[],
  headOf: (line: CostLine) => string,
  head: 'day' | 'area',
  { say, language }: UserVisit,
): Html {
  const heads = [head, 'channel', 'direction', 'messages', 'segments', 'amount'].map((key) =>
    say(`costs.${key}`),
  );
  const cells = rows.map(
    (
      line,
    ) => html`<th scope="row">${headOf(line)}</th><td>${line.channel}</td><td>${say(`costs.${line.direction}`)}</td>
<td class="number">${writeNumber(line.messages, language)}</td><td class="number">${writeNumber(line.segments, language)}</td>
<td class="number">${line.currency === null ? say('costs.unknown') : `${line.currency} ${writeNumber(line.amount, language, 2)}`}</td>`,
  );
  return table({ label: say(`costs.by-${head}`), heads, rows: cells }, say);
}

const fileHead = ['area', 'day', 'channel', 'direction', 'currency', 'messages', 'segments', 'amount'];

function fileRow(line: CostLine) {
  const { area, day, channel, direction, currency, messages, segments, amount } = line;
  return [area, day, channel, direction, currency, messages, segments, amount];
}
