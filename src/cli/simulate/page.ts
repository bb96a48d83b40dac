import { type Html, html } from '../../html.ts';
import { differing } from './reconcile.ts';
import { figures, isGood, type SimulationResult } from './result.ts';
import type { Sample } from './run-folder.ts';

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [number, number])[];
}

const width = 720;
const height = 200;
const margin = { left: 62, bottom: 24, top: 8, right: 8 } as const;
/** Points of a line at the most: a page of a day's run stays small. */
const mostPoints = 240;
const outcomeColours: Readonly<Record<string, string>> = {
  ...{ accepted: '#2a7d4f', repaired: '#7aa832', ask: '#c58b00', held: '#7a4fa3', rejected: '#b3402f' },
};

/** A run as one HTML page that needs nothing besides itself. */
export function simulationPage(result: SimulationResult): string {
  const { samples } = result.state;
  const seconds = (of: (sample: Sample) => number) =>
    samples.map((sample) => [sample.seconds, of(sample)] as const);
  const throughput = samples.slice(1).map((sample, index) => {
    const before = samples[index] ?? sample;
    const lasted = Math.max(0.001, sample.seconds - before.seconds);
    return [sample.seconds, Math.max(0, sample.acknowledged - before.acknowledged) / lasted] as const;
  });
  const verdict = isGood(result)
    ? 'Nothing lost, nothing doubled.'
    : `NOT good: ${[...differing(result.account), ...result.faults].join('; ')}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A simulated season</title><style>${{ markup: style }}</style></head><body>
<h1>A simulated season</h1><p class="${isGood(result) ? 'good' : 'bad'}">${verdict}</p>
<table>${figures(result).map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}</table>
${plot('Acknowledged a second', [{ name: 'acknowledged', colour: '#2a5d9f', points: throughput }])}
${plot('To the acknowledgement, milliseconds', [
  { name: 'p50', colour: '#2a7d4f', points: seconds(({ p50 }) => p50) },
  { name: 'p99', colour: '#b3402f', points: seconds(({ p99 }) => p99) },
])}
${plot('Waiting in the inbox', [{ name: 'pending', colour: '#7a4fa3', points: seconds(({ pending }) => pending) }])}
${plot('Read a minute, by outcome', outcomeLines(result))}
${plot('Memory, MB', [
  { name: 'serve', colour: '#2a5d9f', points: seconds(({ serveBytes }) => (serveBytes ?? 0) / 1_048_576) },
  { name: 'work', colour: '#c58b00', points: seconds(({ workBytes }) => (workBytes ?? 0) / 1_048_576) },
])}
</body></html>
`;
  return page.markup;
}

function outcomeLines({ readings }: SimulationResult): Line[] {
  return Object.entries(outcomeColours).map(([name, colour]) => ({
    name,
    colour,
    points: readings.byMinute
      .filter(({ outcome }) => outcome === name)
      .map(({ minute, count }) => [minute * 60, count] as const),
  }));
}

/** Lines over seconds; where there are too many points, the highest of each group. */
function plot(title: string, given: readonly Line[]): Html {
  const lines = given.map((line) => ({ ...line, points: thinned(line.points) }));
  const all = lines.flatMap(({ points }) => points);
  const most = Math.max(1, ...all.map(([, value]) => value));
  const end = Math.max(1, ...all.map(([at]) => at));
  const x = (at: number) => margin.left + (at / end) * (width - margin.left - margin.right);
  const y = (value: number) =>
    height - margin.bottom - (value / most) * (height - margin.bottom - margin.top);
  const ticks = [0, 0.5, 1].map((share) => share * most);
  return html`<figure><figcaption>${title}${lines.map(({ name, colour }) => html` <span style="color:${colour}">■ ${name}</span>`)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${ticks.map((tick) => html`<line x1="${margin.left}" x2="${width}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${margin.left - 6}" y="${y(tick) + 4}" text-anchor="end">${short(tick)}</text>`)}
<text x="${margin.left}" y="${height - 6}">0 s</text><text x="${width - 8}" y="${height - 6}" text-anchor="end">${Math.round(end)} s</text>
${lines.map(({ colour, points }) => html`<polyline stroke="${colour}" points="${points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`)}
</svg></figure>`;
}

function thinned(points: Line['points']): Line['points'] {
  const group = Math.ceil(points.length / mostPoints);
  if (group <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / group) }, (_, index) => {
    const own = points.slice(index * group, (index + 1) * group);
    return own.reduce((highest, point) => (point[1] > highest[1] ? point : highest));
  });
}

function short(number: number): string {
  return number >= 100 ? Math.round(number).toLocaleString('en-US') : number.toFixed(1);
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse}th,td{border-top:1px solid #ddd;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{font-weight:600;white-space:nowrap}.good{color:#1d6b3f;font-weight:600}.bad{color:#a0301f;font-weight:600}
figure{margin:1.5rem 0}svg{width:100%}svg line{stroke:#ddd}svg text{font-size:11px;fill:#555}
polyline{fill:none;stroke-width:1.5}`;
