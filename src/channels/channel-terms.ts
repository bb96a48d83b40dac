import { z } from 'zod';
import { parseMoney } from '../domain/delivery/money.ts';
import type { ChannelTerms } from '../domain/delivery/terms.ts';
import { smsAlphabets } from '../domain/sms/segments.ts';

const Amount = z.string().transform((text, context) => {
  const money = parseMoney(text);
  if (money) return money;
  context.addIssue('write an amount such as IDR 350');
  return z.NEVER;
});

/** A beginning of numbers, written as people do: `0811`, `62811`, `+62811`. */
const Prefix = z
  // YAML reads 0811 without quotes as the number 811.
  .string({ error: 'write beginnings of numbers in quotes, such as "0811"' })
  .refine((text) => /^(\+?[1-9]|0)\d{1,10}$/.test(text), 'use a beginning of numbers such as "0811"')
  .transform((text) => `+${text.replace('+', '').replace(/^0/, '62')}`);

/** Keys of every channel: what its operator allows and charges. */
export const Terms = z.object({
  number: z.union([z.string(), z.number()]).transform(String).optional(),
  code: z
    .string()
    .regex(/^[*#][\d*#]{1,20}$/, 'use a code such as *123#')
    .optional(),
  alphabet: z.enum(smsAlphabets).default('gsm7'),
  per_second: z.number().min(0.01).max(10_000).optional(),
  cost: Amount.optional(),
  filter_words: z.array(z.string().regex(/^[\p{L}\p{N}]+$/u, 'use single words')).default([]),
  prefixes: z.array(Prefix).default([]),
  budget: z
    .strictObject({
      per_day: Amount,
      warn_at: z.number().min(0).max(10).default(0.8),
      quiet_at: z.number().min(0).max(10).optional(),
    })
    .optional(),
  drops_duplicates: z.boolean().default(false),
});

export function termsOf(given: z.output<typeof Terms>): ChannelTerms {
  const { budget } = given;
  return {
    number: given.number ?? null,
    code: given.code ?? null,
    alphabet: given.alphabet,
    perSecond: given.per_second ?? null,
    cost: given.cost ?? null,
    filterWords: given.filter_words.map((word) => word.toLowerCase()),
    prefixes: given.prefixes,
    budget: budget
      ? { perDay: budget.per_day, warnAt: budget.warn_at, quietAt: budget.quiet_at ?? null }
      : null,
    dropsDuplicates: given.drops_duplicates,
  };
}
