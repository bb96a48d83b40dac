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
    expect(result).toMatchObject({
      ok: true,
      providerMessageId: smsc.submitted[1]?.id,
      partIds: smsc.submitted.map(({ id }) => id),
    });
    expect(smsc.submitted.map(({ bytes }) => [...bytes.subarray(0, 3), ...bytes.subarray(4, 6)])).toEqual([
      [5, 0, 3, 2, 1],
      [5, 0, 3, 2, 2],
    ]);
    expect(smsc.submitted.map(({ bytes }) => bytes.length)).toEqual([6 + 153, 6 + 8]);
  });

  it.each([
    ['too fast', 0x58, true, true],
    ['queue full', 0x14, true, true],
    ['system error', 0x08, true, undefined],
    ['invalid destination', 0x0b, false, undefined],
    ['a status of the vendor', 0x450, false, undefined],
  ])('takes "%s" for what it is', async (_label, status, isRetryable, isWayClosed) => {
    const smsc = await smscWith({ statusOf: () => status });
    const result = await channelAt(smsc).send({ ...message, text: 'x' });
    expect(result).toMatchObject({ ok: false, isRetryable, isUncertain: false });
    expect('isWayClosed' in result ? result.isWayClosed : undefined).toBe(isWayClosed);
  });

  it('knows not what came of one without answer', async () => {
    const smsc = await smscWith({ statusOf: () => null });
    expect(await channelAt(smsc).send({ ...message, text: 'x' })).toEqual({
      ok: false,
      reason: 'time-out',
      isRetryable: false,
      isUncertain: true,
    });
  });

  it('knows not what came of one whose second part was refused', async () => {
    const smsc = await smscWith({ statusOf: (count) => (count === 1 ? 0 : 0x58) });
    const result = await channelAt(smsc).send({ ...message, text: 'x'.repeat(161) });
    expect(result).toEqual({
      ok: false,
      reason: '0x00000058 ESME_RTHROTTLED',
      isRetryable: false,
      isUncertain: true,
    });
  });

  it('sends the same bytes when it sends a message again, so that an SMSC may know them', async () => {
    const smsc = await smscWith({});
    const channel = channelAt(smsc);
    for (let time = 0; time < 2; time += 1) await channel.send({ ...message, text: 'x'.repeat(161) });
    const [first, second, ...again] = smsc.submitted.map(({ bytes }) => bytes.toString('hex'));
    expect(again).toEqual([first, second]);
  });

  it('is sure of one that found no bind', async () => {
    const smsc = await smscWith({ password: 'another' });
    expect(await channelAt(smsc).send({ ...message, text: 'x' })).toEqual({
      ok: false,
      reason: 'not bound',
      isRetryable: true,
      isUncertain: false,
      isWayClosed: true,
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
