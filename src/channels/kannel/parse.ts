import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { malformed, readMoment, smsOf, withoutControls } from '../parsed.ts';
import { DeliveryFields, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

const nothing = { contentType: 'text/plain; charset=utf-8', body: '' };

/** One SMS, as the sms-service's URL hands it over. Kannel sends on what it is answered: nothing. */
export function parseSms(request: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(request.body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, from, text, to, time } = read.data;
  const sentAt = time === undefined ? null : readMoment(time, 'unix');
  return smsOf(request, { id, from: ['from', from], text: ['text', text], to, sentAt }, nothing);
}

/** A delivery report, by the dlr-url that the sending gave. */
export function parseDelivery({ body }: ChannelRequest): Parsed {
  const read = DeliveryFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, status, reason } = read.data;
  const state = deliveryStates.get(status) ?? null;
  return {
    kind: 'delivery',
    providerMessageId: id,
    state,
    providerStatus: status,
    reason: state === 'failed' ? withoutControls(reason || `dlr ${status}`) : null,
  };
}
