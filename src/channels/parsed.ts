import type { ChannelRequest, HttpAnswer, Parsed } from '../ports.ts';
import { normaliseMsisdn } from './msisdn.ts';

/** A request that is not taken, with one line that names the field. */
export function malformed(problem: string): Parsed {
  return { kind: 'malformed', problem };
}

/** A provider's text as it may stand in the store. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '');
}

/** A moment in one of the forms that providers write; null for another, which is no reason to refuse a message. */
export function readMoment(text: string, form: 'iso' | 'unix' | 'unix-ms'): Date | null {
  if (form !== 'iso' && !/^\d{1,14}$/.test(text)) return null;
  const date = new Date(form === 'iso' ? text : Number(text) * (form === 'unix' ? 1_000 : 1));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** What a form says of one SMS, each field under the name that its provider gives it. */
interface SmsFields {
  readonly id: string;
  readonly from: readonly [name: string, value: string];
  readonly text: readonly [name: string, value: string];
  readonly to: string | undefined;
  readonly sentAt: Date | null;
}

/**
 * One SMS of a form; its text as the bytes that came where they are no valid UTF-8.
 *
 * @param acknowledgement what the provider is answered, where it would send our plain line on to the person.
 */
export function smsOf(
  { rawFields }: ChannelRequest,
  { id, from, text, to, sentAt }: SmsFields,
  acknowledgement?: HttpAnswer,
): Parsed {
  const sender = normaliseMsisdn(from[1]);
  if (sender === null) return malformed(`${from[0]}: not a phone number`);
  return {
    kind: 'sms',
    message: {
      providerId: id,
      kind: 'sms',
      sender,
      receiver: to ? withoutControls(to) : null,
      raw: rawFields?.get(text[0]) ?? Buffer.from(text[1]),
      sentAt,
    },
    ...(acknowledgement && { acknowledgement }),
  };
}
