import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { makeChannels } from './channels/index.ts';
import { type Config, ConfigError } from './config.ts';
import { makeConsoleLists } from './console-lists.ts';
import { makeConsoleParts, openBrowserPhone } from './console-parts.ts';
import { type Core, clock, noticeWaysOf, openCore, profileOf, StartError } from './core.ts';
import { defaultProfile } from './domain/flow/profile.ts';
import type {
  Channel,
  ConnectionIntake,
  InboundMessage,
  Log,
  OutboundMessage,
  Queue,
  Sessions,
  UssdWrite,
} from './ports.ts';
import { makeBullQueue } from './queue/bull.ts';
import { openQueueBoard } from './queue/bull-board.ts';
import { makeLocalQueue } from './queue/local.ts';
import { memoryRateLimits, openRedisRateLimits } from './queue/rate-limits.ts';
import { openRedisSessions } from './queue/redis-sessions.ts';
import { makeStepUssdTurn } from './services/accumulate-tokens.ts';
import { makeFoldProgress } from './services/fold-progress.ts';
import { makeGroupCommit } from './services/group-commit.ts';
import { groupLookups } from './services/group-lookups.ts';
import { makeListChannels, readingOf } from './services/list-channels.ts';
import { lanesFor, makeProcessInbox } from './services/process-inbox.ts';
import { makeReceiveDelivery } from './services/receive-delivery.ts';
import { makeReceiveOptout } from './services/receive-optout.ts';
import { makeReceiveSms } from './services/receive-sms.ts';
import { makeReceiveUssdEnd } from './services/receive-ussd-end.ts';
import { makeRunSchedule, tickMs } from './services/run-schedule.ts';
import { makeSendOutbox } from './services/send-outbox.ts';
import { makeSendTest } from './services/send-test.ts';
import { makeStepUssd, type StepUssd } from './services/step-ussd.ts';
import { keepNikAreas } from './store/area-codes.ts';
import { isStoreUnreachable } from './store/connect.ts';
import { makeCostSums } from './store/cost-sums.ts';
import { loadDemoIfEmpty } from './store/demo.ts';
import { makeDemoLink } from './store/demo-user.ts';
import { makeDeskWork } from './store/desk.ts';
import { makeOfficerWork } from './store/officer-work.ts';
import { stopOfficer } from './store/officers.ts';
import { makePinKeeper } from './store/pins.ts';
import { makeProgressSums } from './store/progress-sums.ts';
import { makeRawBytes } from './store/raw-bytes.ts';
import { makeScheduleStore } from './store/schedule-store.ts';
import { makeSmppArrivals } from './store/smpp-arrivals.ts';
import { makeStoreSessions } from './store/store-sessions.ts';
import { makeTestMessages } from './store/test-messages.ts';
import { makeTypedTokens } from './store/typed-tokens.ts';
import { makeConsole } from './web/console/console.ts';
import { makeGuard } from './web/guard.ts';
import { makeWeb } from './web/web.ts';

/** A process that runs until it is told to stop. */
export interface Running {
  /** Where it listens, such as `http://127.0.0.1:8080`; null where it does not. */
  readonly address: string | null;
  /** Whether the demo area was loaded by this start. */
  readonly hasDemo: boolean;
  /** Signs in to the console once, from this machine, soon; null where there is no demo user. */
  readonly signInPath: string | null;
  /** Takes no more, finishes and commits what was taken, closes. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Whether this process reads the inbox and sends the outbox too. */
  readonly works: boolean;
  /** Head of its keys in Redis, for a gateway that must not meet another's. */
  readonly redisPrefix?: string;
}

/** The use cases that a phone reaches, whichever way it comes. */
export interface Intake {
  readonly stepUssd: StepUssd;
  readonly receiveSms: ReturnType<typeof makeReceiveSms>;
  /** Resolves when all that was accepted is committed. */
  idle(): Promise<void>;
}

/** Wires what accepts: group commit before the inbox and before the dialogues' writes. */
export function makeIntake(core: Core, queue: Pick<Queue, 'signal'>, sessions: Sessions): Intake {
  const { config, metrics, log } = core;
  const groups = { maxBatch: 1_000, isStoreUnreachable };
  const accepting = makeGroupCommit(
    (messages: readonly InboundMessage[]) => core.inbox.accept(messages),
    groups,
  );
  const writing = makeGroupCommit(async (writes: readonly UssdWrite[]) => {
    await core.ussdStore.write(writes);
    return writes.map(() => undefined);
  }, groups);
  const profiles = new Map(config.channels.map((channel) => [channel.id, profileOf(channel)]));
  return {
    receiveSms: makeReceiveSms({
      accept: accepting.commit,
      queue,
      clock,
      onAccepted: metrics.messageAccepted,
    }),
    stepUssd: makeStepUssd({
      flows: core.flows,
      instrument: core.instrument,
      messages: core.messages,
      ...groupLookups(core.directory, core.ussdStore, groups),
      officerWork: makeOfficerWork(core.knex),
      deskWork: makeDeskWork(core.knex),
      pins: makePinKeeper(core.knex),
      sessions,
      writeUssd: writing.commit,
      clock,
      log,
      profileOf: (channel) => profiles.get(channel) ?? defaultProfile,
      onSubmitted: (channel) => {
        queue.signal('inbox');
        metrics.messageAccepted(channel, 'ussd', false);
      },
    }),
    idle: async () => {
      await Promise.all([accepting.idle(), writing.idle()]);
    },
  };
}

