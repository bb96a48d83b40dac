import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/* https://docs.sms-gate.app/features/webhooks/ */

export const SmsFields = z.object({
  payload: z.object(
    {
      message: textField(Number.POSITIVE_INFINITY),
      phoneNumber: textField(64),
      receivedAt: idField(64),
      simNumber: z.number().nullish(),
    },
    { error: 'missing' },
  ),
});

export const DeliveryFields = z.object({
  event: idField(64),
  payload: z.object({ messageId: idField(128), reason: textField(256).nullish() }, { error: 'missing' }),
});

export const SendAnswer = z.object({ id: z.string().min(1) });
