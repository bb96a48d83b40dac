import type { ChannelRequest, Parsed } from '../../ports.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed, smsOf, withoutControls } from '../parsed.ts';
import { DeliveryFields, OptoutFields, SmsFields, UssdEndFields, UssdFields } from './schema.ts';
import { deliveryStates } from './status.ts';

/** One turn of a USSD dialogue; `text` is all input of the session joined with `*`. */
export function parseUssd({ body }: ChannelRequest): Parsed {
  const read = UssdFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { sessionId, phoneNumber, serviceCode, text } = read.data;
  const msisdn = normaliseMsisdn(phoneNumber);
  if (msisdn === null) return malformed('phoneNumber: not a phone number');
  return {
    kind: 'ussd',
    request: { sessionId, msisdn, serviceCode: serviceCode ?? null, tokens: splitTokens(text) },
    render: (screen) => ({
      contentType: 'text/plain; charset=utf-8',
      body: `${screen.isEnd ? 'END' : 'CON'} ${screen.text}`,
    }),
  };
}

/** An empty token is an answer that was left empty, and stays; the `#` that ends a dialled string does not. */
function splitTokens(text: string): string[] {
  const input = text.endsWith('#') ? text.slice(0, -1) : text;
  return input === '' ? [] : input.split('*');
}

/** The event that a network session ended. */
export function parseUssdEnd({ body }: ChannelRequest): Parsed {
  const read = UssdEndFields.safeParse(body);
  return read.success ? { kind: 'ussd-end', ...read.data } : malformed(firstProblem(read.error));
}

/** One SMS. An empty text is accepted: the person gets an answer. */
export function parseSms(request: ChannelRequest): Parsed {
  const read = SmsFields.safeParse(request.body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, from, text, to, date } = read.data;
  const sentAt = date === undefined ? null : readDate(date);
  return smsOf(request, { id, from: ['from', from], text: ['text', text], to, sentAt });
}

/** Dates come as `2006-01-02T15:04:05Z` or `2006-01-02 15:04:05`, both UTC. Another one is no reason to refuse. */
function readDate(text: string): Date | null {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?Z?$/.exec(text);
  if (!parts) return null;
  const date = new Date(`${parts[1]}T${parts[2]}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A delivery report. A status that the table does not know keeps the message's state. */
export function parseDelivery({ body }: ChannelRequest): Parsed {
  const read = DeliveryFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { id, status, failureReason } = read.data;
  const state = deliveryStates.get(status) ?? null;
  const reason = state === 'failed' ? withoutControls(failureReason || status) : null;
  return { kind: 'delivery', providerMessageId: id, state, providerStatus: status, reason };
}

/** A person asked the provider for no more messages. */
export function parseOptout({ body }: ChannelRequest): Parsed {
  const read = OptoutFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const msisdn = normaliseMsisdn(read.data.phoneNumber);
  return msisdn === null ? malformed('phoneNumber: not a phone number') : { kind: 'optout', msisdn };
}
