import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { malformed, smsOf } from '../parsed.ts';
import { DeliveryFields, type HandOver, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

/** One SMS, its parts joined by SMSD. */
export function parseSms(request: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(request.body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, from, text } = read.data;
  return smsOf(request, { id, from: ['from', from], text: ['text', text], to: undefined, sentAt: null });
}

/** What became of a message that SMSD was given. */
export function parseDelivery({ body }: ChannelRequest): Parsed {
  const read = DeliveryFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, status } = read.data;
  const state = deliveryStates.get(status) ?? null;
  const reason = state === 'failed' ? 'SMSD gave up' : null;
  return { kind: 'delivery', providerMessageId: id, state, providerStatus: status, reason };
}

/** The same of what lies in the spool folder. */
export function parseHandOver({ action, fields }: HandOver): Parsed {
  const request: ChannelRequest = { query: {}, headers: {}, body: fields };
  return action === 'sms' ? parseSms(request) : parseDelivery(request);
}