function makeInboxReader(core: Core) {
  return makeProcessInbox({
    processing: core.processing,
    instrument: core.instrument,
    messages: core.messages,
    draw: core.backCheckDraw,
    clock,
    log: core.log,
    nikAreas: keepNikAreas(core.knex, clock),
    onProcessed: core.metrics.messageProcessed,
    lanes: lanesFor(core),
  });
}

/** Reads the inbox and sends the outbox on every signal and at each sweep. */
function consumeQueue(core: Core, queue: Queue, channels: ReadonlyMap<string, Channel>): void {
  const { log, metrics } = core;
  const processInbox = makeInboxReader(core);
  const spendingOf = core.watchBudgets;
  const sendOutbox = makeSendOutbox({
    outbox: core.outbox,
    channels,
    terms: core.terms,
    clock,
    log,
    random: Math.random,
    wait: waitOrStop,
    dropsPlain: async (channel) => (await spendingOf(channel))?.level === 'quiet',
    onSent: metrics.messageSent,
    onDropped: metrics.messagesDropped,
  });
  queue.consume('inbox', async (stopping) => {
    if ((await processInbox(stopping)) > 0) queue.signal('outbox');
  });
  queue.consume('outbox', sendOutbox);
  // Nobody signals it: the sweep of each second is soon enough, and readers see what is not folded yet.
  const folds = [makeFoldProgress(makeProgressSums(core.knex)), makeFoldProgress(makeCostSums(core.knex))];
  queue.consume('progress', async (stopping) => {
    for (const fold of folds) await fold(stopping);
  });
}

/** Resolves after a while, or as soon as it is to stop. */
async function waitOrStop(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch(() => {});
}

/** How the configured channels are doing. */
export function openChannelList({ config, channelHealth: health, costs, terms }: Core) {
  return makeListChannels({ channels: config.channels, health, costs, terms, clock });
}

/** Sends a message to see whether a channel works; workers send it. */
export function openSendTest({ knex, messages }: Core) {
  return makeSendTest({ testMessages: makeTestMessages(knex), messages, clock, wait: waitOrStop });
}

/** What goes out by the clock. */
export function openSchedule(core: Core) {
  const { config, knex, messages, log } = core;
  const store = makeScheduleStore(knex, noticeWaysOf(config));
  return makeRunSchedule({ store, messages, settings: config.schedule, clock, log });
}

/** Looks each minute what is due. */
function repeatSchedule(core: Core, queue: Queue): void {
  if (!core.config.schedule.isOn) return;
  const schedule = openSchedule(core);
  queue.repeat('schedule', tickMs, async (stopping) => {
    if ((await schedule.run({ stopping })).some(({ count }) => count > 0)) queue.signal('outbox');
  });
}

/** What the phone in the terminal talks to: the use cases of this process, without HTTP. */
export interface PhoneLine extends Pick<Intake, 'stepUssd' | 'receiveSms'> {
  readonly processInbox: () => Promise<number>;
  readonly lastAnswerId: (msisdn: string) => Promise<string>;
  readonly answersAfter: (msisdn: string, id: string) => Promise<readonly OutboundMessage[]>;
}

export function openPhoneLine(core: Core): PhoneLine {
  const intake = makeIntake(core, { signal() {} }, makeStoreSessions(core.knex, clock));
  return {
    ...intake,
    processInbox: makeInboxReader(core),
    lastAnswerId: async (msisdn) => (await core.outbox.listFor(msisdn, '0')).at(-1)?.id ?? '0',
    answersAfter: (msisdn, id) => core.outbox.listFor(msisdn, id),
  };
}

