import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fate } from '../../src/domain/delivery/fate.ts';
import { type Booking, type ChannelTerms, defaultTerms } from '../../src/domain/delivery/terms.ts';
import type { Log, OutboundMessage, SendResult } from '../../src/ports.ts';
import { makeSendOutbox, type SendOutboxParts } from '../../src/services/send-outbox.ts';

const start = new Date('2021-11-24T01:00:00Z').getTime();
const sent: SendResult = { ok: true, providerMessageId: 'p', cost: 'IDR 350' };
const failure = { ok: false, reason: 'r', isRetryable: false, isUncertain: false } as const;
const closed = { ...failure, isRetryable: true, isWayClosed: true } as const;

function outbound(id: number, channel = 'at'): OutboundMessage {
  return { id: String(id), channel, recipient: '+6281200000001', text: 'Diterima', segments: 1, attempts: 0 };
}

type Send = (message: OutboundMessage) => Promise<SendResult>;

interface World {
  readonly send: Send | Readonly<Record<string, Send>>;
  readonly terms?: Partial<ChannelTerms>;
  readonly outbox?: Partial<SendOutboxParts['outbox']>;
  /** Waits that the outbox asks for on claims, one after the other, before a claim that gives something. */
  readonly waits?: number[];
  readonly dropsPlain?: boolean;
  /** When the limit lets a message go. */
  readonly delays?: (message: OutboundMessage) => number;
}

