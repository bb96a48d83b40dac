import { type Html, html, nothing } from '../../../html.ts';
import type { AreaProgress } from '../../../ports.ts';
import { grouped } from '../grouped.ts';
import type { UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';
import { type ShownFigure, shareOf, shownFigures, stepOfShare, stepStarts } from './shown-figure.ts';

/** Provinces with their regencies. */
interface TileMap {
  readonly provinces: readonly AreaProgress[];
  readonly regencies: readonly AreaProgress[];
  readonly shown: ShownFigure;
  /** The page's own path, for choosing another figure. */
  readonly path: string;
}

/**
 * A tile a regency, by province: nobody publishes free boundaries of them all, and tiles are as large for a town as for
 * a wide empty land. Says the same in words to who doesn't see colours: the table is beside it.
 */
export function tileMap({ provinces, regencies, shown, path }: TileMap, visit: UserVisit): Html {
  const { say } = visit;
  const byProvince = grouped(regencies, ({ code }) => code.slice(0, 2));
  return html`<section class="map" aria-labelledby="map">
<h2 id="map">${say('map.title')}</h2>
${chooser(shown, path, visit)}
${legend(shown, visit)}
<p class="tip" aria-live="polite">${say('map.hint')}</p>
<div class="provinces">${provinces.map((province) => {
    const own = byProvince.get(province.code) ?? [];
    if (own.length === 0) return nothing;
    return html`<section class="province"><h3><a href="/areas/${province.code}">${province.name}</a></h3>
<ul class="tiles">${own.map((regency) => tile(regency, shown, visit))}</ul></section>`;
  })}</div>
</section>`;
}

function tile(area: AreaProgress, shown: ShownFigure, { say, language }: UserVisit): Html {
  const share = shareOf(area, shown);
  const step = share === null ? 'none' : String(stepOfShare(share, shown));
  const value = share === null ? say('map.nothing') : `${writeNumber(share, language, 1)} %`;
  const text = `${area.name}: ${value}`;
  return html`<li><a class="tile step-${step}" href="/areas/${area.code}" title="${text}" aria-label="${text}"></a></li>`;
}

function chooser(shown: ShownFigure, path: string, { say }: UserVisit): Html {
  return html`<form class="filters" method="get" action="${path}" data-auto>
<div><label for="show">${say('map.show')}</label><select id="show" name="show">${shownFigures.map(
    (figure) =>
      html`<option value="${figure}"${figure === shown ? html` selected` : nothing}>${say(`share.${figure}`)}</option>`,
  )}</select></div><button class="quiet">${say('map.choose')}</button></form>`;
}

function legend(shown: ShownFigure, { say, language }: UserVisit): Html {
  const starts = stepStarts(shown);
  const write = (value: number) => writeNumber(value, language, Number.isInteger(value) ? 0 : 1);
  return html`<ul class="legend" aria-label="${say('map.legend')}">${starts.map((start, step) => {
    const next = starts[step + 1];
    const text = next === undefined ? `≥ ${write(start)} %` : `${write(start)} – < ${write(next)} %`;
    return html`<li><span class="tile step-${step}"></span>${text}</li>`;
  })}<li><span class="tile step-none"></span>${say('map.nothing')}</li></ul>`;
}