/** Starts the gateway: HTTP, and the workers too unless told otherwise. */
export async function startServe(config: Config, { works, redisPrefix }: ServeOptions): Promise<Running> {
  const core = await openCore(config, 'serve');
  const { log } = core;
  const hasDemo = config.loadsDemo && (await loadDemoIfEmpty(core.knex));
  const queue = openQueue(config, log, redisPrefix);
  const redisSessions = config.redisUrl ? openRedisSessions(config.redisUrl, log, redisPrefix) : null;
  const redisLimits = config.redisUrl ? openRedisRateLimits(config.redisUrl, log, redisPrefix) : null;
  const intake = makeIntake(core, queue, redisSessions ?? makeStoreSessions(core.knex, clock));
  const board = config.redisUrl ? openQueueBoard(config.redisUrl, '/queues', log, redisPrefix) : null;
  const channels = makeChannels(config.channels, log);
  const typedTokens = makeTypedTokens(core.knex);
  const stepUssdTurn = makeStepUssdTurn({ typedTokens, stepUssd: intake.stepUssd, clock });
  const receiveUssdEnd = makeReceiveUssdEnd({ typedTokens, clock, log });
  const lists = makeConsoleLists(core);
  const web = makeWeb({
    channels,
    guards: new Map(
      config.channels.flatMap(({ id, access }) =>
        access ? [[id, makeGuard(id, access, redisLimits?.limits ?? memoryRateLimits)] as const] : [],
      ),
    ),
    gateway: {
      ...intake,
      stepUssdTurn,
      receiveDelivery: makeReceiveDelivery({ outbox: core.outbox, log }),
      receiveOptout: makeReceiveOptout({ stopOfficer: (msisdn) => stopOfficer(core.knex, msisdn), log }),
      receiveUssdEnd,
    },
    console: makeConsole(
      makeConsoleParts(core, {
        phone: openBrowserPhone(core, intake),
        signal: () => queue.signal('inbox'),
        lists: lists.stores,
        queueBoard: board?.handle ?? null,
      }),
    ),
    isStoreUnreachable,
    metrics: core.metrics,
    log,
    checks: {
      store: () => storeProblem(core.knex),
      queue: () => queue.problem(),
      ...(redisSessions && { sessions: () => redisSessions.problem() }),
    },
  });
  core.metrics.watchPending(() => core.inbox.countPending());
  core.metrics.watchChannels(async () => (await openChannelList(core)()).map(readingOf));
  if (works) {
    consumeQueue(core, queue, channels);
    repeatSchedule(core, queue);
  }
  let connections: readonly { stop(): Promise<void> }[] = [];

  async function stop(): Promise<void> {
    // What is in hand is committed and answered, and HTTP refused; the channels that only send go after the workers.
    await Promise.all([web.close(), ...connections.map((connection) => connection.stop())]);
    await intake.idle();
    await queue.stop();
    await lists.stop();
    await closeChannels(channels);
    redisSessions?.close();
    redisLimits?.close();
    board?.close();
    await core.close();
  }
  try {
    const { port } = await web.listen(config.host, config.port);
    connections = openConnections(channels, {
      receiveSms: intake.receiveSms,
      stepUssdTurn,
      receiveUssdEnd,
      recordDelivery: core.outbox.recordDelivery,
      smppArrivals: makeSmppArrivals(core.knex, makeRawBytes(config.piiKey)),
      clock,
    });
    log.info({ port, embedded: core.isEmbedded, works }, 'serve.started');
    return {
      address: `http://${hostInUrl(config.host)}:${port}`,
      hasDemo,
      signInPath: await demoSignInPath(core),
      stop,
    };
  } catch (error) {
    await stop();
    if (!isAddressTaken(error)) throw error;
    throw new StartError(`Port ${config.port} on ${config.host} is taken. Set PORT to a free one.`);
  }
}

/** Only while nobody but this machine reaches us: whoever reads the start's output signs in. */
async function demoSignInPath({ config, knex }: Core): Promise<string | null> {
  if (!config.isLocal) return null;
  const key = await makeDemoLink(knex, clock());
  return key && `/sign-in/${key}`;
}

function openConnections(channels: ReadonlyMap<string, Channel>, intake: ConnectionIntake) {
  return [...channels.values()].flatMap((channel) => channel.connect?.(intake) ?? []);
}

async function closeChannels(channels: ReadonlyMap<string, Channel>): Promise<void> {
  await Promise.all([...channels.values()].map((channel) => channel.close?.()));
}

function isAddressTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** Starts a worker beside any number of `serve` processes. */
export async function startWork(config: Config): Promise<Running> {
  if (config.databaseUrl === null) {
    throw new ConfigError('DATABASE_URL: work needs it. The embedded store is worked by serve itself.');
  }
  const core = await openCore(config, 'serve');
  const queue = openQueue(config, core.log);
  const channels = makeChannels(config.channels, core.log);
  consumeQueue(core, queue, channels);
  repeatSchedule(core, queue);
  core.log.info({}, 'work.started');
  return {
    address: null,
    hasDemo: false,
    signInPath: null,
    stop: async () => {
      await queue.stop();
      await closeChannels(channels);
      await core.close();
    },
  };
}

function openQueue(config: Config, log: Log, redisPrefix?: string): Queue {
  return config.redisUrl ? makeBullQueue(config.redisUrl, log, redisPrefix) : makeLocalQueue(log);
}

async function storeProblem(knex: Knex): Promise<string | null> {
  try {
    await knex.raw('SELECT 1');
    return null;
  } catch {
    return 'the store does not answer';
  }
}

/** An IPv6 address stands in brackets in a URL. */
function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
