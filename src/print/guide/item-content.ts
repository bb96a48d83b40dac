import type { Form, Item } from '../../domain/instrument/instrument.ts';
import type { Language, Text } from '../../domain/instrument/types.ts';
import { type Html, html, nothing } from '../../html.ts';
import { type GuideWords, guideWords } from './words.ts';

/** Longer lists are printed once; items that have the same one point there. */
const longList = 8;

/** Writes what may be typed for items, each code list of some length once. */
export function makeContents(language: Language): (form: Form | null, item: Item) => Html {
  const printed = new Map<string, Item>();
  const words = guideWords[language];
  return (form, item) => {
    const codes = codesIn(form, item);
    if (codes.length === 0) return html`${contentText(words, item)}`;
    const list = JSON.stringify(codes);
    const first = codes.length < longList ? undefined : printed.get(list);
    if (first !== undefined) return html`${words.sameCodes(first.number)}`;
    printed.set(list, item);
    const intro = item.kind === 'bitsum' ? html`${words.addUp} ${sumExample(item, codes)}. ` : nothing;
    return html`${intro}${codes.map(([code, label]) => codeMarkup(item, code, label[language]))}`;
  };
}

/** The codes of an item, those only that the form takes. */
export function codesIn(form: Form | null, item: Item): (readonly [number, Text])[] {
  const allowed = form?.allowed.get(item.column);
  return [...(item.codes ?? [])].filter(([code]) => allowed === undefined || allowed.includes(code));
}

function codeMarkup({ width }: Item, code: number, label: string): Html {
  const typed = String(code).padStart(width, '0');
  // A grade's label is its number.
  const text =
    label === String(code) || label.startsWith(`${code} `) ? label.slice(String(code).length) : ` ${label}`;
  return html`<span class="code"><b>${typed}</b>${text}</span> `;
}

/** `01 + 02 = 03`, of the first two codes that count. */
function sumExample({ width }: Item, codes: readonly (readonly [number, Text])[]): string {
  const [first = 0, second = 0] = codes.map(([code]) => code).filter((code) => code > 0);
  const typed = (code: number) => String(code).padStart(width, '0');
  return `${typed(first)} + ${typed(second)} = ${typed(first + second)}`;
}

function contentText(words: GuideWords, item: Item): string {
  switch (item.kind) {
    case 'date':
      return item.width === 0 ? words.wholeDate : words.dayAndMonth;
    case 'reference':
      return words.reference;
    case 'text':
      return words.text;
    case 'identifier':
      return item.areZerosNone
        ? `${words.exactDigits(item.width)}; ${words.zerosAreNone('0'.repeat(item.width))}`
        : words.exactDigits(item.width);
    case 'code':
    case 'count':
    case 'bitsum':
      return countText(words, item);
  }
}

function countText(words: GuideWords, { range, width, cappedAt }: Item): string {
  if (range === null) return words.exactDigits(width);
  const span = range.map((end) => String(end).padStart(width, '0')).join('-');
  return cappedAt === null ? span : `${span}; ${cappedAt} = ${cappedAt}+`;
}
