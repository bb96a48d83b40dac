import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/* https://www.twilio.com/docs/messaging/guides/webhook-request and …/guides/track-outbound-message-status. */

export const SmsFields = z.object({
  MessageSid: idField(64),
  From: textField(64),
  Body: textField(Number.POSITIVE_INFINITY),
  To: textField(64).optional(),
});

export const DeliveryFields = z.object({
  MessageSid: idField(64),
  MessageStatus: idField(64),
  ErrorCode: textField(16).optional(),
});

export const SendAnswer = z.object({
  sid: z.string().min(1),
  price: z.string().nullish(),
  price_unit: z.string().nullish(),
});
