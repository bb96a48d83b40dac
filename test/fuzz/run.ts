import { parseArgs } from 'node:util';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { table } from '../../src/cli/table.ts';
import { outcomes } from '../../src/domain/report/types.ts';
import { makeArea } from '../slips/area.ts';
import type { Table } from '../slips/page.ts';
import { areaPlans } from '../slips/slips.ts';
import { tellProgress } from '../slips/tell-progress.ts';
import { markdown, writeBetween } from '../slips/write-page.ts';
import { receivedAt } from '../support/sms.ts';
import { checkReading } from './check-reading.ts';
import { type InputKind, inputKinds, makeBytes } from './make-bytes.ts';

const usage = `npm run test:fuzz -- [--messages 1000000] [--seed 1] [--write]

Reads random bytes as a worker does. Exit code 1 where the reader throws, comes to no outcome of the five, or makes an
answer that is no single message that operators let through. --write puts the figures into docs/reader.md.`;
const page = 'docs/reader.md';
const progressEvery = 1_000;
const faultsShown = 20;
const turnsOfSlow = 9;

/** What became of the inputs of one kind. */
interface KindCounts {
  inputs: number;
  bytes: number;
  totalMs: number;
  slowestMs: number;
  slowestBytes: number;
  readonly outcomes: Map<string, number>;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !/^\d{1,8}$/.test(values.messages) || !/^\d{1,8}$/.test(values.seed)) return null;
  return { messages: Number(values.messages), seed: Number(values.seed), isWritten: values.write };
}

function fuzz(messages: number, seed: number) {
  const making = { random: seededRandom(seed), receivedAt };
  const [plan] = areaPlans;
  const area = makeArea(making, plan?.villages ?? [], plan?.size ?? 0);
  const kinds = new Map<InputKind, KindCounts>(
    inputKinds.map((kind) => [
      kind,
      { inputs: 0, bytes: 0, totalMs: 0, slowestMs: 0, slowestBytes: 0, outcomes: new Map() },
    ]),
  );
  const faults: string[] = [];
  const progress = tellProgress('inputs', messages);
  for (let done = 1; done <= messages; done += 1) {
    const { kind, bytes } = makeBytes(making, area);
    const check = () => checkReading(area, bytes);
    const begun = performance.now();
    const { outcome, faults: found } = check();
    const counts = kinds.get(kind);
    if (counts !== undefined) {
      add(counts, bytes.length, performance.now() - begun, outcome ?? 'thrown');
      keepSlowest(counts, bytes.length, performance.now() - begun, check);
    }
    for (const fault of found) faults.push(`${kind}: ${fault}: ${Buffer.from(bytes).toString('base64')}`);
    if (done % progressEvery === 0) progress(done);
  }
  return { kinds, faults };
}

function add(counts: KindCounts, bytes: number, ms: number, outcome: string): void {
  counts.inputs += 1;
  counts.bytes += bytes;
  counts.totalMs += ms;
  counts.outcomes.set(outcome, (counts.outcomes.get(outcome) ?? 0) + 1);
}

/** The slowest is taken again: most that is slow once is the machine at other work. */
function keepSlowest(counts: KindCounts, bytes: number, firstMs: number, check: () => unknown): void {
  let ms = firstMs;
  for (let turn = 0; turn < turnsOfSlow && ms > counts.slowestMs; turn += 1) {
    const begun = performance.now();
    check();
    ms = Math.min(ms, performance.now() - begun);
  }
  if (ms <= counts.slowestMs) return;
  counts.slowestMs = ms;
  counts.slowestBytes = bytes;
}

function tableOf(kinds: ReadonlyMap<InputKind, KindCounts>): Table {
  const rows = [...kinds].map(([kind, counts]) => [
    kind,
    counts.inputs.toLocaleString('en-US'),
    String(Math.round(counts.bytes / Math.max(1, counts.inputs))),
    ...outcomes.map((outcome) => (counts.outcomes.get(outcome) ?? 0).toLocaleString('en-US')),
    `${((counts.totalMs * 1_000) / Math.max(1, counts.inputs)).toFixed(0)} µs`,
    `${counts.slowestMs.toFixed(1)} ms (${counts.slowestBytes} bytes)`,
  ]);
  return {
    title: 'Random input',
    head: ['input', 'read', 'bytes, mean', ...outcomes, 'time, mean', 'slowest, best of ten'],
    rows,
  };
}

const settings = readArguments();
if (settings === null) {
  console.log(usage);
} else {
  const { messages, seed, isWritten } = settings;
  const begun = performance.now();
  const { kinds, faults } = fuzz(messages, seed);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  const figures = tableOf(kinds);
  const line = `${messages.toLocaleString('en-US')} inputs in ${seconds} s, seed ${seed}; faults: ${faults.length}.`;
  for (const fault of faults.slice(0, faultsShown)) console.log(fault);
  console.log(`${table(figures.head, figures.rows)}\n\n${line}`);
  if (isWritten) writeBetween(page, 'fuzz', `${line}\n\n${markdown(figures)}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
