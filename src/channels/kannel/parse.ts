import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed, readMoment, withoutControls } from '../parsed.ts';
import { DeliveryFields, SmsFields } from './schema.ts';
import { deliveryStates } from './status.ts';

/** One SMS, as the sms-service's URL hands it over. Kannel sends on what it is answered: nothing. */
export function parseSms({ body, rawFields }: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, from, text, to, time } = read.data;
  const sender = normaliseMsisdn(from);
  if (sender === null) return malformed('from: not a phone number');
  return {
    kind: 'sms',
    message: {
      providerId: id,
      kind: 'sms',
      sender,
      receiver: to ? withoutControls(to) : null,
      raw: rawFields?.get('text') ?? Buffer.from(text),
      sentAt: time === undefined ? null : readMoment(time, 'unix'),
    },
    acknowledgement: { contentType: 'text/plain; charset=utf-8', body: '' },
  };
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
