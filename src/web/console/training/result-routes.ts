import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import type { TraineeResults } from '../../../ports.ts';
import { type Route, route } from '../route.ts';
import { areasOf, pageSize, ResultsInput, resultRows, resultsPage } from './results.ts';

const everybody = { who: consoleRoles, scope: 'own', method: 'get' } as const;

const Officers = z.object({
  officers: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      areas: z.array(z.string()),
      lessons: z.array(
        z.object({
          lesson: z.string(),
          quizzes: z.int(),
          right: z.int(),
          asked: z.int(),
          lastAt: z.iso.datetime(),
        }),
      ),
      wrong: z.array(z.string()).describe('Columns that were answered wrongly most often, at most three'),
    }),
  ),
  next: z.string().nullable().describe('The value of `after` for the next page; null for the last one'),
});

/** What officers made of the quizzes: a page, a file, and for other programs. */
export const resultRoutes: readonly Route[] = [
  route({
    ...everybody,
    id: 'training-results',
    path: '/training/results',
    input: ResultsInput,
    answer: ({ after }, visit) => resultsPage(after, visit),
  }),
  route({
    ...everybody,
    id: 'training-results-csv',
    path: '/training/results.csv',
    input: z.object({}),
    answer: (_, visit) => ({ kind: 'csv', name: visit.say('training.file'), rows: resultRows(visit) }),
  }),
  route({
    ...everybody,
    id: 'api.training-results',
    path: '/api/v1/training/results',
    summary: 'Results of the training of the enumerators in the areas of the user, a page by officer code',
    input: ResultsInput,
    output: Officers,
    answer: async ({ after }, { stores, user }) => {
      const filter = { areas: areasOf(user), after: after ?? null, limit: pageSize };
      const results = await stores.training.listResults(filter);
      const next = results.length === pageSize ? (results.at(-1)?.code ?? null) : null;
      return { kind: 'json', body: { officers: results.map(officerBody), next } };
    },
  }),
];

function officerBody({
  code,
  name,
  areas,
  lessons,
  wrong,
}: TraineeResults): z.input<typeof Officers>['officers'][number] {
  return {
    code,
    name,
    areas: [...areas],
    lessons: lessons.map((one) => ({ ...one, lastAt: one.lastAt.toISOString() })),
    wrong: [...wrong],
  };
}
