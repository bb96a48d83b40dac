import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed, withoutControls } from '../parsed.ts';
import { DeliveryFields, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

/** One SMS. The answer says in TwiML that nothing is to be sent: plain text would go to the person. */
export function parseSms({ body, rawFields }: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { MessageSid, From, Body, To } = read.data;
  const sender = normaliseMsisdn(From);
  if (sender === null) return malformed('From: not a phone number');
  return {
    kind: 'sms',
    message: {
      providerId: MessageSid,
      kind: 'sms',
      sender,
      receiver: To ? withoutControls(To) : null,
      raw: rawFields?.get('Body') ?? Buffer.from(Body),
      sentAt: null,
    },
    acknowledgement: { contentType: 'text/xml; charset=utf-8', body: '<Response/>' },
  };
}

/** A status callback. */
export function parseDelivery({ body }: ChannelRequest): Parsed {
  const read = DeliveryFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { MessageSid, MessageStatus, ErrorCode } = read.data;
  const state = deliveryStates.get(MessageStatus) ?? null;
  const reason = state === 'failed' ? withoutControls(ErrorCode || MessageStatus) : null;
  return { kind: 'delivery', providerMessageId: MessageSid, state, providerStatus: MessageStatus, reason };
}
