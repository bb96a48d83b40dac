import { describe, expect, it } from 'vitest';
import type { AcceptedMessage, InboundMessage } from '../../src/ports.ts';
import { makeReceiveSms } from '../../src/services/receive-sms.ts';

const now = new Date('2021-11-24T01:02:03Z');
const message = {
  providerId: 'ATXid_1',
  kind: 'sms' as const,
  sender: '+6281200000001',
  receiver: '716',
  raw: Buffer.from('V 7-16 10112411'),
  sentAt: null,
};

function receiveWith(accept: (message: InboundMessage) => Promise<AcceptedMessage>) {
  const events: string[] = [];
  const receive = makeReceiveSms({
    accept: async (given) => {
      const accepted = await accept(given);
      events.push('committed');
      return accepted;
    },
    queue: { signal: (topic) => void events.push(`signal ${topic}`) },
    clock: () => now,
    onAccepted: (channel, kind, isDuplicate) => void events.push(`counted ${channel} ${kind} ${isDuplicate}`),
  });
  return { receive, events };
}

describe('receive SMS', () => {
  it('commits the message with channel and time of receipt, then signals', async () => {
    const stored: InboundMessage[] = [];
    const { receive, events } = receiveWith(async (given) => {
      stored.push(given);
      return { id: '1', duplicate: false };
    });
    expect(await receive(message, 'at')).toEqual({ duplicate: false });
    expect(stored).toEqual([{ ...message, channel: 'at', receivedAt: now }]);
    expect(events).toEqual(['committed', 'signal inbox', 'counted at sms false']);
  });

  it('takes a message that was there already for received, and does not signal again', async () => {
    const { receive, events } = receiveWith(async () => ({ id: null, duplicate: true }));
    expect(await receive(message, 'at')).toEqual({ duplicate: true });
    expect(events).toEqual(['committed', 'counted at sms true']);
  });

  it('neither signals nor counts what was not committed', async () => {
    const { receive, events } = receiveWith(() => Promise.reject(new Error('disk full')));
    await expect(receive(message, 'at')).rejects.toThrow('disk full');
    expect(events).toEqual([]);
  });
});
