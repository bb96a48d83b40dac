import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted, for Prometheus. Labels hold channel ids and fixed words, never what a phone sent. */
export interface Metrics {
  readonly contentType: string;
  /** All metrics in Prometheus' text format. */
  render(): Promise<string>;
  messageAccepted(channel: string, kind: 'sms' | 'ussd', isDuplicate: boolean): void;
  messageProcessed(outcome: string, secondsSinceReceipt: number): void;
  ussdStep(channel: string, seconds: number): void;
  messageSent(channel: string, result: string): void;
  /** Given up for want of money. */
  messagesDropped(channel: string, count: number): void;
  httpRequest(route: string, status: number): void;
  /** Asks `count` for what waits in the inbox whenever the metrics are read. */
  watchPending(count: () => Promise<number>): void;
  /** Asks `read` how the channels are doing whenever the metrics are read. */
  watchChannels(read: () => Promise<readonly ChannelReading[]>): void;
}

/** A channel as the metrics show it. */
export interface ChannelReading {
  readonly channel: string;
  /** Messages by state: those that wait, and those of the last day of which nobody knows. */
  readonly depth: Readonly<Record<string, number>>;
  /** What it cost today, by currency. */
  readonly costs: readonly { readonly currency: string; readonly amount: number }[];
  /** Share of the day's budget that is spent; null without one. */
  readonly budgetShare: number | null;
}

const stepBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const recordBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600];

/** Metrics with a registry of their own, so that two gateways in one process don't mix. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `kentongan_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[]) =>
    new Histogram({ name: `kentongan_${name}`, help, buckets, labelNames, registers });

  const accepted = counter('messages_accepted_total', 'Messages committed to the inbox', ['channel', 'kind']);
  const duplicates = counter('messages_duplicates_total', 'Messages that were there already', [
    'channel',
    'kind',
  ]);
  const processed = counter('messages_processed_total', 'Messages read, by outcome', ['outcome']);
  const recordSeconds = histogram('record_seconds', 'From receipt to record', recordBuckets, []);
  const steps = counter('ussd_steps_total', 'USSD turns answered', ['channel']);
  const stepSeconds = histogram('ussd_step_seconds', 'Time to answer a USSD turn', stepBuckets, ['channel']);
  const sent = counter('messages_sent_total', 'Messages handed to a provider, by result', [
    'channel',
    'result',
  ]);
  const dropped = counter('messages_dropped_total', 'Messages given up for want of money', ['channel']);
  const requests = counter('http_requests_total', 'HTTP requests', ['route', 'status']);

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    messageAccepted(channel, kind, isDuplicate) {
      (isDuplicate ? duplicates : accepted).inc({ channel, kind });
    },
    messageProcessed(outcome, secondsSinceReceipt) {
      processed.inc({ outcome });
      recordSeconds.observe(secondsSinceReceipt);
    },
    ussdStep(channel, seconds) {
      steps.inc({ channel });
      stepSeconds.observe({ channel }, seconds);
    },
    messageSent(channel, result) {
      sent.inc({ channel, result });
    },
    messagesDropped(channel, count) {
      dropped.inc({ channel }, count);
    },
    httpRequest(route, status) {
      requests.inc({ route, status });
    },
    watchPending: (count) => watchPending(registry, count),
    watchChannels: (read) => watchChannels(registry, read),
  };
}

function watchPending(registry: Registry, count: () => Promise<number>): void {
  new Gauge({
    name: 'kentongan_inbox_pending',
    help: 'Messages accepted and not yet read; NaN while the store cannot be asked',
    registers: [registry],
    async collect() {
      this.set(await count().catch(() => Number.NaN));
    },
  });
}

/** One reading fills all gauges of one request: the store is asked once. */
function watchChannels(registry: Registry, read: () => Promise<readonly ChannelReading[]>): void {
  let reading: Promise<readonly ChannelReading[]> | null = null;
  // What is not known is not shown: a reading that is absent raises its own alarm.
  const ask = () => {
    reading ??= read()
      .catch(() => [])
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    show: (gauge: Gauge, reading: ChannelReading) => void,
  ) =>
    new Gauge({
      name: `kentongan_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const channels = await ask();
        this.reset();
        for (const channel of channels) show(this, channel);
      },
    });
  gauge(
    'outbox_messages',
    'Messages that wait, by state, and of the last day those of which it is unknown whether they went',
    ['channel', 'state'],
    (shown, { channel, depth }) => {
      for (const [state, count] of Object.entries(depth)) shown.set({ channel, state }, count);
    },
  );
  gauge('cost_today', 'What messages cost today', ['channel', 'currency'], (shown, { channel, costs }) => {
    for (const { currency, amount } of costs) shown.set({ channel, currency }, amount);
  });
  gauge(
    'budget_share',
    "Share of the day's budget that is spent",
    ['channel'],
    (shown, { channel, budgetShare }) => {
      if (budgetShare !== null) shown.set({ channel }, budgetShare);
    },
  );
}
