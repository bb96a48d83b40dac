import { z } from 'zod';
import type { Instrument } from '../../../domain/instrument/instrument.ts';
import { lessonOf, lessonsOf } from '../../../domain/training/lesson.ts';
import type { User } from '../../../domain/workflow/console-user.ts';
import { nation } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { LessonResult, TraineeResults, Training } from '../../../ports.ts';
import type { Cell, Page } from '../reply.ts';
import type { UserVisit, Visit } from '../route.ts';
import { trainingCrumbs } from './crumbs.ts';
import { lessonTitle } from './lesson-page.ts';

/** Officers a page. */
export const pageSize = 50;
/** Officers that are read at once for a file. */
const chunkSize = 500;

export const ResultsInput = z.object({
  after: z
    .string()
    .regex(/^\d{7}$/)
    .optional(),
});

/** The areas that a user's lists are of; null: all. */
export function areasOf({ areas }: Pick<User, 'areas'>): readonly string[] | null {
  return areas.includes(nation) ? null : areas;
}

/** The results of the officers in the user's areas, a page of them. */
export async function resultsPage(after: string | undefined, visit: UserVisit): Promise<Page> {
  const { say, stores, user } = visit;
  const filter = { areas: areasOf(user), after: after ?? null, limit: pageSize };
  const results = await stores.training.listResults(filter);
  const last = results.length === pageSize ? results.at(-1) : undefined;
  return {
    kind: 'page',
    title: say('training.results'),
    crumbs: trainingCrumbs(visit),
    body: html`<p>${say('training.results-lead')} <a href="/training/results.csv">${say('training.csv')}</a></p>
${results.length === 0 ? html`<p>${say('training.no-officers')}</p>` : resultsTable(results, visit)}
${last === undefined ? nothing : html`<p><a href="/training/results?after=${last.code}">${say('training.next')}</a></p>`}`,
  };
}

function resultsTable(results: readonly TraineeResults[], visit: Visit): Html {
  const { say, stores, language } = visit;
  const lessons = lessonsOf(stores.definitions.instrument);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('training.results')}"><table>
<thead><tr><th scope="col">${say('training.officer-code')}</th><th scope="col">${say('training.name')}</th>
<th scope="col">${say('training.areas')}</th>
${lessons.map((lesson) => html`<th scope="col" class="number">${lessonTitle(lesson, language)}</th>`)}
<th scope="col">${say('training.often-wrong')}</th></tr></thead>
<tbody>${results.map(
    (
      trainee,
    ) => html`<tr><td>${trainee.code}</td><th scope="row">${trainee.name}</th><td>${trainee.areas.join(' ')}</td>
${lessons.map(({ id }) => html`<td class="number">${scoreText(trainee, id)}</td>`)}
<td>${wrongText(trainee, stores.definitions.instrument, visit)}</td></tr>`,
  )}</tbody></table></div>`;
}

function scoreText({ lessons }: TraineeResults, lesson: string): string {
  const result = lessons.find((one) => one.lesson === lesson);
  return result ? `${result.right}/${result.asked} (${result.quizzes})` : '-';
}

function wrongText({ wrong }: TraineeResults, instrument: Instrument, { language }: Visit): string {
  return wrong
    .map((column) => instrument.items.get(column))
    .map((item) => (item ? `${item.number} ${item.short[language]}` : ''))
    .join(', ');
}

/** The same as lines of a file: one for each officer and lesson, and one for an officer without a result. */
export async function* resultRows(visit: UserVisit): AsyncGenerator<readonly Cell[]> {
  const { say, stores, user } = visit;
  yield ['officer-code', 'name', 'areas', 'lesson', 'quizzes', 'right', 'questions', 'last'].map((key) =>
    say(`training.${key}`),
  );
  for await (const trainee of allResults(stores.training, areasOf(user))) {
    const head = [trainee.code, trainee.name, trainee.areas.join(' ')];
    if (trainee.lessons.length === 0) yield [...head, null, 0, null, null, null];
    for (const lesson of trainee.lessons) yield [...head, ...lessonCells(lesson, visit)];
  }
}

function lessonCells({ lesson, quizzes, right, asked, lastAt }: LessonResult, visit: Visit): Cell[] {
  const found = lessonOf(visit.stores.definitions.instrument, lesson);
  const title = found ? lessonTitle(found, visit.language) : lesson;
  return [title, quizzes, right, asked, lastAt.toISOString()];
}

async function* allResults(training: Training, areas: readonly string[] | null) {
  let after: string | null = null;
  for (;;) {
    const chunk: readonly TraineeResults[] = await training.listResults({ areas, after, limit: chunkSize });
    yield* chunk;
    if (chunk.length < chunkSize) return;
    after = chunk.at(-1)?.code ?? null;
  }
}
