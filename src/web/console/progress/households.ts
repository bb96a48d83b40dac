import { shortReference } from '../../../domain/identity/short-reference.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { ListedHousehold } from '../../../ports.ts';
import type { UserVisit } from '../route.ts';
import { writeDay } from '../texts.ts';

/** Households a page. */
export const householdsPerPage = 100;

/** The households of a village; one more than fits tells that there is another page. */
export function householdTable(
  found: readonly ListedHousehold[],
  village: string,
  { say, language }: UserVisit,
): Html {
  const shown = found.slice(0, householdsPerPage);
  const last = shown.at(-1);
  if (!last) return html`<h2>${say('households.title')}</h2><p class="hint">${say('households.none')}</p>`;
  const day = (value: string | null) => (value === null ? '–' : writeDay(value, language));
  return html`<h2 id="households">${say('households.title')}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="households"><table>
<thead><tr>${['reference', 'head', 'address', 'visited', 'complete', 'status'].map((key) => html`<th scope="col">${say(`households.${key}`)}</th>`)}</tr></thead>
<tbody>${shown.map(
    (
      household,
    ) => html`<tr><th scope="row"><a href="/households/${household.idbdt}/story">${shortReference(household.idbdt)}</a></th><td>${household.headName ?? '–'}</td>
<td>${household.address ?? '–'}</td><td>${day(household.visitedOn)}</td><td>${day(household.completedOn)}</td><td>${household.status ?? '–'}</td></tr>`,
  )}</tbody></table></div>
${found.length > householdsPerPage ? html`<p><a href="/areas/${village}?after=${last.idbdt}#households">${say('households.next')}</a></p>` : nothing}`;
}
