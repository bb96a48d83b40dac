import { z } from 'zod';
import { checkPartner } from '../instrument/check.ts';
import { unpackForm } from '../instrument/digits.ts';
import { formNamed, type Instrument } from '../instrument/instrument.ts';
import type { Answers, Problem } from '../instrument/types.ts';
import { type FormName, formNames } from '../report/types.ts';

const Idbdt = z.string().regex(/^\d{16}$/);
/** Who had signed in, where the phone was not their own; else the officer is told by the sender's number. */
const officerId = z.int().positive().optional();

/** A form handed in by its digits. */
export const FormSubmission = z.object({
  form: z.enum(formNames),
  idbdt: Idbdt,
  /** A dialogue takes no reference without them. */
  hasCheckDigits: z.literal(true),
  /** Digits by block. */
  digits: z.record(z.string(), z.string().regex(/^\d*$/)).readonly(),
  /** IDBDT of the other household, where it was asked. */
  partner: Idbdt.nullable(),
  /** The receipt that the last screen showed. */
  receipt: z.string(),
  language: z.enum(['id', 'en']),
  /** Everything typed in the dialogue, up to the token that confirmed; a mask in the place of each secret. */
  tokens: z.array(z.string()).readonly(),
  officerId,
});
export type FormSubmission = z.infer<typeof FormSubmission>;

/** A form handed in as the SMS that says the same. */
export const TextSubmission = z.object({
  text: z.string(),
  receipt: z.string(),
  language: z.enum(['id', 'en']),
  tokens: z.array(z.string()).readonly(),
  officerId,
});
export type TextSubmission = z.infer<typeof TextSubmission>;

/** What a dialogue hands in: what was typed, to be read by the worker as an SMS is. */
export const Submission = z.union([FormSubmission, TextSubmission]);
export type Submission = z.infer<typeof Submission>;

export interface ReadSubmission {
  readonly form: FormName;
  readonly idbdt: string;
  /** The partner included, under its column, where the form has one. */
  readonly answers: Answers;
  readonly capped: readonly string[];
  readonly partner: string | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a form that was handed in by its digits.
 *
 * @param receivedOn local day of the village when the dialogue began, `YYYY-MM-DD`.
 * @throws ZodError for anything that is none: a fault of ours.
 */
export function readSubmission(instrument: Instrument, data: unknown, receivedOn: string): ReadSubmission {
  const { form: name, idbdt, digits, partner } = FormSubmission.parse(data);
  const form = formNamed(instrument, name);
  const typed = form.blocks.map((block) => digits[block.name] ?? '').join('');
  const { answers, capped, problems } = unpackForm(form, typed, receivedOn);
  return {
    form: name,
    idbdt,
    answers: form.partner === null ? answers : { ...answers, [form.partner.column]: partner },
    capped,
    partner,
    problems: problems.length > 0 ? problems : checkPartner(form, answers, partner),
  };
}
