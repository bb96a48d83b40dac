import { afterEach, describe, expect, it } from 'vitest';
import { makeChannels } from '../../../src/channels/index.ts';
import { type Smsc, startSmsc } from '../../support/smsc.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const stops: (() => Promise<void> | undefined)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function channelAt(smsc: Pick<Smsc, 'port'>, more: Record<string, unknown> = {}) {
  const channel = makeChannels(
    [
      {
        id: 'smsc',
        type: 'smpp',
        screenSeptets: 160,
        sessionSeconds: 180,
        settings: {
          host: '127.0.0.1',
          port: smsc.port,
          system_id: 'k',
          password: 'secret',
          response_seconds: 1,
          ...more,
        },
      },
    ],
    log,
  ).get('smsc');
  if (!channel) throw new Error('No channel');
  stops.unshift(async () => channel.close?.());
  return channel;
}

async function smscWith(options: Parameters<typeof startSmsc>[0]): Promise<Smsc> {
  const smsc = await startSmsc(options);
  stops.push(smsc.stop);
  return smsc;
}

const message = { id: '1', channel: 'smsc', recipient: '+6281200000001', segments: 1, attempts: 1 };

describe('sending over SMPP', () => {
  it('binds a transmitter at the first message', async () => {
    const smsc = await smscWith({});
    const channel = channelAt(smsc);
    expect(smsc.binds).toEqual([]);
    expect(await channel.send({ ...message, text: 'Halo @' })).toMatchObject({
      ok: true,
      providerMessageId: smsc.submitted[0]?.id,
    });
    expect(smsc.binds).toEqual([{ command: 'bind_transmitter', systemId: 'k' }]);
    expect(smsc.submitted[0]).toMatchObject({ to: '6281200000001', bytes: Buffer.from('Halo \0') });
    expect(smsc.submitted[0]?.pdu).toMatchObject({ registered_delivery: 1, data_coding: 0, esm_class: 0 });
  });

  it('sends a long one in parts with headers', async () => {
    const smsc = await smscWith({});
    const result = await channelAt(smsc).send({ ...message, text: 'x'.repeat(161) });
    expect(result).toMatchObject({ ok: true, providerMessageId: smsc.submitted[1]?.id });
    expect(smsc.submitted.map(({ bytes }) => [...bytes.subarray(0, 3), ...bytes.subarray(4, 6)])).toEqual([
      [5, 0, 3, 2, 1],
      [5, 0, 3, 2, 2],
    ]);
    expect(smsc.submitted.map(({ bytes }) => bytes.length)).toEqual([6 + 153, 6 + 8]);
  });

  it.each([
    ['too fast', 0x58, true],
    ['queue full', 0x14, true],
    ['system error', 0x08, true],
    ['invalid destination', 0x0b, false],
    ['a status of the vendor', 0x450, false],
  ])('takes "%s" for what it is', async (_label, status, isRetryable) => {
    const smsc = await smscWith({ statusOf: () => status });
    expect(await channelAt(smsc).send({ ...message, text: 'x' })).toMatchObject({
      ok: false,
      isRetryable,
      isUncertain: false,
    });
  });

  it.each([
    [false, { isRetryable: false, isUncertain: true }],
    [true, { isRetryable: true, isUncertain: false }],
  ])('knows not what came of one without answer; SMSC drops duplicates: %s', async (drops, expected) => {
    const smsc = await smscWith({ statusOf: () => null });
    const channel = channelAt(smsc, { drops_duplicates: drops });
    expect(await channel.send({ ...message, text: 'x' })).toMatchObject({ ok: false, ...expected });
  });

  it('is sure of one that found no bind', async () => {
    const smsc = await smscWith({ password: 'another' });
    expect(await channelAt(smsc).send({ ...message, text: 'x' })).toEqual({
      ok: false,
      reason: 'not bound',
      isRetryable: true,
      isUncertain: false,
    });
  });

  it('keeps within its window', async () => {
    const smsc = await smscWith({ answerDelayMs: 20 });
    const channel = channelAt(smsc, { window: 3 });
    await Promise.all([...Array(12).keys()].map((n) => channel.send({ ...message, text: `n ${n}` })));
    expect(smsc.mostOutstanding()).toBe(3);
    expect(smsc.submitted).toHaveLength(12);
  });
});