/** An outbox of some messages, a clock that only waiting moves, and what was settled. */
function open(
  messages: readonly OutboundMessage[],
  { send, terms, outbox, waits = [], dropsPlain, delays }: World,
) {
  const due = [...messages];
  const settled: [string, Fate, Booking | null][] = [];
  const results: string[] = [];
  const events: string[] = [];
  const claims: { channel: string; limit: number; dropsPlain: boolean }[] = [];
  const state = { now: start, recovered: 0, waited: [] as number[], dropped: 0 };
  const at = (level: string) => (_fields: object, event: string) => void events.push(`${level} ${event}`);
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const sends: Readonly<Record<string, Send>> = typeof send === 'function' ? { at: send } : send;
  const drain = makeSendOutbox({
    outbox: {
      listDue: async (channels) => channels.filter((id) => due.some(({ channel }) => channel === id)),
      async claim({ channel, limit, dropsPlain: drops }) {
        claims.push({ channel, limit, dropsPlain: drops });
        const waitMs = waits.shift() ?? null;
        const own = due.filter((message) => message.channel === channel).slice(0, limit);
        const taken = waitMs === null ? own : [];
        for (const message of taken) due.splice(due.indexOf(message), 1);
        return {
          messages: taken.map((message) => ({ ...message, leavesInMs: delays?.(message) ?? 0 })),
          dropped: drops ? 2 : 0,
          waitMs,
        };
      },
      wire: async (ids) => new Set(ids),
      settle: async (id, fate, booking) => void settled.push([id, fate, booking]),
      async recover() {
        state.recovered += 1;
        return { requeued: 1, unknown: state.recovered === 1 ? 2 : 0, strays: 0 };
      },
      ...outbox,
    },
    channels: new Map(Object.entries(sends).map(([id, one]) => [id, { send: one }])),
    terms: new Map([['at', { ...defaultTerms, ...terms }]]),
    clock: () => new Date(state.now),
    log,
    random: () => 0.5,
    async wait(ms) {
      state.waited.push(ms);
      state.now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
    dropsPlain: async () => dropsPlain ?? false,
    onSent: (_channel, result) => void results.push(result),
    onDropped: (_channel, count) => {
      state.dropped += count;
    },
  });
  return { drain, settled, results, events, claims, state, due };
}

const many = (count: number, channel = 'at') =>
  Array.from({ length: count }, (_, id) => outbound(id, channel));

describe('send outbox', () => {
  afterEach(() => void vi.useRealTimers());

  it('sends and settles until nothing is due, and books what it cost', async () => {
    const outbox = open(many(20), { send: async () => sent });
    await outbox.drain();
    expect(outbox.settled).toHaveLength(20);
    expect(outbox.settled[0]).toEqual([
      '0',
      { state: 'sent', success: sent },
      { segments: 1, cost: { currency: 'IDR', amount: 350 } },
    ]);
  });

  it.each([
    ['what an operator may filter', 'Kode 4711', {}],
    ['a word of the channel', 'Hubungi KAMI', { filterWords: ['kami'] }],
    ['two segments by the alphabet of the channel', 'x'.repeat(71), { alphabet: 'ucs2' }],
  ] as const)('sends %s, and says so', async (_label, text, terms) => {
    const outbox = open([{ ...outbound(1), text }, outbound(2)], { send: async () => sent, terms });
    await outbox.drain();
    expect(outbox.settled).toHaveLength(2);
    expect(outbox.events.filter((event) => event === 'warn outbox.may-be-filtered')).toHaveLength(1);
  });

  it.each([
    ['eight at once', {}, 8],
    ['twice as many as a limit lets go in a second', { perSecond: 20 }, 40],
    ['eight where a limit lets go fewer', { perSecond: 2 }, 8],
  ] as const)('sends %s and no more', async (_label, terms, expected) => {
    let running = 0;
    let most = 0;
    const outbox = open(many(60), {
      terms,
      send: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return sent;
      },
    });
    await outbox.drain();
    expect(most).toBe(expected);
    expect(outbox.settled).toHaveLength(60);
  });

  it('waits as long as the limit says, and no longer', async () => {
    const outbox = open(many(3), { send: async () => sent, waits: [22, 50] });
    await outbox.drain();
    expect(outbox.settled).toHaveLength(3);
    expect(outbox.state.waited).toEqual(expect.arrayContaining([22, 50]));
  });

  it('gives each message to the provider at its moment', async () => {
    const wired: (readonly string[])[] = [];
    const outbox = open(many(3), {
      send: async () => sent,
      delays: ({ id }) => (id === '2' ? 11 : 0),
      outbox: {
        async wire(ids) {
          wired.push(ids);
          return new Set(ids);
        },
      },
    });
    await outbox.drain();
    expect(wired).toEqual([['0', '1'], ['2']]);
    expect(outbox.state.waited).toContain(11);
  });

  it('lets no channel hold up another', async () => {
    let release = () => {};
    const hanging = new Promise<SendResult>((resolve) => {
      release = () => resolve(sent);
    });
    const outbox = open([...many(9, 'slow'), ...many(30)], {
      send: { slow: () => hanging, at: async () => sent },
    });
    const drained = outbox.drain();
    await vi.waitFor(() => expect(outbox.settled).toHaveLength(30));
    // What comes while one hangs goes too.
    outbox.due.push(outbound(100));
    await vi.waitFor(() => expect(outbox.settled).toHaveLength(31));
    release();
    await drained;
    expect(outbox.settled).toHaveLength(40);
  });

  it.each([
    ['failed', failure, {}, 'failed', 'failed'],
    ['to try again', { ...failure, isRetryable: true }, {}, 'errored', 'retry'],
    ['uncertain', { ...failure, isUncertain: true }, {}, 'unknown', 'uncertain'],
    [
      'uncertain, where duplicates are dropped',
      { ...failure, isUncertain: true },
      { dropsDuplicates: true },
      'errored',
      'retry',
    ],
  ] as const)('settles a sending that is %s by the table', async (_label, result, terms, state, name) => {
    const outbox = open([outbound(1)], { send: async () => result, terms });
    await outbox.drain();
    expect(outbox.settled).toMatchObject([['1', { state, reason: 'r' }, null]]);
    expect(outbox.results).toEqual([name]);
    expect(outbox.events).toContain('warn outbox.not-sent');
  });

  it('sends nothing that another worker has taken meanwhile', async () => {
    const outbox = open(many(3), {
      send: async () => sent,
      outbox: { wire: async (ids) => new Set(ids.filter((id) => id !== '1')) },
    });
    await outbox.drain();
    expect(outbox.settled.map(([id]) => id)).toEqual(['0', '2']);
  });

  it('takes a channel that throws for uncertain, and goes on', async () => {
    const outbox = open([outbound(1), outbound(2)], {
      async send({ id }) {
        if (id === '1') throw new Error('a fault');
        return sent;
      },
    });
    await outbox.drain();
    const fates = Object.fromEntries(outbox.settled);
    expect(fates).toMatchObject({ 1: { state: 'unknown', reason: 'channel fault' }, 2: { state: 'sent' } });
  });

  it('takes a channel that hangs for uncertain', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const outbox = open([outbound(1)], { send: () => new Promise(() => {}) });
    const drained = outbox.drain();
    await vi.waitFor(() => vi.getTimerCount() > 0);
    await vi.advanceTimersByTimeAsync(30_000);
    await drained;
    expect(outbox.settled).toMatchObject([['1', { state: 'unknown', reason: 'time-out' }, null]]);
  });

  it('ends after the messages in hand when it is to stop', async () => {
    const stopping = new AbortController();
    const outbox = open(many(30), {
      async send() {
        stopping.abort();
        return sent;
      },
    });
    await outbox.drain(stopping.signal);
    expect(outbox.settled).toHaveLength(8);
  });

  it('throws when a result cannot be stored, after the others were', async () => {
    const stored: string[] = [];
    const outbox = open([outbound(1), outbound(2)], {
      send: async () => sent,
      outbox: {
        async settle(id) {
          if (id === '1') throw new Error('store away');
          stored.push(id);
        },
      },
    });
    await expect(outbox.drain()).rejects.toThrow('store away');
    expect(stored).toEqual(['2']);
  });

  it('throws when the store cannot be asked, once what is in hand is settled', async () => {
    const outbox = open(many(1), {
      send: async () => sent,
      outbox: { listDue: () => Promise.reject(new Error('store away')) },
    });
    await expect(outbox.drain()).rejects.toThrow('store away');
  });

  it('recovers what a process that died left behind, once a minute', async () => {
    const outbox = open([], { send: async () => sent });
    await outbox.drain();
    await outbox.drain();
    expect(outbox.state.recovered).toBe(1);
    expect(outbox.events).toEqual(['warn outbox.recovered']);
    outbox.state.now += 60_000;
    await outbox.drain();
    expect(outbox.state.recovered).toBe(2);
  });

  it('gives up plain receipts while the budget is spent, and counts them', async () => {
    const outbox = open([outbound(1)], { send: async () => sent, dropsPlain: true });
    await outbox.drain();
    expect(outbox.claims[0]).toMatchObject({ dropsPlain: true });
    expect(outbox.state.dropped).toBeGreaterThan(0);
  });
});

