import { z } from 'zod';
import { nation } from '../../domain/workflow/progress.ts';

/** A BPS code of any level, `00` for the nation. */
export const AreaCodeField = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{7}|\d{10})$/)
  .describe('BPS code of 2, 4, 7 or 10 digits; 00 is the nation');

/** The codes of all areas above one, from the top, itself included; without the nation. */
export function codesAbove(code: string): string[] {
  return code === nation
    ? []
    : [2, 4, 7, 10].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}
