import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { malformed, smsOf, withoutControls } from '../parsed.ts';
import { DeliveryFields, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

const nothing = { contentType: 'text/xml; charset=utf-8', body: '<Response/>' };

/** One SMS. The answer says in TwiML that nothing is to be sent: plain text would go to the person. */
export function parseSms(request: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(request.body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { MessageSid: id, From, Body, To: to } = read.data;
  return smsOf(request, { id, from: ['From', From], text: ['Body', Body], to, sentAt: null }, nothing);
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
