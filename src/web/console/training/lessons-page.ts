import { type Lesson, lessonsOf } from '../../../domain/training/lesson.ts';
import { type Html, html } from '../../../html.ts';
import type { Page } from '../reply.ts';
import type { UserVisit } from '../route.ts';
import { lessonTitle } from './lesson-page.ts';

/** Where the training begins: its lessons, practice on the phone, and the results. */
export function lessonsPage({ say, stores, language }: UserVisit): Page {
  const lessons = lessonsOf(stores.definitions.instrument);
  return {
    kind: 'page',
    styles: ['training.css'],
    title: say('training.title'),
    body: html`<p>${say('training.lead')}</p>
<ul class="lessons">${lessons.map((one) => html`<li class="card">${lessonLink(one, { say, language })}</li>`)}</ul>
<h2>${say('training.practice-title')}</h2>
<p>${say('training.practice')}</p>
<p><a href="/phone">${say('training.to-phone')}</a></p>
<p><a class="button" href="/training/results">${say('training.results')}</a></p>`,
  };
}

function lessonLink(one: Lesson, { say, language }: Pick<UserVisit, 'say' | 'language'>): Html {
  const { items, width } = one.block;
  return html`<a href="/training/lessons/${one.id}">${lessonTitle(one, language)}</a>
<span class="soft">${say('training.size', { items: items.length, width })}</span>`;
}
