import { parseArgs } from 'node:util';
import { table } from '../../src/cli/table.ts';
import { type Finding, findingKinds } from '../crash/ledger.ts';
import { requireBinaries } from '../support/servers.ts';
import { cases, type FaultCase } from './cases.ts';
import { type FaultResult, type FaultSettings, isGood, runCase } from './run-case.ts';

const usage =
  'npm run test:faults -- [--only CASE] [--seed N] [--sms 600] [--ussd 60] [--blows 3] [--json] [--list]';
const deadlineMs = 240_000;
const findingsShown = 20;

interface Arguments {
  readonly chosen: readonly FaultCase[];
  readonly settings: FaultSettings;
  readonly isJson: boolean;
  readonly isList: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      sms: { type: 'string', default: '600' },
      ussd: { type: 'string', default: '60' },
      blows: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const chosen = cases.filter(({ name }) => values.only?.includes(name) ?? true);
  if (chosen.length === 0) throw new Error(`${usage}\nCases: ${cases.map(({ name }) => name).join(', ')}`);
  return {
    chosen,
    isJson: values.json,
    isList: values.list,
    settings: {
      ...{ seed: wholeNumber(values.seed), blows: wholeNumber(values.blows), deadlineMs },
      ...{ smsCount: wholeNumber(values.sms), ussdCount: wholeNumber(values.ussd) },
      say: (line) => console.error(line),
    },
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(usage);
  return Number(text);
}

/** A case that can't be brought about here, such as a file system to fill without being root, is said and left out. */
function missing({ needs }: FaultCase): string | null {
  return needs?.tmpfsMegabytes !== undefined && process.getuid?.() !== 0
    ? 'needs root, to mount a tmpfs'
    : null;
}

function summary(results: readonly FaultResult[]): string {
  return table(
    ['case', 'sent', 'acknowledged', 'deliveries', 'retried', 'blows', ...findingKinds, 'faults', 'seconds'],
    results.map((result) => [
      result.name,
      ...[result.sent, result.acknowledged, result.deliveries, result.retried, result.blows].map(String),
      ...findingKinds.map((kind) => String(idsOf(result, kind).size)),
      String(result.faults.length),
      result.seconds.toFixed(1),
    ]),
  );
}

/** A message that is lost lacks several rows: it counts once. */
function idsOf({ findings }: FaultResult, kind: Finding['kind']): Set<string> {
  return new Set(findings.filter((finding) => finding.kind === kind).map(({ id }) => id));
}

function details({ name, findings, faults }: FaultResult): string[] {
  return [
    ...findings.map(({ kind, id, detail }) => `${name}: ${kind}: ${id}: ${detail}`),
    ...faults.map((fault) => `${name}: fault: ${fault}`),
  ].slice(0, findingsShown);
}

async function main(): Promise<void> {
  const { chosen, settings, isJson, isList } = readArguments();
  if (isList)
    return console.log(
      table(
        ['case', 'what'],
        chosen.map(({ name, what }) => [name, what]),
      ),
    );
  requireBinaries({ postgres: true, redis: true });
  const results: FaultResult[] = [];
  for (const fault of chosen) {
    const reason = missing(fault);
    if (reason !== null) {
      settings.say(`${fault.name}: left out, ${reason}`);
      continue;
    }
    const result = await runCase(fault, settings);
    results.push(result);
    settings.say(
      `${fault.name}: ${isGood(result) ? 'good' : 'NOT good'} after ${result.seconds.toFixed(1)} s`,
    );
    for (const line of details(result)) settings.say(line);
  }
  const isAllGood = results.every(isGood);
  if (isJson) console.log(JSON.stringify({ isGood: isAllGood, seed: settings.seed, results }, null, 1));
  else
    console.log(
      `${summary(results)}\n${isAllGood ? 'Nothing lost, nothing doubled.' : 'NOT good: see above.'}`,
    );
  process.exitCode = isAllGood ? 0 : 1;
}

// An end by signal is an exit too: it takes the programs with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main();
