import { z } from 'zod';
import { type Html, html } from '../../../html.ts';
import type { ChannelOverview } from '../../../ports.ts';
import { moment, table } from '../lists.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';

const ofChannels = { method: 'get', who: ['admin', 'pusat'], scope: 'nowhere', input: z.object({}) } as const;

const Channel = z.object({
  channel: z.string(),
  type: z.string(),
  number: z.string().nullable(),
  code: z.string().nullable(),
  perSecond: z.number().nullable(),
  lastInAt: z.string().nullable(),
  lastOutAt: z.string().nullable(),
  queue: z.object({ pending: z.int(), queued: z.int(), wired: z.int(), errored: z.int() }),
  lastDay: z.object({ messages: z.int(), delivered: z.int(), failed: z.int(), unknown: z.int() }),
  errorShare: z.number().nullable(),
  dropped: z.int(),
  costs: z.array(z.object({ currency: z.string(), amount: z.number() })),
  budget: z
    .object({
      level: z.enum(['within', 'warned', 'quiet']),
      spent: z.number(),
      currency: z.string(),
      perDay: z.number(),
    })
    .nullable(),
});

/** How the channels are doing, as `kentongan channels` says. */
export const channelRoutes: readonly Route[] = [
  route({
    ...ofChannels,
    id: 'channels',
    path: '/channels',
    answer: async (_input, visit) => {
      const { say, stores } = visit;
      const label = say('channels.title');
      const heads = columns.map((key) => say(`channels.${key}`));
      const rows = (await stores.listChannels()).map((channel) => cells(channel, visit));
      return {
        kind: 'page',
        title: label,
        body: html`${table({ label, heads, rows }, say)}<p><a href="/channels.csv">${say('list.csv')}</a></p>`,
      };
    },
  }),
  route({
    ...ofChannels,
    id: 'channels.csv',
    path: '/channels.csv',
    answer: async (_input, { stores }) => {
      const rows = (await stores.listChannels()).map((channel) => fileRow(channel));
      return { kind: 'csv', name: 'channels', rows: [fileHead, ...rows] };
    },
  }),
  route({
    ...ofChannels,
    id: 'api.channels',
    path: '/api/v1/channels',
    summary: 'The channels and how they are doing',
    output: z.object({ rows: z.array(Channel) }),
    answer: async (_input, { stores }) => ({ kind: 'json', body: { rows: await stores.listChannels() } }),
  }),
];

const columns = [
  'channel',
  'in',
  'out',
  'waiting',
  'day',
  'unknown',
  'errors',
  'cost',
  'limit',
  'budget',
] as const;

function cells(channel: ChannelOverview, { say, language }: UserVisit): Html {
  const { queue, lastDay, errorShare, costs, perSecond, budget, lastInAt, lastOutAt } = channel;
  const number = (value: number) => html`<td class="number">${writeNumber(value, language)}</td>`;
  const never = say('channels.never');
  const spent = costs.map(({ currency, amount }) => `${currency} ${writeNumber(amount, language, 2)}`);
  return html`<th scope="row">${channel.channel}<br><span class="soft">${[channel.type, channel.number, channel.code].filter(Boolean).join(' ')}</span></th>
<td>${lastInAt ? moment(lastInAt) : never}</td><td>${lastOutAt ? moment(lastOutAt) : never}</td>
${number(queue.pending + queue.queued + queue.wired + queue.errored)}${number(lastDay.messages)}${number(lastDay.unknown)}
<td class="number">${errorShare === null ? '–' : percent(errorShare, language)}</td><td class="number">${spent.join(', ') || '–'}</td>
<td class="number">${perSecond === null ? '–' : `${perSecond}/s`}</td>
<td>${budget ? `${percent(budget.spent / budget.perDay, language)}, ${say(`channels.level.${budget.level}`)}` : '–'}</td>`;
}

function percent(share: number, language: UserVisit['language']): string {
  return `${writeNumber(share * 100, language, 1)} %`;
}

const fileHead = [
  'channel',
  'type',
  'number',
  'code',
  'last_in',
  'last_out',
  'pending',
  'queued',
  'wired',
  'errored',
  'day_messages',
  'day_delivered',
  'day_failed',
  'day_unknown',
  'day_dropped',
  'cost_today',
  'per_second',
  'budget_level',
];

function fileRow(one: ChannelOverview) {
  const { queue, lastDay } = one;
  return [
    one.channel,
    one.type,
    one.number,
    one.code,
    one.lastInAt?.toISOString() ?? null,
    one.lastOutAt?.toISOString() ?? null,
    queue.pending,
    queue.queued,
    queue.wired,
    queue.errored,
    lastDay.messages,
    lastDay.delivered,
    lastDay.failed,
    lastDay.unknown,
    one.dropped,
    one.costs.map(({ currency, amount }) => `${currency} ${amount}`).join(' '),
    one.perSecond,
    one.budget?.level ?? null,
  ];
}
