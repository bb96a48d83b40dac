import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/* The fields are ours: `kentongan hand-over gammu` makes them of what SMSD tells it. */

export const SmsFields = z.object({
  id: idField(128),
  from: textField(64),
  /** Of any length, as long messages come joined. */
  text: textField(Number.POSITIVE_INFINITY),
});

export const DeliveryFields = z.object({
  /** The name of the file in SMSD's outbox. */
  id: idField(256),
  status: idField(16),
});

/** What is handed over, and kept in the spool folder until it was. */
export const HandOver = z.union([
  z.object({ action: z.literal('sms'), fields: SmsFields }),
  z.object({ action: z.literal('delivery'), fields: DeliveryFields }),
]);
export type HandOver = z.infer<typeof HandOver>;
