import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/*
 * Only the fields that are used. Pages: https://developers.africastalking.com/docs/ussd/handle_sessions,
 * …/ussd/notifications, …/sms/notifications.
 */

/** The longest input of a whole session: some 20 turns of 182 characters. */
const maxUssdChars = 4_000;

export const UssdFields = z.object({
  sessionId: idField(128),
  phoneNumber: textField(64),
  serviceCode: idField(64).optional(),
  text: textField(maxUssdChars).regex(/^\P{Cc}*$/u, 'holds control characters'),
});

export const UssdEndFields = z.object({
  sessionId: idField(128),
  status: idField(64),
});

export const SmsFields = z.object({
  id: idField(128),
  from: textField(64),
  /** Of any length: the limit of the body is the limit, and what is too long to read is answered. */
  text: textField(Number.POSITIVE_INFINITY),
  to: textField(64).optional(),
  date: textField(64).optional(),
});

export const DeliveryFields = z.object({
  id: idField(128),
  status: idField(64),
  failureReason: textField(256).optional(),
});

export const OptoutFields = z.object({
  phoneNumber: textField(64),
});
