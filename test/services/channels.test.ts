import { describe, expect, it } from 'vitest';
import { defaultTerms } from '../../src/domain/delivery/terms.ts';
import { readMessages } from '../../src/flow-files.ts';
import type { ChannelFigures, CostLine, DeliveryState, TestMessage } from '../../src/ports.ts';
import { makeListChannels, readingOf } from '../../src/services/list-channels.ts';
import { makeSendTest } from '../../src/services/send-test.ts';
import { makeWatchBudgets } from '../../src/services/watch-budgets.ts';

const start = new Date('2021-11-24T03:00:00Z');
const budget = { perDay: { currency: 'IDR', amount: 1_000 }, warnAt: 0.8, quietAt: 1 };
const line: CostLine = {
  area: '00',
  day: '2021-11-24',
  channel: 'at',
  direction: 'out',
  currency: 'IDR',
  messages: 1,
  segments: 1,
  amount: 350,
};

describe('watch budgets', () => {
  it('asks for today, keeps the answer a while, and says once that the level changed', async () => {
    let amount = 700;
    const events: string[] = [];
    const days: string[] = [];
    const state = { now: start.getTime() };
    const say = (_fields: object, event: string) => void events.push(event);
    const watch = makeWatchBudgets({
      costs: {
        async listDays(area, from, until) {
          days.push(`${area} ${from} ${until}`);
          return [
            { ...line, amount },
            { ...line, channel: 'b', amount: 9_999 },
            { ...line, currency: 'KES' },
          ];
        },
      },
      terms: new Map([
        ['at', { budget }],
        ['b', { budget: null }],
      ]),
      clock: () => new Date(state.now),
      log: { info: say, warn: say, error: say, debug: say },
    });
    expect(await watch('b')).toBeNull();
    expect(await watch('at')).toEqual({ level: 'within', spent: 700, currency: 'IDR', perDay: 1_000 });
    amount = 900;
    state.now += 9_999;
    expect((await watch('at'))?.level).toBe('within');
    state.now += 1;
    expect((await watch('at'))?.level).toBe('warned');
    amount = 1_000;
    for (let time = 0; time < 3; time += 1) {
      state.now += 10_000;
      expect((await watch('at'))?.level).toBe('quiet');
    }
    expect(events).toEqual(['budget.warned', 'budget.quiet']);
    expect(new Set(days)).toEqual(new Set(['00 2021-11-24 2021-11-24']));
  });
});

describe('list channels', () => {
  const figures: ChannelFigures = {
    channel: 'at',
    lastInAt: start,
    lastOutAt: null,
    queue: { pending: 2, queued: 0, wired: 1, errored: 3 },
    lastDay: { messages: 8, delivered: 5, failed: 1, unknown: 1 },
    dropped: 4,
  };
  const list = (more: Partial<ChannelFigures>, lines: CostLine[]) =>
    makeListChannels({
      channels: [{ id: 'at', type: 'generic' }],
      terms: new Map([['at', { ...defaultTerms, number: '94940', perSecond: 10, budget }]]),
      health: { read: async () => [{ ...figures, ...more }] },
      costs: { listDays: async () => lines },
      clock: () => start,
    })();

  it('tells errors, costs by currency both ways, and the budget', async () => {
    const lines = [line, { ...line, direction: 'in' as const, amount: 50 }, { ...line, currency: null }];
    const [channel] = await list({}, lines);
    expect(channel).toMatchObject({
      type: 'generic',
      number: '94940',
      perSecond: 10,
      errorShare: 0.25,
      costs: [{ currency: 'IDR', amount: 400 }],
      budget: { level: 'within', spent: 400, perDay: 1_000 },
    });
    expect(channel && readingOf(channel)).toEqual({
      channel: 'at',
      depth: { pending: 2, queued: 0, wired: 1, errored: 3, unknown: 1 },
      costs: [{ currency: 'IDR', amount: 400 }],
      budgetShare: 0.4,
    });
  });

  it('has no share of errors where nothing was sent', async () => {
    const lastDay = { messages: 0, delivered: 0, failed: 0, unknown: 0 };
    expect((await list({ lastDay }, []))[0]?.errorShare).toBeNull();
  });
});

describe('send a test message', () => {
  async function run(states: readonly DeliveryState[], untilDelivered: boolean) {
    let now = start.getTime();
    let looks = 0;
    const seen: DeliveryState[] = [];
    const put: TestMessage[] = [];
    const outcome = await makeSendTest({
      testMessages: {
        put: async (message) => String(put.push(message)),
        async find() {
          const state = states[Math.min(looks, states.length - 1)] ?? 'pending';
          looks += 1;
          return { state, reason: state === 'failed' ? '404' : null };
        },
      },
      messages: readMessages(),
      clock: () => new Date(now),
      async wait(ms) {
        now += ms;
      },
    })({
      channel: 'at',
      recipient: '+6281200000001',
      timeoutMs: 2_000,
      untilDelivered,
      onState: (state) => void seen.push(state),
    });
    return { outcome, seen, put };
  }

  it.each<[string, DeliveryState[], boolean, DeliveryState, boolean]>([
    ['the provider has it', ['pending', 'wired', 'sent'], false, 'sent', true],
    ['the phone has it', ['pending', 'sent', 'sent', 'delivered'], true, 'delivered', true],
    ['it failed', ['pending', 'failed'], true, 'failed', true],
    ['the provider has it, the phone never', ['sent'], true, 'sent', false],
    ['nobody takes it', ['pending'], false, 'pending', false],
    ['nobody knows', ['wired', 'unknown'], false, 'unknown', true],
  ])('waits until %s', async (_label, states, untilDelivered, state, isInTime) => {
    const { outcome, seen, put } = await run(states, untilDelivered);
    expect(outcome).toMatchObject({ id: '1', state, isInTime });
    expect(seen).toEqual([...new Set(states)]);
    expect(put[0]?.expiresAt).toEqual(new Date(start.getTime() + 2_000));
  });
});
