import type { Item } from '../../../domain/instrument/instrument.ts';
import type { Problem } from '../../../domain/instrument/types.ts';
import { sayAnswer } from '../../../domain/training/describe.ts';
import type { Mark, MarkedQuiz } from '../../../domain/training/mark.ts';
import type { Quiz } from '../../../domain/training/quiz.ts';
import { type Html, html } from '../../../html.ts';
import type { Trainee } from '../../../ports.ts';
import type { Page } from '../reply.ts';
import type { UserVisit, Visit } from '../route.ts';
import { trainingCrumbs } from './crumbs.ts';
import { describeWords } from './describe-words.ts';
import { lessonTitle } from './lesson-page.ts';
import { houseList } from './quiz-page.ts';

interface Marked {
  readonly quiz: Quiz;
  readonly marked: MarkedQuiz;
  readonly trainee: Trainee;
  /** False where the officer had answered this quiz before. */
  readonly isKept: boolean;
}

/** What came of a quiz: each question with what was typed, what is right, and why. */
export function marksPage({ quiz, marked, trainee, isKept }: Marked, visit: UserVisit): Page {
  const { say, language } = visit;
  const { right, asked } = marked;
  const heads = ['question', 'typed', 'right', 'remark'].map(
    (key) => html`<th scope="col">${say(`training.${key}`)}</th>`,
  );
  const again = `/training/lessons/${quiz.lesson.id}/quiz?officer=${trainee.code}`;
  return {
    kind: 'page',
    styles: ['training.css'],
    title: say('training.result-title', { right, asked }),
    crumbs: trainingCrumbs(visit),
    body: html`<p>${trainee.name}, ${trainee.code}. ${lessonTitle(quiz.lesson, language)}.</p>
<p class="${right === asked ? 'done' : 'warning'}" role="status">${say(isKept ? 'training.kept' : 'training.kept-before')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('training.question')}"><table>
<thead><tr>${heads}</tr></thead><tbody>${marked.marks.map((mark) => markRow(mark, marked, visit))}</tbody></table></div>
<h2>${say('training.house')}</h2>
${houseList(quiz, visit)}
<p><a class="button" href="${again}">${say('training.another')}</a></p>
<p><a href="/training/lessons/${quiz.lesson.id}">${say('training.back-to-lesson')}</a></p>`,
  };
}

function markRow(mark: Mark, { wrong }: MarkedQuiz, visit: Visit): Html {
  const { say, language } = visit;
  const { item, typed, right, isRight } = mark;
  const name = item === null ? say('training.whole') : `${item.number} ${item.label[language]}`;
  const remark = isRight ? say('training.is-right') : whyWrong(mark, wrong, visit);
  return html`<tr class="${isRight ? 'is-right' : 'is-wrong'}"><th scope="row">${name}</th>
<td><code>${typed === '' ? '-' : typed}</code></td><td><code>${right}</code></td><td>${remark}</td></tr>`;
}

/** The first thing the instrument finds; else what the digits say, or which items differ. */
function whyWrong({ item, problem, read }: Mark, wrong: readonly string[], visit: Visit): string {
  if (problem !== null) return problemText(problem, item, visit);
  if (item !== null && read !== undefined) return saysText(item, read, visit);
  const { say, stores } = visit;
  const numbers = wrong.map((column) => stores.definitions.instrument.items.get(column)?.number ?? column);
  return say('training.differs', { items: [...new Set(numbers)].join(', ') });
}

function saysText(item: Item, read: Exclude<Mark['read'], undefined>, visit: Visit): string {
  if (read === null) return visit.say('training.says-not-asked');
  return visit.say('training.says', {
    said: sayAnswer(item, read, visit.language, describeWords(visit)),
  });
}

function problemText(
  { kind, number, typed, allowed, by }: Problem,
  item: Item | null,
  { say }: Visit,
): string {
  const values = {
    number: item?.number ?? number ?? '',
    typed: typed ?? '',
    allowed: allowed ?? '',
    by: by ?? 0,
  };
  return say(`training.problem.${kind}`, values);
}
