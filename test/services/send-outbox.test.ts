import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Log, OutboundMessage, SendResult } from '../../src/ports.ts';
import { makeSendOutbox } from '../../src/services/send-outbox.ts';

const start = new Date('2021-11-24T01:00:00Z').getTime();
const sent: SendResult = { ok: true, providerMessageId: 'p', cost: 'IDR 350' };

function outbound(id: number, channel = 'at'): OutboundMessage {
  return { id: String(id), channel, recipient: '+6281200000001', text: 'Diterima', segments: 1, attempts: 0 };
}

/** An outbox of some messages, a clock that stands, and what was settled. */
function open(messages: readonly OutboundMessage[], send: (message: OutboundMessage) => Promise<SendResult>) {
  const due = [...messages];
  const settled: [string, SendResult][] = [];
  const results: string[] = [];
  const events: string[] = [];
  const state = { now: start, gaveUp: 0 };
  const at = (level: string) => (_fields: object, event: string) => void events.push(`${level} ${event}`);
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const drain = makeSendOutbox({
    outbox: {
      claim: async (limit) => due.splice(0, limit),
      settle: async (id, result) => void settled.push([id, result]),
      async giveUpWired() {
        state.gaveUp += 1;
        return state.gaveUp === 1 ? 2 : 0;
      },
    },
    channels: new Map([['at', { send }]]),
    clock: () => new Date(state.now),
    log,
    onSent: (_channel, result) => void results.push(result),
  });
  return { drain, settled, results, events, state };
}

describe('send outbox', () => {
  afterEach(() => void vi.useRealTimers());

  it('sends and settles until nothing is due', async () => {
    const outbox = open(
      Array.from({ length: 20 }, (_, index) => outbound(index)),
      async () => sent,
    );
    await outbox.drain();
    expect(outbox.settled).toHaveLength(20);
    expect(outbox.settled.every(([, result]) => result === sent)).toBe(true);
  });

  it('sends what an operator may filter, and says so', async () => {
    const outbox = open([{ ...outbound(1), text: 'Kode 4711' }, outbound(2)], async () => sent);
    await outbox.drain();
    expect(outbox.settled).toHaveLength(2);
    expect(outbox.events.filter((event) => event === 'warn outbox.may-be-filtered')).toHaveLength(1);
  });

  it('sends eight at once and no more', async () => {
    let running = 0;
    let most = 0;
    const outbox = open(
      Array.from({ length: 30 }, (_, index) => outbound(index)),
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return sent;
      },
    );
    await outbox.drain();
    expect(most).toBe(8);
  });

  it.each([
    ['failed', { ok: false, reason: '406', isRetryable: false, isUncertain: false }, 'failed'],
    ['to try again', { ok: false, reason: '501', isRetryable: true, isUncertain: false }, 'retry'],
    ['uncertain', { ok: false, reason: 'time-out', isRetryable: false, isUncertain: true }, 'uncertain'],
  ] as const)('settles a sending that is %s as the channel says', async (_label, result, name) => {
    const outbox = open([outbound(1)], async () => result);
    await outbox.drain();
    expect(outbox.settled).toEqual([['1', result]]);
    expect(outbox.results).toEqual([name]);
    expect(outbox.events).toContain('warn outbox.not-sent');
  });

  it('fails what is for a channel that is not there', async () => {
    const outbox = open([outbound(1, 'gone')], async () => sent);
    await outbox.drain();
    expect(outbox.settled).toEqual([
      ['1', { ok: false, reason: 'channel is not configured', isRetryable: false, isUncertain: false }],
    ]);
  });

  it('takes a channel that throws for uncertain, and goes on', async () => {
    const outbox = open([outbound(1), outbound(2)], async ({ id }) => {
      if (id === '1') throw new Error('a fault');
      return sent;
    });
    await outbox.drain();
    expect(outbox.settled).toContainEqual(['2', sent]);
    expect(outbox.settled).toContainEqual([
      '1',
      { ok: false, reason: 'channel fault', isRetryable: false, isUncertain: true },
    ]);
  });

  it('takes a channel that hangs for uncertain', async () => {
    vi.useFakeTimers();
    const outbox = open([outbound(1)], () => new Promise(() => {}));
    const drained = outbox.drain();
    await vi.advanceTimersByTimeAsync(30_000);
    await drained;
    expect(outbox.settled[0]?.[1]).toMatchObject({ reason: 'time-out', isUncertain: true });
  });

  it('ends after the messages in hand when it is to stop', async () => {
    const stopping = new AbortController();
    const outbox = open(
      Array.from({ length: 30 }, (_, index) => outbound(index)),
      async () => {
        stopping.abort();
        return sent;
      },
    );
    await outbox.drain(stopping.signal);
    expect(outbox.settled).toHaveLength(8);
  });

  it('throws when a result cannot be stored, after the others were', async () => {
    const settled: string[] = [];
    const drain = makeSendOutbox({
      outbox: {
        claim: async () => [outbound(1), outbound(2)],
        async settle(id) {
          if (id === '1') throw new Error('store away');
          settled.push(id);
        },
        giveUpWired: async () => 0,
      },
      channels: new Map([['at', { send: async () => sent }]]),
      clock: () => new Date(start),
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    await expect(drain()).rejects.toThrow('store away');
    expect(settled).toEqual(['2']);
  });

  it('gives up messages of a process that died, once a minute', async () => {
    const outbox = open([], async () => sent);
    await outbox.drain();
    await outbox.drain();
    expect(outbox.state.gaveUp).toBe(1);
    expect(outbox.events).toEqual(['warn outbox.result-unknown']);
    outbox.state.now += 60_000;
    await outbox.drain();
    expect(outbox.state.gaveUp).toBe(2);
  });
});
