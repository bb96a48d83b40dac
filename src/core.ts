import type { Knex } from 'knex';
import type { ChannelConfig } from './channels/channel-config.ts';
import { phoneId, sendsSms } from './channels/index.ts';
import { type Config, ConfigError } from './config.ts';
import { type ChannelTerms, defaultTerms } from './domain/delivery/terms.ts';
import { checkFlow } from './domain/flow/check.ts';
import type { Flow } from './domain/flow/definition.ts';
import type { Profile } from './domain/flow/profile.ts';
import type { Instrument } from './domain/instrument/instrument.ts';
import type { Messages } from './domain/messages.ts';
import type { BackCheckDraw } from './domain/workflow/back-check.ts';
import type { Role } from './domain/workflow/roles.ts';
import { readFlows, readInstrument, readMessages } from './flow-files.ts';
import { makeLog } from './log.ts';
import { type Metrics, makeMetrics } from './metrics.ts';
import type {
  ChannelHealth,
  Clock,
  CostReader,
  Directory,
  Inbox,
  Log,
  Outbox,
  Processing,
  Spending,
  UssdStore,
} from './ports.ts';
import { makeWatchBudgets } from './services/watch-budgets.ts';
import { openBackCheckDraw } from './store/back-checks.ts';
import { makeChannelHealth } from './store/channel-health.ts';
import { isStoreUnreachable, openStore } from './store/connect.ts';
import { makeCostReader } from './store/cost-sums.ts';
import { makeDirectory } from './store/directory.ts';
import { makeInbox } from './store/inbox.ts';
import { migrateToLatest } from './store/migrations.ts';
import type { NoticeWays } from './store/notices.ts';
import { makeOutbox } from './store/outbox.ts';
import { makeProcessing } from './store/processing.ts';
import { makeRawBytes } from './store/raw-bytes.ts';
import { makeUssdStore } from './store/ussd-store.ts';

/** The one clock; everything else is given it. */
export const clock: Clock = () => new Date();

/** What stops a start besides a setting. Its message is one line that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The store with its ports, and the definitions: what every command needs. */
export interface Core {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly knex: Knex;
  readonly isEmbedded: boolean;
  readonly instrument: Instrument;
  readonly messages: Messages;
  /** Checked dialogues by role. */
  readonly flows: ReadonlyMap<Role, Flow>;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly directory: Directory;
  readonly processing: Processing;
  /** How finished households are drawn to be asked again. */
  readonly backCheckDraw: BackCheckDraw;
  readonly ussdStore: UssdStore;
  readonly costs: CostReader;
  readonly channelHealth: ChannelHealth;
  /** What operators allow and charge, by channel; the phone in the terminal among them. */
  readonly terms: ReadonlyMap<string, ChannelTerms>;
  /** What a channel has cost today; null for one without a budget. */
  readonly watchBudgets: (channel: string) => Promise<Spending | null>;
  close(): Promise<void>;
}

/** Opens the store, brings it to the newest schema and makes its ports. */
export async function openCore(config: Config, purpose: 'serve' | 'command'): Promise<Core> {
  const log = makeLog(config.logLevel, purpose === 'command' ? { write: writeToStandardError } : undefined);
  const { databaseUrl, dataDir } = config;
  const store = await openStore({ databaseUrl, dataDir, purpose, onLost: (err) => endAtOnce(log, err) });
  const { knex } = store;
  try {
    // A server that holds the embedded store has migrated it; a command that goes through it finds nothing to do.
    await migrateToLatest(knex);
    const rawBytes = makeRawBytes(config.piiKey);
    const terms = new Map([
      ...config.channels.map((channel) => [channel.id, channel.terms ?? defaultTerms] as const),
      [phoneId, defaultTerms],
    ]);
    const costs = makeCostReader(knex);
    const instrument = readInstrument();
    const messages = readMessages();
    return {
      config,
      log,
      metrics: makeMetrics(),
      knex,
      isEmbedded: store.isEmbedded,
      instrument,
      messages,
      flows: checkedFlows(instrument, messages, config.channels.map(profileOf)),
      inbox: makeInbox(knex, rawBytes),
      outbox: makeOutbox(knex, config.schedule.quietHours),
      directory: makeDirectory(knex),
      processing: makeProcessing(knex, rawBytes, clock, noticeWaysOf(config)),
      backCheckDraw: await openBackCheckDraw(knex, config.backCheckShare),
      ussdStore: makeUssdStore(knex, rawBytes),
      costs,
      channelHealth: makeChannelHealth(knex),
      terms,
      watchBudgets: makeWatchBudgets({ costs, terms, clock, log }),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    if (!isStoreUnreachable(error)) throw error;
    throw new StartError('The store cannot be reached. See that PostgreSQL runs and DATABASE_URL is right.');
  }
}

/** Messages of our own accord may take any channel that is configured, and the phone in the terminal. */
export function noticeWaysOf({ channels, schedule }: Config): NoticeWays {
  const phone = { id: phoneId, prefixes: [] };
  const senders = channels
    .filter(sendsSms)
    .map(({ id, terms = defaultTerms }) => ({ id, prefixes: terms.prefixes }));
  const [first = phone, ...others] = senders;
  return { channels: [first, ...others, phone], quietHours: schedule.quietHours };
}

/** Without its store a process can only refuse; what it acknowledged is on disk and read at the next start. */
function endAtOnce(log: Log, err: Error): void {
  log.error({ err }, 'store.lost');
  process.exit(1);
}

function writeToStandardError(line: string): void {
  process.stderr.write(line);
}

/** A flow with a problem stops the start: a person would meet it in the field. */
function checkedFlows(instrument: Instrument, messages: Messages, profiles: readonly Profile[]) {
  const flows = readFlows();
  for (const [role, flow] of flows) {
    const [problem] = checkFlow(flow, instrument, messages, profiles).problems;
    if (!problem) continue;
    const where = `${role}.yaml${problem.node === null ? '' : `, ${problem.node}`}`;
    throw new ConfigError(`flows/${where}: ${problem.detail}. See all with: kentongan flows check`);
  }
  return flows;
}

/** What the operator behind a channel allows. */
export function profileOf({ id, screenSeptets, sessionSeconds }: ChannelConfig): Profile {
  return { name: id, screenSeptets, sessionSeconds };
}
