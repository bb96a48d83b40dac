import { z } from 'zod';
import { given } from '../settings.ts';

const modes = ['transceiver', 'receiver', 'transmitter'] as const;

/** Room of the address fields of a bind and a message, SMPP 3.4 section 4. */
const ton = z.int().min(0).max(6);
const npi = z.int().min(0).max(18);

export const Settings = z.strictObject({
  host: given,
  port: z.int().min(1).max(65_535).default(2775),
  tls: z.boolean().default(false),
  system_id: given.max(15, 'longer than 15 characters'),
  password: given.max(8, 'longer than 8 characters, which SMPP allows'),
  system_type: z.string().max(12).default(''),
  /** What `serve` binds as; what sends binds a transmitter of its own where this one can't. */
  bind: z.enum(modes).default('transceiver'),
  address_range: z.string().max(40).default(''),
  /** Number or name that messages come from. */
  source: z.string().max(20).default(''),
  source_ton: ton.default(0),
  source_npi: npi.default(1),
  dest_ton: ton.default(1),
  dest_npi: npi.default(1),
  /** What the SMSC takes data_coding 0 for. */
  default_alphabet: z.enum(['gsm7', 'latin1']).default('gsm7'),
  id_format: z.enum(['auto', 'same', 'hex', 'decimal']).default('auto'),
  /** Submits without answer at once. */
  window: z.int().min(1).max(1_000).default(10),
  enquire_link_seconds: z.int().min(1).max(3_600).default(30),
  response_seconds: z.int().min(1).max(25).default(10),
  reconnect_max_seconds: z.number().positive().max(3_600).default(60),
  /** How long the same text over another bind is a repetition by the SMSC. */
  repeat_minutes: z.number().min(0).max(1_440).default(10),
  /** What is dialled, such as `*123#`; without it the beginning up to the second star. */
  ussd_code: z
    .string()
    .regex(/^\*[\d*]{1,20}#$/, 'use a code such as *123#')
    .optional(),
});

export type Settings = z.output<typeof Settings>;
export type BindMode = (typeof modes)[number];
