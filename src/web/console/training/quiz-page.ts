import { describeHouse } from '../../../domain/training/describe.ts';
import type { Quiz } from '../../../domain/training/quiz.ts';
import { type Html, html } from '../../../html.ts';
import type { Trainee } from '../../../ports.ts';
import { csrfInput } from '../form.ts';
import type { Page } from '../reply.ts';
import type { UserVisit, Visit } from '../route.ts';
import { trainingCrumbs } from './crumbs.ts';
import { describeWords } from './describe-words.ts';
import { lessonTitle } from './lesson-page.ts';

/** The fields of the answers to single items, in their order. */
export const answerFields = ['q1', 'q2', 'q3', 'q4'] as const;

/** A quiz: the house in words, a field for each of some items, and one for the digits of the whole group. */
export function quizPage(quiz: Quiz, trainee: Trainee, visit: UserVisit): Page {
  const { say, language } = visit;
  const { lesson, seed, items } = quiz;
  return {
    kind: 'page',
    styles: ['training.css'],
    title: say('training.quiz-title', { lesson: lessonTitle(lesson, language) }),
    crumbs: trainingCrumbs(visit),
    body: html`<p>${say('training.quiz-for', { name: trainee.name, code: trainee.code })}</p>
<p>${say('training.quiz-lead')}</p>
${houseList(quiz, visit)}
<form method="post" action="/training/lessons/${lesson.id}/quiz">${csrfInput(visit)}
<input type="hidden" name="officer" value="${trainee.code}"><input type="hidden" name="seed" value="${String(seed)}">
<fieldset class="card"><legend>${say('training.one-by-one')}</legend>
${items.map((item, at) => answerField(answerFields[at] ?? '', `${item.number} ${item.label[language]}`, item.width))}</fieldset>
<fieldset class="card"><legend>${say('training.whole')}</legend>
${answerField('whole', say('training.whole-digits', { width: lesson.block.width }), lesson.block.width)}</fieldset>
<button>${say('training.check')}</button></form>
<p><a href="/training/lessons/${lesson.id}">${say('training.back-to-lesson')}</a></p>`,
  };
}

/** The house in words: what is not asked of it is not told. */
export function houseList({ lesson, house }: Quiz, visit: Visit): Html {
  const told = describeHouse(lesson, house, visit.language, describeWords(visit));
  return html`<section class="card house" aria-label="${visit.say('training.house')}"><dl>${told.map(
    ({ label, said }) => html`<div><dt>${label}</dt><dd>${said}</dd></div>`,
  )}</dl></section>`;
}

function answerField(name: string, label: string, width: number): Html {
  // Room for what parts the digits on paper.
  const room = width * 2;
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" class="digits" inputmode="numeric" maxlength="${room}" autocomplete="off">`;
}
