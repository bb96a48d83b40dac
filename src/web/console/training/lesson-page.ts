import { codesIn } from '../../../domain/instrument/codes-in.ts';
import { conditionWords } from '../../../domain/instrument/condition-words.ts';
import type { Item } from '../../../domain/instrument/instrument.ts';
import type { Language } from '../../../domain/instrument/types.ts';
import type { Lesson } from '../../../domain/training/lesson.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Page } from '../reply.ts';
import type { UserVisit, Visit } from '../route.ts';
import { trainingCrumbs } from './crumbs.ts';

/** What a lesson is called: its form and its group of items. */
export function lessonTitle({ form, block }: Lesson, language: Language): string {
  return `${form.title[language]}: ${block.title[language]}`;
}

/** A lesson: each item with its text, its digits and codes, and when it is asked. */
export function lessonPage(lesson: Lesson, visit: UserVisit, trainees: readonly TraineeChoice[]): Page {
  const { say, language } = visit;
  const heads = ['number', 'item', 'digits', 'content'].map(
    (key) => html`<th scope="col">${say(`training.${key}`)}</th>`,
  );
  const title = lessonTitle(lesson, language);
  return {
    kind: 'page',
    styles: ['training.css'],
    title,
    crumbs: trainingCrumbs(visit),
    body: html`<p>${say('training.lesson-lead', { width: lesson.block.width })}</p>
${quizStart(lesson, visit, trainees)}
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr>${heads}</tr></thead>
<tbody>${lesson.block.items.map((item) => itemRow(lesson, item, visit))}</tbody></table></div>`,
  };
}

/** An officer who may take the quiz, as a form offers them. */
export interface TraineeChoice {
  readonly code: string;
  readonly name: string;
}

/** The officer is typed by code; those right at hand are offered. */
export function quizStart({ id }: Lesson, { say }: Visit, trainees: readonly TraineeChoice[]): Html {
  return html`<form class="card narrow" method="get" action="/training/lessons/${id}/quiz">
<label for="officer">${say('training.officer')}</label>
<input id="officer" name="officer" list="trainees" inputmode="numeric" pattern="[0-9]{7}" maxlength="7" required autocomplete="off">
<datalist id="trainees">${trainees.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</datalist>
<p class="hint">${say('training.officer-hint')}</p>
<button>${say('training.start')}</button></form>`;
}

function itemRow({ form }: Lesson, item: Item, visit: Visit): Html {
  const { say, language, stores } = visit;
  const joints = { and: ` ${say('training.and')} `, or: ` ${say('training.or')} ` };
  const asked = conditionWords(stores.definitions.instrument, form, item, language, joints);
  const condition =
    asked === null
      ? nothing
      : html`<br><span class="soft">${say('training.asked-if', { condition: asked, zeros: '0'.repeat(item.width) })}</span>`;
  return html`<tr><td>${item.number}</td><th scope="row">${item.label[language]}${condition}</th>
<td class="number">${item.width}</td><td>${content({ item, form }, visit)}</td></tr>`;
}

function content({ item, form }: { item: Item; form: Lesson['form'] }, { say, language }: Visit): Html {
  const codes = codesIn(form, item);
  if (codes.length > 0) {
    const intro = item.kind === 'bitsum' ? html`<p>${say('training.add-up')}</p>` : nothing;
    const typed = (code: number) => String(code).padStart(item.width, '0');
    return html`${intro}<ul class="codes">${codes.map(([code, text]) => html`<li><b>${typed(code)}</b> ${text[language]}</li>`)}</ul>`;
  }
  if (item.kind === 'date') return html`${say('training.day-month')}`;
  if (item.range !== null) {
    const [least, most] = item.range.map((end) => String(end).padStart(item.width, '0'));
    return html`${least ?? ''}-${most ?? ''}`;
  }
  const zeros = item.areZerosNone ? html` ${say('training.zeros-none')}` : nothing;
  return html`${say('training.digits-of', { width: item.width })}${zeros}`;
}
