import { table } from '../table.ts';
import type { Machine } from './machine.ts';
import type { Measurement, Settings } from './measurement.ts';
import { type Summary, summarise } from './statistics.ts';

/** All that one call of bench came to. */
export interface Result {
  readonly machine: Machine;
  readonly settings: Settings;
  readonly measurements: readonly Measurement[];
}

const columns = ['what', 'unit', 'ours', 'baseline', 'ratio', 'spread', 'of medians', 'aim'];

/** The result for people: a line on the machine, and a table. */
export function resultText({ machine, settings, measurements }: Result): string {
  const { cpu, cores, node, load, store, queue } = machine;
  const servers = store === null ? [] : [store, `queue: ${queue}`];
  return [
    [cpu, `${cores} cores`, `load ${load}`, `Node ${node}`, ...servers].join(' · '),
    `Medians of ${settings.runs} runs, ${settings.seconds} s a side where time is the measure; ratio: median of the runs' ratios.`,
    '',
    table(columns, measurements.map(cells)),
  ].join('\n');
}

/** The result for programs. */
export function resultJson({ machine, settings, measurements }: Result): string {
  const lines = measurements.map((measurement) => {
    const summary = summarise(measurement.runs);
    return { ...measurement, summary, isAimMet: isAimMet(measurement, summary) };
  });
  return JSON.stringify({ machine, settings, measurements: lines }, null, 2);
}

function cells(measurement: Measurement): string[] {
  const summary = summarise(measurement.runs);
  const { ours, baseline, ratio, ratioOfMedians, spread } = summary;
  const spreadText = spread.map(ratio === null ? whole : hundredths).join('-');
  const isMet = isAimMet(measurement, summary);
  return [
    measurement.name,
    measurement.unit,
    whole(ours),
    baseline === null ? '-' : whole(baseline),
    ratio === null ? '-' : hundredths(ratio),
    spreadText,
    ratioOfMedians === null ? '-' : hundredths(ratioOfMedians),
    isMet === null ? '-' : `${aimText(measurement)} ${isMet ? 'met' : 'missed'}`,
  ];
}

function isAimMet({ aim, bound }: Measurement, { ratio, ours }: Summary): boolean | null {
  const isRatioMet = aim === null || ratio === null ? null : ratio >= aim;
  if (bound === undefined) return isRatioMet;
  const isWithin = 'least' in bound ? ours >= bound.least : ours <= bound.most;
  return isWithin && isRatioMet !== false;
}

function aimText({ aim, bound }: Measurement): string {
  const ratio = aim === null ? [] : [String(aim)];
  if (bound === undefined) return ratio.join();
  return [...ratio, 'least' in bound ? `>= ${whole(bound.least)}` : `<= ${whole(bound.most)}`].join(', ');
}

function whole(figure: number): string {
  return Math.round(figure).toLocaleString('en-US');
}

function hundredths(figure: number): string {
  return figure.toFixed(2);
}
