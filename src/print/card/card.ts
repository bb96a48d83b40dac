import { checkDigits } from '../../domain/identity/check-digits.ts';
import { shortReference } from '../../domain/identity/short-reference.ts';
import type { Language } from '../../domain/instrument/types.ts';
import { type Html, html, nothing } from '../../html.ts';
import { sheetEnd, sheetStart } from '../sheet.ts';
import { cardStyle } from './style.ts';
import { type CardWords, cardWords } from './words.ts';

/** A household as the prelist knows it. */
export interface CardHousehold {
  /** 16 digits. */
  readonly idbdt: string;
  readonly headName: string | null;
  readonly address: string | null;
  readonly slsName: string | null;
  readonly memberCount: number | null;
  readonly members: readonly { readonly number: number; readonly name: string | null }[];
}

/** A village, and the households of it that are to be visited. */
export interface CardVillage {
  /** BPS code, 10 digits. */
  readonly code: string;
  readonly name: string;
  readonly subDistrict: string | null;
  readonly regency: string | null;
  readonly households: readonly CardHousehold[];
}

export interface CardOptions {
  readonly language: Language;
  /** USSD code to dial. */
  readonly code: string;
  /** Number that SMS are sent to; null leaves a line to write it on. */
  readonly number: string | null;
}

/** Forms that are ticked when they are sent. */
const ticked = ['V', 'RT', 'ART', 'KK'];

/** The prelist card as a document of HTML, piece by piece: one section a village, each on a page of its own. */
export async function* cardDocument(
  villages: AsyncIterable<CardVillage>,
  options: CardOptions,
): AsyncGenerator<string> {
  const { title, care } = cardWords[options.language];
  yield sheetStart({ language: options.language, title, foot: `${title} - ${care}`, style: cardStyle })
    .markup;
  for await (const village of villages) yield villageSection(village, options).markup;
  yield sheetEnd.markup;
}

function villageSection(village: CardVillage, options: CardOptions): Html {
  const words = cardWords[options.language];
  const { households } = village;
  const above = [village.subDistrict, village.regency].filter((name) => name !== null).join(', ');
  return html`<section class="village">
<header>
<h1>${words.title}: <bdi>${village.name}</bdi></h1>
<p class="where">${words.village} <b>${village.code}</b> <bdi>${above}</bdi> - ${words.households(households.length)} <span class="officer">${words.officer}: </span></p>
${stepsMarkup(words, households, options)}</header>
<table>
${tableHead(words, village)}
<tbody>
${households.map(householdRow)}</tbody>
</table>
</section>
`;
}

function stepsMarkup(words: CardWords, [first]: readonly CardHousehold[], options: CardOptions): Html {
  if (first === undefined) return nothing;
  const { idbdt } = first;
  const long = `${idbdt}\u00a0${checkDigits(idbdt)}`;
  const steps = words.steps({ ...options, reference: shortReference(idbdt), long });
  return html`<ul class="steps">
${steps.map((step) => html`<li>${step}</li>\n`)}</ul>
`;
}

/** Comes again on every page, with the village: pages fall apart. */
function tableHead(words: CardWords, { name, code }: CardVillage): Html {
  return html`<thead>
<tr class="again"><td colspan="7"><bdi>${name}</bdi> <b>${code}</b></td></tr>
<tr><th class="reference">${words.reference}</th><th class="head">${words.head}</th><th class="address">${words.address}</th><th class="count">${words.memberCount}</th><th>${words.members}</th><th class="done">${words.done}</th><th class="receipt">${words.receipt}</th></tr>
</thead>`;
}

function householdRow({ idbdt, headName, address, slsName, memberCount, members }: CardHousehold): Html {
  const where = [address, slsName].filter((line) => line !== null);
  const names = members.map(
    ({ number, name }) =>
      html`<span class="member"><b>${twoDigits(number)}</b> <bdi>${name ?? '-'}</bdi></span> `,
  );
  const boxes = ticked.map((form) => html`<span class="tick"><i></i>${form}</span> `);
  return html`<tr><td class="reference">${shortReference(idbdt)}</td><td><bdi>${headName ?? '-'}</bdi></td><td>${where.map((line) => html`<bdi class="line">${line}</bdi>`)}</td><td class="count">${memberCount ?? '-'}</td><td>${names}</td><td class="done">${boxes}</td><td></td></tr>
`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
