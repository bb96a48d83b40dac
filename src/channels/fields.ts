import { z } from 'zod';

/** A field of a provider's request: one text. Missing, repeated and over-long ones get a line that says so. */
export function textField(maxChars: number) {
  return z
    .string({ error: ({ input }) => whatIsWrong(input) })
    .max(maxChars, `longer than ${maxChars} characters`);
}

/** A field that is stored or compared as it is: not empty, no control characters (PostgreSQL refuses NUL). */
export function idField(maxChars: number) {
  return textField(maxChars)
    .min(1, 'empty')
    .regex(/^\P{Cc}*$/u, 'holds control characters');
}

function whatIsWrong(input: unknown): string {
  if (input === undefined) return 'missing';
  return Array.isArray(input) ? 'sent more than once' : 'not a text';
}

/** One line that names the first wrong field, without its value. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not readable';
}
