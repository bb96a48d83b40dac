/** Markup that is safe to print: whatever was put into it has been escaped. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: text is escaped, markup is not, of a list all. */
export type Part = string | number | Html | readonly Html[];

/** Builds markup; every text put into it is escaped, as names are what somebody typed. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const filled = parts.map((part, index) => markupOf(part) + (strings[index + 1] ?? ''));
  return { markup: (strings[0] ?? '') + filled.join('') };
}

/** Markup for nothing. */
export const nothing: Html = { markup: '' };

/** A text as a string of CSS, quotes included; for `content`. */
export function cssString(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9 .,-]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `);
  return `"${safe}"`;
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities.get(sign) ?? '');
}
