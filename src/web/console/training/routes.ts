import { z } from 'zod';
import { lessonOf } from '../../../domain/training/lesson.ts';
import { markQuiz } from '../../../domain/training/mark.ts';
import { makeQuiz, maxSeed } from '../../../domain/training/quiz.ts';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import type { Reply } from '../reply.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { lessonPage } from './lesson-page.ts';
import { lessonsPage } from './lessons-page.ts';
import { marksPage } from './marks-page.ts';
import { answerFields, quizPage } from './quiz-page.ts';
import { resultRoutes } from './result-routes.ts';
import { areasOf, pageSize } from './results.ts';

const lesson = z.string().regex(/^[a-z0-9-]{1,60}$/);
const officer = z.string().regex(/^\d{7}$/);
const seed = z.coerce.number().int().min(1).max(maxSeed);
const answer = z.string().max(200).default('');
const everybody = { who: consoleRoles } as const;

/** The areas of the officer who takes a quiz; null for nobody in post. */
async function areasOfTrainee(input: { readonly officer: string }, { stores }: UserVisit) {
  return (await stores.training.findTrainee(input.officer))?.areas ?? null;
}

/** Lessons, their quizzes, and what came of them. */
export const trainingRoutes: readonly Route[] = [
  route({
    ...everybody,
    id: 'training',
    method: 'get',
    path: '/training',
    scope: 'own',
    input: z.object({}),
    answer: (_, visit) => lessonsPage(visit),
  }),
  route({
    ...everybody,
    id: 'training-lesson',
    method: 'get',
    path: '/training/lessons/:lesson',
    scope: 'own',
    input: z.object({ lesson }),
    answer: async (input, visit) => {
      const found = lessonOf(visit.stores.definitions.instrument, input.lesson);
      if (!found) return noLesson(visit);
      const filter = { areas: areasOf(visit.user), after: null, limit: pageSize };
      return lessonPage(found, visit, await visit.stores.training.listResults(filter));
    },
  }),
  route({
    ...everybody,
    id: 'training-quiz',
    method: 'get',
    path: '/training/lessons/:lesson/quiz',
    scope: areasOfTrainee,
    input: z.object({ lesson, officer, seed: seed.optional() }),
    answer: (input, visit) => giveQuiz(input, visit),
  }),
  route({
    ...everybody,
    id: 'training-answers',
    method: 'post',
    path: '/training/lessons/:lesson/quiz',
    scope: areasOfTrainee,
    input: z.object({ lesson, officer, seed, q1: answer, q2: answer, q3: answer, q4: answer, whole: answer }),
    answer: (input, visit) => takeAnswers(input, visit),
  }),
  ...resultRoutes,
];

function noLesson({ say }: UserVisit): Reply {
  return { kind: 'refusal', status: 404, text: say('training.no-lesson') };
}

interface QuizOf {
  readonly lesson: string;
  readonly officer: string;
}

async function findQuiz({ lesson, officer }: QuizOf, { stores }: UserVisit) {
  const found = lessonOf(stores.definitions.instrument, lesson);
  const trainee = await stores.training.findTrainee(officer);
  return found && trainee ? { lesson: found, trainee } : null;
}

/** Without a seed it leads on to a quiz that nobody had, so that going back shows the same one. */
async function giveQuiz(
  input: QuizOf & { readonly seed?: number | undefined },
  visit: UserVisit,
): Promise<Reply> {
  const { houseKinds, randomSeed } = visit.stores;
  const { instrument } = visit.stores.definitions;
  const found = await findQuiz(input, visit);
  if (!found) return noLesson(visit);
  if (input.seed === undefined) {
    const path = `/training/lessons/${found.lesson.id}/quiz`;
    return { kind: 'redirect', to: `${path}?officer=${input.officer}&seed=${randomSeed()}` };
  }
  return quizPage(makeQuiz(instrument, houseKinds, found.lesson, input.seed), found.trainee, visit);
}

type Answers = QuizOf & { readonly seed: number } & Readonly<
    Record<(typeof answerFields)[number] | 'whole', string>
  >;

async function takeAnswers(input: Answers, visit: UserVisit): Promise<Reply> {
  const { stores, user, now } = visit;
  const found = await findQuiz(input, visit);
  if (!found) return noLesson(visit);
  const quiz = makeQuiz(stores.definitions.instrument, stores.houseKinds, found.lesson, input.seed);
  const typed = quiz.items.map((item, at) => [item.column, input[answerFields[at] ?? 'whole']] as const);
  const marked = markQuiz(quiz, { items: Object.fromEntries(typed), whole: input.whole });
  const isKept = await stores.training.keep({
    officerId: found.trainee.id,
    lesson: found.lesson.id,
    seed: input.seed,
    asked: marked.asked,
    right: marked.right,
    wrong: marked.wrong,
    givenBy: user.username,
    finishedAt: now,
  });
  return marksPage({ quiz, marked, trainee: found.trainee, isKept }, visit);
}
