import { afterEach, describe, expect, it } from 'vitest';
import { openCutProxy } from '../queue/cut-proxy.ts';
import { freePort } from '../support/servers.ts';
import { type Smsc, startSmsc } from '../support/smsc.ts';
import { cuts, doubled, peerMessages, startPeerGateway, until } from './gateway.ts';
import { type Line, startFakeSmsc, startKannel } from './kannel.ts';
import { hasPeers } from './packages.ts';

const messages = peerMessages(300);
const token = 'a-secret';
const isHere = hasPeers();
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A gateway and a Kannel that reach each other through links that can be cut. */
async function connected(line: Line) {
  const gatewayPort = await freePort();
  const toGateway = await openCutProxy(`http://127.0.0.1:${gatewayPort}/`);
  const publicUrl = toGateway.url.replace(/\/$/, '');
  const kannel = await startKannel(line, publicUrl, token);
  stops.push(() => kannel.stop());
  const toKannel = await openCutProxy(`http://127.0.0.1:${kannel.smsboxPort}/`);
  const gateway = await startPeerGateway(gatewayPort, {
    id: 'kannel',
    type: 'kannel',
    token,
    send_url: `${toKannel.url}cgi-bin/sendsms`,
    username: 'u',
    password: 'p',
    from: '9415',
    public_url: publicUrl,
  });
  stops.push(
    () => gateway.stop(),
    () => toKannel.close(),
    () => toGateway.close(),
  );
  return { gateway, kannel, links: [toGateway, toKannel] };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const timeout = 1_200_000;

describe.skipIf(!isHere)("Debian's Kannel", () => {
  it(`hands over ${messages} and sends ${messages} over ${cuts} cuts, none lost or doubled`, {
    timeout,
  }, async () => {
    const smscPort = await freePort();
    const { gateway, kannel, links } = await connected([
      'smsc = fake',
      `port = ${smscPort}`,
      'connect-allow-ip = 127.0.0.1',
    ]);
    await until(kannel.log, (log) => log.includes('Client connected'), 'smsbox');
    const started = performance.now();
    const smsc = await startFakeSmsc(smscPort, messages, 'MASUK');
    stops.push(() => smsc.stop());
    await gateway.fillOutbox(messages);
    for (let cut = 1; cut <= cuts; cut += 1) {
      const aim = (cut * messages) / (cuts + 1);
      await until(
        async () => (await gateway.texts()).length,
        (count) => count >= aim,
        'messages in',
      );
      for (const link of links) await link.cut();
      await pause(200);
      for (const link of links) await link.mend();
    }
    const texts = await until(gateway.texts, ({ length }) => length >= messages, 'all messages in');
    const inSeconds = (performance.now() - started) / 1_000;
    const isSettled = ({ pending = 0, wired = 0, errored = 0, sent = 0 }) =>
      pending + wired + errored + sent === 0;
    const { delivered = 0, unknown = 0, ...others } = await until(gateway.states, isSettled, 'receipts');
    const got = smsc.got().flatMap((line) => /KELUAR[ +](\d+)/.exec(line)?.[1] ?? []);
    console.info({
      messages,
      cuts,
      inSeconds,
      delivered,
      unknown,
      took: got.length,
      doubled: doubled(texts),
    });
    expect(texts).toHaveLength(messages);
    expect(doubled(texts)).toBe(0);
    expect(others).toEqual({});
    expect(delivered + unknown).toBe(messages);
    expect(doubled(got)).toBe(0);
    expect(got.length).toBeGreaterThanOrEqual(delivered);
    expect(got.length).toBeLessThanOrEqual(delivered + unknown);
  });

  it(`carries ${messages} each way between an SMSC and the gateway, over ${cuts} cuts of its bind`, {
    timeout,
  }, async () => {
    const smsc = await startSmsc({ answerDelayMs: 1 });
    stops.push(() => smsc.stop());
    const { gateway } = await connected([
      'smsc = smpp',
      'host = 127.0.0.1',
      `port = ${smsc.port}`,
      'transceiver-mode = true',
      'smsc-username = kannel',
      'smsc-password = secret',
      'system-type = ""',
      'reconnect-delay = 1',
      'enquire-link-interval = 5',
    ]);
    await smsc.until(smsc.isBound, 'the bind');
    await gateway.fillOutbox(messages);
    const started = performance.now();
    const work = [...Array(messages).keys()];
    let repeated = 0;
    let cut = 1;
    const senders = Array.from({ length: 10 }, async () => {
      for (let number = work.shift(); number !== undefined; number = work.shift()) {
        repeated += await deliverParts(smsc, number);
        if (cut > cuts || messages - work.length < (cut * messages) / (cuts + 1)) continue;
        cut += 1;
        smsc.cut();
      }
    });
    await Promise.all(senders);
    const wanted = new Set(Array.from({ length: messages }, (_, number) => textOf(number)));
    const arrived = (texts: readonly string[]) => texts.filter((text) => wanted.has(text));
    const isAllIn = (texts: readonly string[]) => new Set(arrived(texts)).size === messages;
    const texts = await until(gateway.texts, isAllIn, 'all messages in');
    const inSeconds = (performance.now() - started) / 1_000;
    const isSent = ({ pending = 0, wired = 0, errored = 0 }) => pending + wired + errored === 0;
    await until(gateway.states, isSent, 'all given to Kannel');
    const reported = new Set<string>();
    const states = await until(
      async () => {
        await reportAll(smsc, reported);
        return gateway.states();
      },
      ({ sent = 0 }) => sent === 0,
      'receipts',
    );
    const numbers = smsc.submitted.flatMap(
      ({ bytes }) => /KELUAR (\d+)/.exec(bytes.toString('latin1'))?.[1] ?? [],
    );
    console.info({
      messages,
      cuts: cut - 1,
      inSeconds,
      repeated,
      doubledIn: doubled(texts),
      doubledOut: doubled(numbers),
      ...states,
    });
    // Nothing is lost. What its SMSC repeats, because a cut took the acknowledgement, Kannel gives another id.
    expect(doubled(texts)).toBeLessThanOrEqual(repeated);
    expect(new Set(numbers).size).toBe(messages);
    expect(states).toEqual({ delivered: messages });
  });
});

const longWords = ' kata'.repeat(40);
/** Every tenth is of two parts. */
function textOf(number: number): string {
  return `MASUK ${number}${number % 10 === 0 ? longWords : ''}`;
}

/** Delivers a message with its parts, again until each is acknowledged. @returns how many times too often. */
async function deliverParts(smsc: Smsc, number: number): Promise<number> {
  const text = textOf(number);
  const source_addr = `62813${10_000_000 + number}`;
  if (text.length <= 160) {
    return (await smsc.deliver({ source_addr, short_message: Buffer.from(text) })) - 1;
  }
  let repeated = 0;
  for (const [index, part] of [text.slice(0, 150), text.slice(150)].entries()) {
    const header = Buffer.from([5, 0, 3, number & 0xff, 2, index + 1]);
    const short_message = Buffer.concat([header, Buffer.from(part)]);
    repeated += (await smsc.deliver({ source_addr, esm_class: 0x40, short_message })) - 1;
  }
  return repeated;
}

/** Reports each message that was taken as delivered, once; all parts of one. */
async function reportAll(smsc: Smsc, reported: Set<string>): Promise<void> {
  const news = smsc.submitted.filter(({ id }) => !reported.has(id));
  await Promise.all(
    news.map(async ({ id, to }) => {
      const text = `id:${id} sub:001 dlvrd:001 submit date:2111240102 done date:2111240102 stat:DELIVRD err:000 text:`;
      await smsc.deliver({ source_addr: to, esm_class: 4, short_message: Buffer.from(text) });
      reported.add(id);
    }),
  );
}
