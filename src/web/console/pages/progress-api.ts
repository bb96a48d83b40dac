import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { figureNames } from '../../../domain/workflow/progress.ts';
import { AreaCodeField } from '../fields.ts';
import { mostSilent, silentSince } from '../progress/outlook.ts';
import { type Route, route } from '../route.ts';

const Counts = z.record(z.enum(figureNames), z.int());
const Area = z.object({
  code: z.string(),
  name: z.string(),
  figures: Counts,
  claimed: z.object({ done: z.int(), left: z.int(), refused: z.int() }),
});
const Day = z.string().describe('Local day, YYYY-MM-DD');

const ofArea = { method: 'get', who: consoleRoles, input: z.object({ code: AreaCodeField }) } as const;

export const progressApiRoutes: readonly Route[] = [
  route({
    ...ofArea,
    id: 'api.area',
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
    id: 'api.area.days',
    path: '/api/v1/areas/:code/days',
    scope: ({ code }) => code,
    summary: 'What counts for each day of an area, and its messages by channel',
    output: z.object({
      days: z.array(z.object({ day: Day, figures: Counts })),
      channels: z.array(z.object({ day: Day, channel: z.string(), messages: z.int() })),
    }),
    answer: async ({ code }, { stores }) => {
      const days = await stores.progress.listDays(code);
      return { kind: 'json', body: { days, channels: await stores.areaDetails.listChannelDays(code) } };
    },
  }),
  route({
    ...ofArea,
    id: 'api.area.silent',
    path: '/api/v1/areas/:code/silent',
    input: z.object({ code: AreaCodeField.refine((code) => code.length >= 4, 'a regency or less') }),
    scope: ({ code }) => code,
    summary: 'Villages of a regency or less from which nothing came for three days, the longest silent first',
    output: z.object({
      villages: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          lastDay: Day.nullable(),
          target: z.int(),
          visited: z.int(),
        }),
      ),
    }),
    answer: async ({ code }, { stores, now }) => ({
      kind: 'json',
      body: { villages: await stores.areaDetails.listSilent(code, silentSince(code, now), mostSilent) },
    }),
  }),
];
