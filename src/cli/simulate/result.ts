import type { Machine } from '../bench/machine.ts';
import { table } from '../table.ts';
import { type Account, differing } from './reconcile.ts';
import type { RunState, Sample } from './run-folder.ts';

/** How long reports took from the inbox to their reading, seconds, and how many were read in which minute. */
export interface Readings {
  readonly p50: number;
  readonly p99: number;
  readonly byMinute: readonly { readonly minute: number; readonly outcome: string; readonly count: number }[];
}

export interface SimulationResult {
  readonly machine: Machine;
  readonly state: RunState;
  readonly account: Account;
  readonly readings: Readings;
  /** Of the database with all that came. */
  readonly fullBytes: number;
  /** Answers that no right gateway gives, and processes that died. */
  readonly faults: readonly string[];
}

/** What a report costs at some place of a run. */
export interface Cost {
  readonly reports: number;
  /** CPU of serve, work and the database's backends, milliseconds a report. */
  readonly milliseconds: number;
}

/** Reports over which a cost is measured. */
const stretch = 20_000;
/** Where memory and cost are first looked at. */
export const early = { cost: 40_000, memory: 100_000 } as const;

export function isGood({ account, faults, state }: SimulationResult): boolean {
  return differing(account).length === 0 && faults.length === 0 && state.counts.strayed === 0;
}

/** Cost of the reports before the `at`-th that was read; null where the run has no such stretch or no figures. */
export function costAt(samples: readonly Sample[], at: number): Cost | null {
  const readBy = (sample: Sample) => sample.acknowledged - sample.pending;
  const last = samples.findLast((sample) => readBy(sample) <= at) ?? samples[0];
  if (!last) return null;
  const first = samples.findLast((sample) => readBy(sample) <= readBy(last) - stretch) ?? samples[0];
  const reports = first ? readBy(last) - readBy(first) : 0;
  if (!first || reports < stretch / 2 || last.gatewayCpu === null) return null;
  return { reports: readBy(last), milliseconds: ((cpuOf(last) - cpuOf(first)) * 1000) / reports };
}

function cpuOf({ gatewayCpu, databaseCpu }: Sample): number {
  return (gatewayCpu ?? 0) + (databaseCpu ?? 0);
}

/** The sample at which so many were acknowledged; null where it never came so far. */
export function sampleAt(samples: readonly Sample[], acknowledged: number): Sample | null {
  return samples.find((sample) => sample.acknowledged >= acknowledged) ?? null;
}

/** Figures as lines of a name and a value, for text and page alike. */
export function figures(result: SimulationResult): [string, string][] {
  const { state, account, readings, machine } = result;
  const { settings, counts, samples, seconds } = state;
  const last = samples.at(-1);
  const costs = [costAt(samples, early.cost), last ? costAt(samples, Number.POSITIVE_INFINITY) : null];
  const grown = result.fullBytes - state.emptyBytes;
  return [
    [
      'machine',
      `${machine.cpu}, ${machine.cores} cores, load ${machine.load} before; ${machine.store}; queue: ${machine.queue}`,
    ],
    [
      'field',
      `${count(settings.enumerators)} enumerators, ${settings.householdsEach} households each, seed ${settings.seed}`,
    ],
    [
      'rhythm',
      `${settings.rhythm}, slips ${settings.slips * 100} % of the values, USSD ${settings.ussd * 100} %, SMPP ${settings.smpp * 100} % of the SMS`,
    ],
    [
      'submitted',
      `${count(account.submitted)} reports and messages in ${seconds.toFixed(0)} s (${rate(account.submitted, seconds)} a second)`,
    ],
    ['acknowledged', count(account.acknowledged)],
    [
      'sent again',
      `${count(counts.repeats)} by the provider after the acknowledgement, ${count(counts.retried)} for want of one`,
    ],
    [
      'USSD',
      `${count(counts.steps)} steps, ${count(counts.dropped)} calls dropped, ${count(counts.strayed)} that ended elsewhere`,
    ],
    ['received', `${count(account.received)} = ${outcomesText(account)} + ${count(account.pending)} pending`],
    [
      'in the records',
      `${count(account.recorded)} reports, ${count(account.revisions)} revisions, ${count(account.households)} households, ${count(account.members)} members; on the desk ${count(account.onDesk)}`,
    ],
    ['answers', `${count(account.answers)}, of which ${count(counts.answersOverSmpp)} went to the SMSC`],
    [
      'to the acknowledgement',
      last
        ? `p50 ${median(samples.map(({ p50 }) => p50)).toFixed(1)} ms, p99 ${median(samples.map(({ p99 }) => p99)).toFixed(1)} ms (medians of ${samples.length} looks)`
        : '-',
    ],
    [
      'inbox to reading',
      `p50 ${(readings.p50 * 1000).toFixed(0)} ms, p99 ${(readings.p99 * 1000).toFixed(0)} ms`,
    ],
    [
      'CPU a report',
      costs
        .map((cost) => (cost ? `${cost.milliseconds.toFixed(2)} ms at ${count(cost.reports)}` : '-'))
        .join(', '),
    ],
    ['memory of serve', memory(samples, 'serveBytes')],
    ['memory of work', memory(samples, 'workBytes')],
    [
      'disk',
      `${megabytes(grown)} more; ${account.households > 0 ? (grown / account.households / 1024).toFixed(1) : '-'} kB a household, ${account.received > 0 ? (grown / account.received / 1024).toFixed(2) : '-'} kB a message`,
    ],
  ];
}

export function resultText(result: SimulationResult): string {
  const verdict = isGood(result)
    ? 'Nothing lost, nothing doubled.'
    : ['NOT good:', ...differing(result.account), ...result.faults, ...strays(result)].join('\n  ');
  return [table(['what', 'figure'], figures(result)), '', verdict].join('\n');
}

function strays({ state }: SimulationResult): string[] {
  return state.counts.strayed > 0 ? [`${state.counts.strayed} calls ended elsewhere`] : [];
}

function outcomesText({ outcomes }: Account): string {
  return Object.entries(outcomes)
    .map(([outcome, n]) => `${count(n)} ${outcome}`)
    .join(' + ');
}

function memory(samples: readonly Sample[], of: 'serveBytes' | 'workBytes'): string {
  const looks: readonly (readonly [string, Sample | null | undefined])[] = [
    [`at ${count(early.memory)}`, sampleAt(samples, early.memory)],
    ['at the end', samples.at(-1)],
  ];
  return looks
    .map(([when, sample]) => {
      const bytes = sample?.[of] ?? null;
      return bytes === null ? `- ${when}` : `${megabytes(bytes)} ${when}`;
    })
    .join(', ');
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024).toLocaleString('en-US')} MB`;
}

function rate(number: number, seconds: number): string {
  return count(seconds > 0 ? number / seconds : 0);
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
