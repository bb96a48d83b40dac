import { checkDigits } from '../../domain/identity/check-digits.ts';
import { shortReference } from '../../domain/identity/short-reference.ts';
import type { Form, Instrument } from '../../domain/instrument/instrument.ts';
import type { Language } from '../../domain/instrument/types.ts';
import { formatMessage, type Messages } from '../../domain/messages.ts';
import { commands } from '../../domain/sms/commands/index.ts';
import { isForRole } from '../../domain/workflow/authority.ts';
import { type Html, html } from '../../html.ts';
import { sheetEnd, sheetStart } from '../sheet.ts';
import { type ExampleLine, type Examples, mendLines, messageText, nameTexts } from './examples.ts';
import { formSection, type GuideContext } from './form-section.ts';
import { makeContents } from './item-content.ts';
import { mendSection } from './mend-section.ts';
import { type FormGroup, formGroups } from './places.ts';
import { replyTexts } from './replies.ts';
import { guideStyle } from './style.ts';
import { guideWords } from './words.ts';

/** What the guide is made of. */
export interface GuideSource {
  readonly instrument: Instrument;
  readonly messages: Messages;
  readonly examples: Examples;
  readonly language: Language;
}

/**
 * The code guide as a document of HTML: every form with its items, digits and codes, the other commands, and what is
 * answered. All of it derives from the instrument, the messages and the reader.
 *
 * @throws Error where the examples don't fit the instrument: a fault of their file.
 */
export function guideDocument(source: GuideSource): string {
  const { instrument, language, examples } = source;
  const words = guideWords[language];
  const context = { instrument, language, contentOf: makeContents(language) };
  const head = {
    language,
    title: words.title,
    foot: `${words.title} - ${instrument.version}`,
    style: guideStyle,
  };
  const parts = [
    sheetStart(head),
    introduction(source),
    ...formGroups(instrument).map((group) => formSection(context, group, examplesOf(source, group))),
    nameSection(context, examples),
    mendSection(context, mendLines(instrument, examples)),
    commandSection(source),
    answerSection(source),
    sheetEnd,
  ];
  return html`${parts}`.markup;
}

function introduction({ instrument, language, examples: { household } }: GuideSource): Html {
  const words = guideWords[language];
  const rules = words.rules(shortReference(household), `${household}\u00a0${checkDigits(household)}`);
  return html`<h1>${words.title}</h1>
<p><b>${instrument.title[language]}.</b> ${words.lead}</p>
<section>
<h2>${words.writing}</h2>
<ol class="rules">
${rules.map((rule) => html`<li>${rule}</li>\n`)}</ol>
</section>
`;
}

function examplesOf({ instrument, examples }: GuideSource, { variants }: FormGroup): ExampleLine[] {
  const isOf = (name: string) => variants.some((form: Form) => form.name === name);
  return examples.messages
    .filter(({ form }) => isOf(form))
    .map((example) => ({ text: messageText(instrument, examples, example), note: example.note }));
}

function nameSection({ language }: GuideContext, examples: Examples): Html {
  const words = guideWords[language];
  const { member, head, proposal } = nameTexts(examples);
  const line = (text: string, message: string) =>
    html`<p>${text} ${words.example}: <code>${message}</code></p>\n`;
  return html`<section class="whole">
<h2><span class="keyword">NAMA, BARU</span> ${words.names}</h2>
${line(words.nameOfMember, member)}${line(words.nameOfHead, head)}${line(words.proposal, proposal)}</section>
`;
}

/** Keywords that have a section of their own besides those of the forms. */
const described: ReadonlySet<string> = new Set(['NAMA', 'BARU', 'F']);

function commandSection({ instrument, messages, language }: GuideSource): Html {
  const words = guideWords[language];
  const others = commands
    .filter(({ action }) => isForRole(action, 'enumerator'))
    .map(({ keyword }) => keyword)
    .filter((keyword) => !described.has(keyword) && !instrument.forms.has(keyword));
  const rows = [...others, 'LATIH'].map(
    (keyword) =>
      html`<tr data-command="${keyword}"><td><b>${keyword}</b></td><td>${formatMessage(messages, language, `help.${keyword}`)}</td></tr>\n`,
  );
  return html`<section class="whole">
<h2>${words.commands}</h2>
<table>
<thead><tr><th class="word">${words.keyword}</th><th>${words.use}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</section>
`;
}

function answerSection({ instrument, messages, examples, language }: GuideSource): Html {
  const words = guideWords[language];
  const replies = replyTexts(instrument, messages, examples, language);
  const rows = Object.entries(words.outcomes).map(([outcome, { name, meaning }]) => {
    const reply = replies.find((one) => one.outcome === outcome);
    const example = reply === undefined ? html`-` : html`<code>${reply.sent}</code><br>${reply.answer}`;
    return html`<tr data-outcome="${outcome}"><td><b>${name}</b></td><td>${meaning}</td><td>${example}</td></tr>\n`;
  });
  return html`<section class="whole">
<h2>${words.answers}</h2>
<p>${words.answersLead}</p>
<table>
<thead><tr><th class="word">${words.weAnswer}</th><th class="meaning">${words.meaning}</th><th>${words.example}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</section>
`;
}
