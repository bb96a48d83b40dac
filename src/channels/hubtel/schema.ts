import { z } from 'zod';
import { idField, textField } from '../fields.ts';

/* https://developers.hubtel.com/docs/business/api_documentation/ussd : types come in either case. */

export const UssdFields = z.object({
  Type: idField(32).transform((type) => type.toLowerCase()),
  SessionId: idField(128),
  Mobile: textField(64),
  /** At the start what was dialled, later what was typed. */
  Message: textField(200)
    .regex(/^\P{Cc}*$/u, 'holds control characters')
    .nullish(),
  ServiceCode: idField(64).nullish(),
  /** Counts the turns of a session. */
  Sequence: z.union([z.int(), idField(16)], { error: 'missing' }).transform(String),
});