describe('a way that is closed', () => {
  it('is left alone for a while, then tried with one message, and used again once that went', async () => {
    let isUp = false;
    const outbox = open(many(20), { send: async () => (isUp ? sent : closed) });
    await outbox.drain();
    // Those that were on their way are to be tried again, none of their tries counted; the others were not touched.
    expect(outbox.settled.map(([, fate]) => fate)).toEqual(
      Array(8).fill(expect.objectContaining({ state: 'errored', isCounted: false })),
    );
    expect(outbox.events.filter((event) => event === 'warn outbox.way-closed')).toHaveLength(1);
    await outbox.drain();
    expect(outbox.settled).toHaveLength(8);
    outbox.state.now += 750;
    await outbox.drain();
    expect(outbox.settled).toHaveLength(9);
    // Twice as long by now.
    outbox.state.now += 1_000;
    await outbox.drain();
    expect(outbox.settled).toHaveLength(9);
    outbox.state.now += 500;
    isUp = true;
    await outbox.drain();
    expect(outbox.settled).toHaveLength(20);
    expect(outbox.events).toContain('info outbox.way-open');
    expect(outbox.claims.slice(0, 4).map(({ limit }) => limit)).toEqual([8, 1, 1, 8]);
  });

  it('holds up no other channel', async () => {
    const outbox = open([...many(3, 'down'), ...many(3)], {
      send: { down: async () => closed, at: async () => sent },
    });
    await outbox.drain();
    expect(outbox.results.filter((result) => result === 'sent')).toHaveLength(3);
  });
});
