import { z } from 'zod';
import { type Html, html, nothing } from '../../html.ts';
import { AreaCodeField } from './fields.ts';
import type { UserVisit } from './route.ts';
import type { Say } from './texts.ts';

/** Rows of a page. */
export const pageSize = 50;
/** Rows read at once for a file. */
const filePageSize = 1_000;

/** A field of a form that may be left empty. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.literal('').transform(() => undefined), schema]).optional();
}

/** What every list is narrowed by. */
export const ListInput = z.object({
  q: optional(z.string().max(100)).describe('what to look for'),
  area: optional(AreaCodeField),
  after: optional(z.string().max(40)).describe('where the page before ended: its `next`'),
});
export type ListInput = z.output<typeof ListInput>;

/** A list shows what lies in the area asked for, which must be the user's, else all of theirs. */
export function listScope({ area }: Pick<ListInput, 'area'>, { user }: UserVisit): readonly string[] {
  return area === undefined ? user.areas : [area];
}

/** A page of rows, and where the next begins; one more was read than is shown. */
export function pageOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > pageSize && last !== undefined ? keyOf(last) : null };
}

/** All rows of a list, read a page at a time. */
export async function* allRows<Row>(
  read: (after: Row | null, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  let after: Row | null = null;
  for (;;) {
    const rows: readonly Row[] = await read(after, filePageSize);
    yield* rows;
    after = rows.at(-1) ?? null;
    if (rows.length < filePageSize) return;
  }
}

/** The form above a list. */
export function filters(fields: readonly Html[], say: Say): Html {
  return html`<form class="filters" method="get" role="search">${fields.map((field) => html`<div>${field}</div>`)}
<button>${say('list.search')}</button></form>`;
}

export function textFilter(name: string, label: string, value: string | undefined): Html {
  return html`<label for="filter-${name}">${label}</label>
<input id="filter-${name}" name="${name}" value="${value ?? ''}" maxlength="100" autocomplete="off">`;
}

export function choiceFilter(
  name: string,
  label: string,
  value: string | undefined,
  choices: readonly (readonly [value: string, text: string])[],
): Html {
  return html`<label for="filter-${name}">${label}</label>
<select id="filter-${name}" name="${name}">${choices.map(
    ([choice, text]) =>
      html`<option value="${choice}"${choice === (value ?? '') ? html` selected` : nothing}>${text}</option>`,
  )}</select>`;
}

export interface Table {
  readonly label: string;
  readonly heads: readonly string[];
  /** Rows of cells, each a `th` or `td`. */
  readonly rows: readonly Html[];
}

export function table({ label, heads, rows }: Table, say: Say): Html {
  if (rows.length === 0) return html`<p class="soft">${say('list.nothing')}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row}</tr>`)}</tbody></table></div>`;
}

type Query = Readonly<Record<string, string | undefined>>;

/** A path with what it is narrowed by. */
export function urlOf(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value ? [[name, value] as [string, string]] : [],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Below a list: the next page, the first one, and the list as a file. */
export function pager(path: string, query: Query, next: string | null, say: Say): Html {
  const isLater = query.after !== undefined;
  const file = urlOf(`${path}.csv`, { ...query, after: undefined });
  return html`<p class="pager">
${isLater ? html`<a href="${urlOf(path, { ...query, after: undefined })}">${say('list.first')}</a>` : nothing}
${next === null ? nothing : html`<a rel="next" href="${urlOf(path, { ...query, after: next })}">${say('list.next')}</a>`}
<a href="${file}">${say('list.csv')}</a></p>`;
}

/** A moment as it is read: local time is not known, so UTC and said so. */
export function moment(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
