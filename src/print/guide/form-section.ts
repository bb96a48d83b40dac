import type { Block, Form, Instrument, Item } from '../../domain/instrument/instrument.ts';
import type { Language } from '../../domain/instrument/types.ts';
import { type Html, html, nothing } from '../../html.ts';
import { conditionText } from './asked-text.ts';
import { type ExampleLine, keywordOf } from './examples.ts';
import { codesIn } from './item-content.ts';
import { type FormGroup, type Place, placesIn, typedBlocks, typedWidth } from './places.ts';
import { guideWords } from './words.ts';

/** What every table of the guide is made with. */
export interface GuideContext {
  readonly instrument: Instrument;
  readonly language: Language;
  /** What may be typed for an item. */
  readonly contentOf: (form: Form | null, item: Item) => Html;
}

/** One form: its blocks as tables, item by item, and how a message of it looks. */
export function formSection(context: GuideContext, group: FormGroup, messages: readonly ExampleLine[]): Html {
  const { instrument, language } = context;
  const { form, variants } = group;
  const words = guideWords[language];
  const note = variants.length === 1 ? nothing : html`<p>${words.variants(extraName(context, group))}</p>\n`;
  return html`<section>
<h2><span class="keyword">${keywordOf(instrument, form)}</span> ${form.title[language]}: ${widthText(context, group)}</h2>
${note}${messages.map((one) => exampleMarkup(context, one))}${typedBlocks(form).map((block) => blockMarkup(context, group, block))}</section>
`;
}

/** How many digits a message, or each member, family or business, takes. */
function widthText(context: GuideContext, group: FormGroup): string {
  const words = guideWords[context.language];
  const { form, variants } = group;
  if (variants.length === 1) return words.width(typedWidth(form), form.repeats);
  return variants
    .map((variant) => `${words.exactDigits(typedWidth(variant))} ${variantName(context, group, variant)}`)
    .join(', ');
}

function variantName(context: GuideContext, group: FormGroup, variant: Form): string {
  const words = guideWords[context.language];
  const name = extraName(context, group);
  return variant === group.form ? words.withItem(name) : words.withoutItem(name);
}

/** What the longest form has and a shorter one leaves out. */
function extraName({ language }: GuideContext, { form, variants }: FormGroup): string {
  return [...placesIn(form).keys()]
    .filter((item) => variants.some((variant) => !placesIn(variant).has(item)))
    .map(({ short }) => short[language])
    .join(', ');
}

/** A message as it is typed, and what it says. */
export function exampleMarkup({ language }: GuideContext, { text, note }: ExampleLine): Html {
  const says = note === undefined ? '' : `, ${note[language]}`;
  return html`<p class="example">${guideWords[language].example}${says}: <code>${text}</code></p>
`;
}

function blockMarkup(context: GuideContext, group: FormGroup, block: Block): Html {
  const { language } = context;
  const words = guideWords[language];
  const { form, variants } = group;
  const places = variants.map(placesIn);
  const [from, to] = spanOf(block, placesIn(form));
  const isWhole = form.blocks.length === 1;
  const head = isWhole
    ? nothing
    : html`<h3>${block.title[language]}: ${words.blockWidth(block.width, from, to)}</h3>\n`;
  const rows = block.items.map((item) => itemRow(context, form, item, places));
  const partner =
    form.partner !== null && block === form.blocks.at(-1) ? [partnerRow(context, form, form.partner)] : [];
  const all = [...rows, ...partner];
  if (!isNarrow(form, block)) return html`${head}${table(context, group, all, 'wide')}`;
  const half = Math.ceil(all.length / 2);
  return html`${head}<div class="halves">
${table(context, group, all.slice(0, half), 'narrow')}${table(context, group, all.slice(half), 'narrow')}</div>
`;
}

/** Fewer items don't gain by two columns what their labels lose by wrapping. */
const manyItems = 12;
const fewCodes = 3;

/** Whether a block has many items with little to say of each, so that two columns of them fit. */
function isNarrow(form: Form, block: Block): boolean {
  return (
    block.items.length >= manyItems && block.items.every((item) => codesIn(form, item).length <= fewCodes)
  );
}

function spanOf(block: Block, places: ReadonlyMap<Item, Place>): readonly [number, number] {
  const own = block.items.map((item) => places.get(item)).filter((place) => place !== undefined);
  return [own[0]?.from ?? 0, own.at(-1)?.to ?? 0];
}

function table(
  context: GuideContext,
  group: FormGroup,
  rows: readonly Html[],
  kind: 'wide' | 'narrow',
): Html {
  const words = guideWords[context.language];
  const { variants } = group;
  const heads = variants.map((variant) => {
    if (variants.length === 1) return html`<th class="place">${words.place}</th>`;
    return html`<th class="place">${words.place} ${variantName(context, group, variant)}</th>`;
  });
  return html`<table class="${kind}">
<thead><tr>${heads}<th class="number">${words.number}</th><th class="item">${words.item}</th><th class="digits">${words.digits}</th><th>${words.content}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

function itemRow(
  context: GuideContext,
  form: Form,
  item: Item,
  places: readonly ReadonlyMap<Item, Place>[],
): Html {
  const { instrument, language, contentOf } = context;
  const cells = places.map((one) => html`<td class="place">${placeText(one.get(item))}</td>`);
  const condition = conditionText(instrument, form, item, language);
  const asked =
    condition === null
      ? nothing
      : askedMarkup(guideWords[language].askedIf(condition, '0'.repeat(item.width)));
  return html`<tr data-item="${item.column}">${cells}<td class="number">${item.number}</td><td>${item.label[language]}${asked}</td><td class="digits">${item.width}</td><td>${contentOf(form, item)}</td></tr>
`;
}

/** The other household comes behind the digits, and only where it is asked. */
function partnerRow(context: GuideContext, form: Form, item: Item): Html {
  const { instrument, language, contentOf } = context;
  const condition = conditionText(instrument, form, item, language) ?? '';
  return html`<tr data-item="${item.column}"><td class="place">+</td><td class="number">${item.number}</td><td>${item.label[language]}${askedMarkup(guideWords[language].partner(condition))}</td><td class="digits"></td><td>${contentOf(form, item)}</td></tr>
`;
}

export function askedMarkup(text: string): Html {
  return html`<span class="asked">${text}</span>`;
}

function placeText(place: Place | undefined): string {
  if (place === undefined) return '-';
  return place.from === place.to ? String(place.from) : `${place.from}-${place.to}`;
}
