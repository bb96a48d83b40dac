import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/*
 * The fields are ours: the URL of the sms-service and the dlr-url name them, and Kannel fills in the values. Escapes:
 * https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html, "Parameters (Escape Codes)".
 */

export const SmsFields = z.object({
  id: idField(128),
  from: textField(64),
  text: textField(Number.POSITIVE_INFINITY),
  to: textField(64).optional(),
  /** What the text's bytes are: Kannel hands UCS-2 over as it came. */
  charset: textField(64).optional(),
  /** Seconds since 1970. */
  time: textField(64).optional(),
});

export const DeliveryFields = z.object({
  id: idField(64),
  status: idField(16),
  reason: textField(256).optional(),
});
