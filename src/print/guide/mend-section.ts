import type { Item } from '../../domain/instrument/instrument.ts';
import { codeOf } from '../../domain/sms/mend/item-codes.ts';
import { mendableItems, type Scope } from '../../domain/sms/mend/scope.ts';
import { type Html, html, nothing } from '../../html.ts';
import { conditionText } from './asked-text.ts';
import type { ExampleLine } from './examples.ts';
import { askedMarkup, exampleMarkup, type GuideContext } from './form-section.ts';
import { formGroups, placesIn } from './places.ts';
import { guideWords } from './words.ts';

const scopes = ['household', 'member', 'business'] as const satisfies readonly Scope['of'][];

/** `F`: how to mend an item, and the items that come by it alone. */
export function mendSection(context: GuideContext, messages: readonly ExampleLine[]): Html {
  const words = guideWords[context.language];
  const tables = scopes.map((of) => scopeTable(context, of));
  return html`<section>
<h2><span class="keyword">F</span> ${words.mend}</h2>
<p>${words.mendLead}</p>
${messages.map((one) => exampleMarkup(context, one))}<p>${words.mendOnly}</p>
${tables}${restMarkup(context)}</section>
`;
}

function scopeTable(context: GuideContext, of: Scope['of']): Html {
  const words = guideWords[context.language];
  const typed = typedItems(context);
  const mendable = mendableItems(context.instrument, of);
  const rows = mendable
    .filter((item) => !typed.has(item))
    .map((item) => mendRow(context, item, codeOf(mendable, item)));
  if (rows.length === 0) return nothing;
  return html`<h3>${words.ofTable[of]}</h3>
<table class="wide">
<thead><tr><th class="typed">${words.code}</th><th class="number">${words.number}</th><th class="item">${words.item}</th><th>${words.content}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

function mendRow({ instrument, language, contentOf }: GuideContext, item: Item, code: string): Html {
  const condition = conditionText(instrument, null, item, language);
  const asked = condition === null ? nothing : askedMarkup(guideWords[language].askedOnlyIf(condition));
  return html`<tr data-item="${item.column}"><td class="typed"><b>${code}</b></td><td class="number">${item.number}</td><td>${item.label[language]}${asked}</td><td>${contentOf(null, item)}</td></tr>
`;
}

/** What the reference says, and what no report carries. */
function restMarkup(context: GuideContext): Html {
  const { instrument, language } = context;
  const words = guideWords[language];
  const known = new Set([...typedItems(context), ...scopes.flatMap((of) => mendableItems(instrument, of))]);
  const rest = [...instrument.items.values()].filter((item) => !known.has(item));
  const ofReference = rest.filter(({ kind }) => kind === 'identifier');
  const unreported = rest.filter(({ kind }) => kind !== 'identifier');
  return html`${list(words.ofReference, ofReference, ({ number, label, width }) => `${number} ${label[language]}: ${words.exactDigits(width)}`)}${list(words.notReported, unreported, ({ number, label }) => `${number} ${label[language]}`)}`;
}

function list(lead: string, items: readonly Item[], textOf: (item: Item) => string): Html {
  if (items.length === 0) return nothing;
  const parts = items.map(
    (item) => html` <span class="code" data-item="${item.column}">${textOf(item)}</span>`,
  );
  return html`<p class="rest">${lead}${parts}</p>
`;
}

/** Items that some form's digits hold, or that follow them. */
function typedItems({ instrument }: GuideContext): ReadonlySet<Item> {
  return new Set(
    formGroups(instrument).flatMap(({ form }) => [
      ...placesIn(form).keys(),
      ...(form.partner === null ? [] : [form.partner]),
    ]),
  );
}
