import { createHash } from 'node:crypto';
import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed, readMoment, withoutControls } from '../parsed.ts';
import { DeliveryFields, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

/**
 * One SMS. The phone may call twice for one SMS, under two event ids, and makes `messageId` from the text alone: so
 * who sent what when is its identity. The same text sent again has another time, and counts again.
 */
export function parseSms({ body }: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { message, phoneNumber, receivedAt, simNumber } = read.data.payload;
  const sender = normaliseMsisdn(phoneNumber);
  if (sender === null) return malformed('payload.phoneNumber: not a phone number');
  const identity = JSON.stringify([sender, receivedAt, message]);
  return {
    kind: 'sms',
    message: {
      providerId: createHash('sha256').update(identity).digest('hex'),
      kind: 'sms',
      sender,
      receiver: simNumber == null ? null : `SIM ${simNumber}`,
      raw: Buffer.from(message),
      sentAt: readMoment(receivedAt, 'iso'),
    },
  };
}

/** What became of a message that the phone was given. */
export function parseDelivery({ body }: ChannelRequest): Parsed {
  const read = DeliveryFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { event, payload } = read.data;
  const state = deliveryStates.get(event) ?? null;
  const reason = state === 'failed' ? withoutControls(payload.reason || event) : null;
  return { kind: 'delivery', providerMessageId: payload.messageId, state, providerStatus: event, reason };
}
