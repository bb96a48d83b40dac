import { householdsOf } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { AreaProgress } from '../../../ports.ts';
import type { UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';

const shown = ['visited', 'complete', 'held', 'approved', 'refused'] as const;

/** The figures of a page's head by name, as the page and its live update have them. */
export function headFigures({ figures, claimed }: AreaProgress): Readonly<Record<string, number>> {
  const counts = shown.map((name) => [name, figures[name]] as const);
  return { target: householdsOf(figures), ...Object.fromEntries(counts), claimed: claimed.done };
}

/** The head of an area's page. `console.js` writes what `/live` sends into it. */
export function figureList(area: AreaProgress, { say, language }: UserVisit): Html {
  const all = householdsOf(area.figures);
  return html`<dl class="figures" data-live="/areas/${area.code}/live">${Object.entries(
    headFigures(area),
  ).map(
    ([
      name,
      value,
    ]) => html`<div><dt>${say(`figure.${name}`)}</dt><dd data-figure="${name}">${writeNumber(value, language)}</dd>
${name === 'target' || all <= 0 ? nothing : html`<dd class="share" data-share="${name}">${writeNumber((100 * value) / all, language, 1)} %</dd>`}</div>`,
  )}</dl>`;
}

/** The areas right below one. */
export function belowTable(
  areas: readonly AreaProgress[],
  { say, language }: UserVisit,
  csvHref: string,
): Html {
  if (areas.length === 0) return nothing;
  const heads = ['target', ...shown, 'claimed'].map(
    (key) => html`<th scope="col" class="number">${say(`figure.${key}`)}</th>`,
  );
  return html`<h2 id="below">${say('progress.below')}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="below"><table>
<thead><tr><th scope="col">${say('figure.area')}</th>${heads}</tr></thead>
<tbody>${areas.map(
    (area) => html`<tr><th scope="row"><a href="/areas/${area.code}">${area.name}</a></th>
${Object.values(headFigures(area)).map((value) => html`<td class="number">${writeNumber(value, language)}</td>`)}</tr>`,
  )}</tbody></table></div>
<p><a href="${csvHref}">${say('progress.csv')}</a></p>`;
}
