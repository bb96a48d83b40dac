import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/* Infobip's USSD gateway calls its application at /session/ID/start, /response and /end. */

export const TurnFields = z.object({
  sessionId: idField(128),
  msisdn: textField(64),
  /** At the start what was dialled, later what was typed. */
  text: textField(200)
    .regex(/^\P{Cc}*$/u, 'holds control characters')
    .nullish(),
  shortCode: idField(64).nullish(),
});

export const EndFields = z.object({
  sessionId: idField(128),
  exitCode: z.union([z.int(), idField(16)]).nullish(),
});
