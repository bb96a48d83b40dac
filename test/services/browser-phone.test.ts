import { describe, expect, it } from 'vitest';
import { defaultProfile } from '../../src/domain/flow/profile.ts';
import type { InboundMessage, OutboundMessage, UssdRequest } from '../../src/ports.ts';
import { makeBrowserPhone } from '../../src/services/browser-phone.ts';
import { officers, phones } from '../support/dialogue-world.ts';

function openPhone(changes: { demo?: readonly string[]; tests?: readonly string[] } = {}) {
  const asked: { request: UssdRequest; channel: string }[] = [];
  const received: (Omit<InboundMessage, 'channel' | 'receivedAt'> & { channel: string })[] = [];
  const outbox: OutboundMessage[] = ['7', '9'].map((id) => ({
    id,
    channel: 'phone',
    recipient: phones.enumerator,
    text: `Diterima ${id}`,
    segments: 1,
    attempts: 1,
  }));
  const phone = makeBrowserPhone({
    stepUssd: async (request, channel) => {
      asked.push({ request, channel });
      return { text: request.tokens.join(' ') || 'menu', isEnd: request.tokens.includes('9') };
    },
    receiveSms: async (message, channel) => {
      const duplicate = received.some(({ providerId }) => providerId === message.providerId);
      if (!duplicate) received.push({ ...message, channel });
      return { duplicate };
    },
    outbox: {
      listFor: async (recipient, after) =>
        outbox.filter((one) => one.recipient === recipient && Number(one.id) > Number(after)),
    },
    directory: {
      findOfficers: async (msisdns) =>
        new Map(officers.filter(({ msisdn }) => msisdns.includes(msisdn)).map((one) => [one.msisdn, one])),
    },
    findDemoPhones: async () => changes.demo ?? [phones.enumerator],
    testNumbers: changes.tests ?? [],
    profile: defaultProfile,
    channel: 'phone',
  });
  return { phone, asked, received };
}

const call = { msisdn: phones.enumerator, sessionId: 's1' };

describe('the phone in the browser', () => {
  it.each([
    ['the menu', '*384*94#', [], [], 'dial'],
    ['dialled through', '*384*94*1*716#', [], ['1', '716'], 'dial 1*716'],
    ['an answer', '*384*94#', ['1'], ['1'], '1'],
    ['answers behind what was dialled', '*384*94*1#', ['716', '1'], ['1', '716', '1'], '1'],
  ])('sends all tokens so far: %s', async (_, dialled, typed, tokens, line) => {
    const { phone, asked } = openPhone();
    const screen = await phone.call({ ...call, dialled, typed });
    expect(asked).toEqual([
      {
        channel: 'phone',
        request: { sessionId: 's1', msisdn: phones.enumerator, serviceCode: '*384*94#', tokens },
      },
    ]);
    expect(screen?.turn).toMatchObject({ typed: line, kind: 'CON' });
    expect(screen?.size).toMatchObject({ alphabet: 'GSM-7', limit: 160 });
  });

  it('says when the session has ended, and knows no other code', async () => {
    const { phone, asked } = openPhone();
    expect((await phone.call({ ...call, dialled: '*384*94*9#', typed: [] }))?.turn.kind).toBe('END');
    expect(await phone.call({ ...call, dialled: '*123#', typed: [] })).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('sends an SMS as bytes, and the same again as the same', async () => {
    const { phone, received } = openPhone();
    const sms = { msisdn: phones.enumerator, id: 'm1', text: 'CEK 7-16 ş' };
    expect([await phone.sendSms(sms), await phone.sendSms(sms)]).toEqual([false, true]);
    expect(received).toMatchObject([{ providerId: 'm1', kind: 'sms', channel: 'phone', sentAt: null }]);
    expect(new TextDecoder().decode(received[0]?.raw)).toBe('CEK 7-16 ş');
  });

  it('shows the SMS written after those seen', async () => {
    const { phone } = openPhone();
    expect(await phone.lastReplyId(phones.enumerator)).toBe('9');
    expect(await phone.lastReplyId(phones.english)).toBe('0');
    expect(await phone.repliesAfter(phones.enumerator, '7')).toEqual([
      { id: '9', text: 'Diterima 9', segments: 1, size: { alphabet: 'GSM-7', units: 10, limit: 160 } },
    ]);
  });

  it('may be numbers of the demo and test numbers of officers, and no others', async () => {
    const { phone } = openPhone({ tests: [phones.korcam, phones.stranger, phones.enumerator] });
    const numbers = await phone.numbers();
    expect(numbers.map(({ msisdn, role, kind }) => [msisdn, role, kind])).toEqual([
      [phones.enumerator, 'enumerator', 'demo'],
      [phones.korcam, 'korcam', 'test'],
    ]);
    expect(await openPhone({ demo: [] }).phone.numbers()).toEqual([]);
  });
});
