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
  const { id, from, text, to, time, charset } = read.data;
  const sentAt = time === undefined ? null : readMoment(time, 'unix');
  const fields = { id, from: ['from', from], text: ['text', text], to, sentAt } as const;
  if (charset?.toUpperCase() !== 'UTF-16BE') return smsOf(request, fields, nothing);
  const { rawFields, ...others } = request;
  const decoded = utf16Text(rawFields?.get('text') ?? Buffer.from(text));
  return smsOf(others, { ...fields, text: ['text', decoded] }, nothing);
}

/** A byte too many is no character. */
function utf16Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
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
