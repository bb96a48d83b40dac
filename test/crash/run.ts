import { parseArgs } from 'node:util';
import { table } from '../../src/cli/table.ts';
import { requireBinaries } from '../support/servers.ts';
import { type CrashResult, type CrashSettings, crash, isGood } from './crash.ts';
import { type Finding, findingKinds } from './ledger.ts';
import { type SetupName, setupNames, setups } from './setups.ts';

const usage = `npm run test:crash -- [--store ${setupNames.join('|')}|all] [--seed N] [--sms 2000] [--ussd 200] [--kills 10]`;
const deadlineMs = 240_000;
const findingsShown = 20;

function readArguments(): { readonly names: readonly SetupName[]; readonly settings: CrashSettings } {
  const { values } = parseArgs({
    options: {
      store: { type: 'string', default: 'all' },
      seed: { type: 'string', default: '1' },
      sms: { type: 'string', default: '2000' },
      ussd: { type: 'string', default: '200' },
      kills: { type: 'string', default: '10' },
    },
  });
  const names = setupNames.filter((name) => values.store === 'all' || values.store === name);
  if (names.length === 0) throw new Error(usage);
  const settings = {
    seed: wholeNumber(values.seed),
    smsCount: wholeNumber(values.sms),
    ussdCount: wholeNumber(values.ussd),
    kills: wholeNumber(values.kills),
    deadlineMs,
    say: (line: string) => console.log(line),
  };
  return { names, settings };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(usage);
  return Number(text);
}

async function crashSetup(name: SetupName, settings: CrashSettings): Promise<CrashResult> {
  const setup = await setups[name]();
  try {
    return await crash(setup, settings);
  } finally {
    await setup.close();
  }
}

function summary(results: readonly CrashResult[]): string {
  return table(
    ['store', 'sent', 'acknowledged', 'retried', 'kills', 'redis', ...findingKinds, 'faults', 'seconds'],
    results.map((result) => [
      result.setup,
      ...[result.sent, result.acknowledged, result.retried, result.kills, result.redisBlows].map(String),
      ...findingKinds.map((kind) => String(idsOf(result, kind).size)),
      String(result.faults.length),
      result.seconds.toFixed(1),
    ]),
  );
}

/** A message that is lost lacks several rows: it counts once. */
function idsOf({ findings }: CrashResult, kind: Finding['kind']): Set<string> {
  return new Set(findings.filter((finding) => finding.kind === kind).map(({ id }) => id));
}

function details({ setup, findings, faults }: CrashResult): string[] {
  return [
    ...findings.map(({ kind, id, detail }) => `${setup}: ${kind}: ${id}: ${detail}`),
    ...faults.map((fault) => `${setup}: fault: ${fault}`),
  ].slice(0, findingsShown);
}

// An end by signal is an exit too: it takes the programs with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { names, settings } = readArguments();
const hasServers = names.some((name) => name !== 'embedded');
requireBinaries({ postgres: hasServers, redis: hasServers });
const results: CrashResult[] = [];
for (const name of names) results.push(await crashSetup(name, settings));
for (const line of results.flatMap(details)) console.log(line);
console.log(summary(results));
console.log(results.every(isGood) ? 'Nothing lost, nothing doubled.' : 'NOT good: see above.');
process.exitCode = results.every(isGood) ? 0 : 1;
