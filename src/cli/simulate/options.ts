import { Option } from 'commander';
import { UsageError } from '../errors.ts';
import { programme } from './field/places.ts';
import { daysOf, type Rhythm, rhythms, weightOfDays } from './rhythm.ts';
import type { RunSettings } from './run-folder.ts';
import { shareOfClaims } from './story.ts';

/** Options as the command line gives them. */
export interface SimulateOptions {
  readonly reports: string;
  readonly enumerators: string;
  readonly households: string;
  readonly rhythm: Rhythm;
  readonly visits?: string;
  readonly ussd: string;
  readonly smpp: string;
  readonly slips: string;
  readonly seed: string;
  readonly speed: string;
  readonly atOnce: string;
  readonly dir: string;
  readonly resume?: boolean;
  readonly keep?: boolean;
  readonly url?: string;
  readonly token: string;
  readonly smppPort?: string;
  readonly json?: boolean;
}

/** Every option with its default; shares are 0 to 1. */
export const options: readonly Option[] = [
  new Option('--reports <N>', 'messages and calls to send, counted from the beginning of the run').default(
    '10000',
  ),
  new Option('--enumerators <N>', 'in the field, a village each, up to 83395').default('1000'),
  new Option('--households <N>', 'in the prelist of each village').default('50'),
  new Option('--rhythm <NAME>', 'how the days go').choices(rhythms).default('ordinary'),
  new Option(
    '--visits <N>',
    'of an enumerator on an ordinary day; without it 6, in the last week what --reports needs',
  ),
  new Option('--ussd <SHARE>', 'of the reports by USSD').default('0.3'),
  new Option('--smpp <SHARE>', 'of the SMS over SMPP').default('0.2'),
  new Option('--slips <SHARE>', 'of the typed values that are wrong').default('0.045'),
  new Option('--seed <N>', 'the same seed tells the same story').default('1'),
  new Option('--speed <N>', 'how many times faster than life; 0: as fast as it goes').default('0'),
  new Option('--at-once <N>', 'messages and calls under way').default('128'),
  new Option('--dir <DIR>', 'for ledger, logs and reports').default('./simulation'),
  new Option('--resume', 'go on with the run in DIR up to --reports'),
  new Option('--keep', 'keep the database, to go on later'),
  new Option('--url <URL>', 'a gateway that runs; its store is that of the environment').conflicts('keep'),
  new Option('--token <TOKEN>', 'of its channel at').default('demo'),
  new Option(
    '--smpp-port <PORT>',
    'with --url: listen here as the SMSC of its channel smsc, password simulate',
  ),
  new Option('--json', 'the result for programs'),
];

const most = {
  reports: 100_000_000,
  enumerators: 83_395,
  households: 999,
  atOnce: 10_000,
  port: 65_535,
} as const;
const visitsADay = 6;
/** What a visit comes to on the average: the report, its members, its corrections. */
const messagesAVisit = 3.4;

/** @throws UsageError for a value that can't be. */
export function runSettings(given: SimulateOptions, now: Date): RunSettings {
  const enumerators = whole('--enumerators', given.enumerators, most.enumerators);
  const rhythm = given.rhythm;
  return {
    seed: whole('--seed', given.seed, 2 ** 31 - 1),
    enumerators,
    householdsEach: whole('--households', given.households, most.households),
    rhythm,
    visitsADay:
      given.visits === undefined ? usualVisits(given, enumerators) : positive('--visits', given.visits),
    ussd: share('--ussd', given.ussd),
    smpp: share('--smpp', given.smpp),
    slips: share('--slips', given.slips),
    today: now.toISOString(),
  };
}

/** In the last week so many that its seven days come to the reports asked for. */
function usualVisits(given: SimulateOptions, enumerators: number): number {
  if (given.rhythm === 'ordinary') return visitsADay;
  const coordinators = programme.subDistricts * (enumerators / programme.enumerators);
  const messages = Math.max(1, reportsOf(given) - coordinators * shareOfClaims * daysOf(given.rhythm));
  return messages / messagesAVisit / enumerators / weightOfDays(given.rhythm);
}

export function reportsOf({ reports }: SimulateOptions): number {
  return whole('--reports', reports, most.reports);
}

export function speedOf({ speed }: SimulateOptions): number {
  return speed === '0' ? 0 : positive('--speed', speed);
}

export function atOnceOf({ atOnce }: SimulateOptions): number {
  return whole('--at-once', atOnce, most.atOnce);
}

export function smppPortOf({ smppPort }: SimulateOptions): number | null {
  return smppPort === undefined ? null : whole('--smpp-port', smppPort, most.port);
}

function whole(name: string, text: string, highest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= highest) return number;
  throw new UsageError(`${name} takes a whole number from 1 to ${highest}.`);
}

function share(name: string, text: string): number {
  const number = Number(text);
  if (text !== '' && number >= 0 && number <= 1) return number;
  throw new UsageError(`${name} takes a share from 0 to 1, such as 0.3.`);
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (number > 0 && number < 1e9) return number;
  throw new UsageError(`${name} takes a number above 0.`);
}
