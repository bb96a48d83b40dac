import { localDay, timeZoneOf } from '../../../domain/identity/time-zone.ts';
import { type Forecast, forecastFinish, shiftDay } from '../../../domain/workflow/forecast.ts';
import { householdsOf, nation } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { AreaProgress, DayProgress, HindranceCount, SilentVillage } from '../../../ports.ts';
import type { UserVisit } from '../route.ts';
import { writeDay, writeNumber } from '../texts.ts';

/** Without a first report for so many days a village is silent. */
export const silentDays = 3;
/** Silent villages that are listed. */
export const mostSilent = 50;

/** The day that it is in an area; of the nation the day in Jakarta. */
export function todayIn(code: string, now: Date): string {
  return localDay(now, code === nation ? '31' : code);
}

/** A village that was heard on this day or later is not silent. */
export function silentSince(code: string, now: Date): string {
  return shiftDay(todayIn(code, now), 1 - silentDays);
}

/** When all households will have been received, in a sentence or two. */
export function forecastText(
  { figures, code }: AreaProgress,
  days: readonly DayProgress[],
  visit: UserVisit,
): Html {
  const { say, language, now } = visit;
  const counts = days.map(({ day, figures: { visited } }) => ({ day, count: visited }));
  const left = householdsOf(figures) - figures.visited;
  const forecast = forecastFinish(counts, left, todayIn(code, now));
  return html`<h2>${say('forecast.title')}</h2><p>${sentence(forecast, visit)}</p>
${forecast.state === 'dated' ? html`<p class="hint">${say('forecast.method', { pace: writeNumber(forecast.perDay, language, 1), zone: timeZoneOf(code) })}</p>` : nothing}`;
}

function sentence(forecast: Forecast, { say, language }: UserVisit): string {
  if (forecast.state === 'done') return say('forecast.done');
  if (forecast.state === 'unknown') return say(`forecast.${forecast.why}`);
  const write = (day: string) => writeDay(day, language);
  const { expected, earliest, latest } = forecast;
  const range = { expected: write(expected), earliest: write(earliest) };
  return latest === null
    ? say('forecast.open', range)
    : say('forecast.dated', { ...range, latest: write(latest) });
}

export function silentList(villages: readonly SilentVillage[], { say, language }: UserVisit): Html {
  if (villages.length === 0)
    return html`<h2>${say('silent.title', { days: silentDays })}</h2><p class="hint">${say('silent.none')}</p>`;
  const title = say('silent.title', { days: silentDays });
  return html`<h2>${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th scope="col">${say('figure.area')}</th><th scope="col">${say('silent.last')}</th>
<th scope="col" class="number">${say('silent.left')}</th></tr></thead><tbody>${villages.map(
    ({
      code,
      name,
      lastDay,
      target,
      visited,
    }) => html`<tr><th scope="row"><a href="/areas/${code}">${name}</a></th>
<td>${lastDay === null ? say('silent.never') : writeDay(lastDay, language)}</td><td class="number">${writeNumber(target - visited, language)}</td></tr>`,
  )}</tbody></table></div>
${villages.length === mostSilent ? html`<p class="hint">${say('silent.more', { count: mostSilent })}</p>` : nothing}`;
}

export function hindranceList(hindrances: readonly HindranceCount[], { say }: UserVisit): Html {
  if (hindrances.length === 0)
    return html`<h2>${say('hindrances.title')}</h2><p class="hint">${say('hindrances.none')}</p>`;
  return html`<h2>${say('hindrances.title')}</h2>
<ul>${hindrances.map(({ code, areas }) => html`<li>${say(`hindrances.${code}`)}: ${say('hindrances.areas', { areas })}</li>`)}</ul>`;
}
