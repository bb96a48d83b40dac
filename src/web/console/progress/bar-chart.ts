import { shiftDay } from '../../../domain/workflow/forecast.ts';
import { type Html, html } from '../../../html.ts';
import type { ChannelDay } from '../../../ports.ts';
import { grouped } from '../grouped.ts';
import type { UserVisit } from '../route.ts';
import { writeDay, writeNumber } from '../texts.ts';

/** Days that fit a narrow screen. */
const daysShown = 35;
const size = { width: 700, height: 160 } as const;

/** Messages a day, each bar parted by channel; the figures as a table below it. */
export function channelChart(days: readonly ChannelDay[], today: string, visit: UserVisit): Html {
  const { say, language } = visit;
  const first = shiftDay(today, 1 - daysShown);
  const shown = days.filter(({ day }) => day >= first && day <= today);
  if (shown.length === 0) return html`<p class="hint">${say('days.none')}</p>`;
  const channels = [...new Set(shown.map(({ channel }) => channel))].sort();
  const byDay = grouped(shown, ({ day }) => day);
  const highest = Math.max(...[...byDay.values()].map((parts) => total(parts)));
  const bars = Array.from({ length: daysShown }, (_, at) => shiftDay(first, at)).map((day, at) =>
    bar(byDay.get(day) ?? [], at, { channels, highest, label: writeDay(day, language) }),
  );
  return html`<figure class="chart"><svg viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="none" role="img" aria-label="${say('days.chart', { highest })}">
${bars}<line x1="0" x2="${size.width}" y1="${size.height}" y2="${size.height}" class="axis"/></svg>
<p class="ends"><span>${writeDay(first, language)}</span><span>${writeDay(today, language)}</span></p>
<figcaption><ul class="legend">${channels.map((channel, at) => html`<li><span class="tile series-${at % 6}"></span>${channel}</li>`)}</ul></figcaption></figure>
<details><summary>${say('days.table')}</summary>${dayTable(byDay, channels, visit)}</details>`;
}

interface Scale {
  readonly channels: readonly string[];
  readonly highest: number;
  readonly label: string;
}

function bar(parts: readonly ChannelDay[], at: number, { channels, highest, label }: Scale): Html {
  const width = size.width / daysShown;
  let top = size.height;
  const pieces = channels.map((channel, series) => {
    const messages = parts.find((part) => part.channel === channel)?.messages ?? 0;
    const height = (messages / highest) * (size.height - 8);
    top -= height;
    return html`<rect class="series-${series % 6}" x="${(at * width + 1).toFixed(1)}" y="${top.toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  });
  return html`<g><title>${label}: ${total(parts)}</title>${pieces}</g>`;
}

function dayTable(
  byDay: ReadonlyMap<string, readonly ChannelDay[]>,
  channels: readonly string[],
  { say, language }: UserVisit,
): Html {
  const number = (value: number) => html`<td class="number">${writeNumber(value, language)}</td>`;
  const rows = [...byDay].toReversed().map(([day, parts]) => {
    const cells = channels.map((name) =>
      number(parts.find(({ channel }) => channel === name)?.messages ?? 0),
    );
    return html`<tr><th scope="row">${writeDay(day, language)}</th>${cells}${number(total(parts))}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('days.table')}"><table><thead><tr><th scope="col">${say('days.day')}</th>
${channels.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">${say('days.all')}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function total(parts: readonly ChannelDay[]): number {
  return parts.reduce((sum, { messages }) => sum + messages, 0);
}
