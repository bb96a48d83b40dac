import { z } from 'zod';
import { given, httpUrl } from '../settings.ts';

/** Where a value stands in a request or answer: names and indexes parted by dots, such as `data.0.id`. */
const Path = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, 'use a path such as data.0.id');

/** A text, or a JSON object, with `{name}` where values go. */
const Template = z.union([z.string(), z.record(z.string(), z.json())]);
export type Template = z.infer<typeof Template>;

const Answer = z.strictObject({
  content_type: z.string().default('text/plain; charset=utf-8'),
  body: Template,
});
export type Answer = z.infer<typeof Answer>;

/** A field that tells by its value, such as the kind of a turn. */
const Mark = z.strictObject({ field: Path, values: z.array(z.string()).min(1) });
export type Mark = z.infer<typeof Mark>;

const Sms = z.strictObject({
  id: Path,
  from: Path,
  text: Path,
  to: Path.optional(),
  time: z.strictObject({ field: Path, form: z.enum(['iso', 'unix', 'unix-ms']) }).optional(),
  answer: Answer.optional(),
});
export type SmsMapping = z.infer<typeof Sms>;

const Ussd = z
  .strictObject({
    session: Path,
    msisdn: Path,
    text: Path,
    code: Path.optional(),
    /** Whether `text` holds all input of the session or the last one. */
    input: z.enum(['cumulative', 'latest']).default('cumulative'),
    separator: z.string().min(1).default('*'),
    /** What names a turn within its session, so that a repetition is known. */
    turn: Path.optional(),
    start: Mark.optional(),
    end: Mark.optional(),
    goes_on: Answer,
    ends: Answer,
  })
  .refine(({ input, start }) => input === 'cumulative' || start !== undefined, {
    path: ['start'],
    message: 'missing: where only the last input comes, say how a session starts',
  });
export type UssdMapping = z.infer<typeof Ussd>;

const Delivery = z.strictObject({
  id: Path,
  status: Path,
  reason: Path.optional(),
  states: z.record(z.string(), z.enum(['sent', 'delivered', 'failed'])),
});
export type DeliveryMapping = z.infer<typeof Delivery>;

const Send = z.strictObject({
  url: httpUrl,
  method: z.enum(['GET', 'POST']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.enum(['form', 'json', 'query']).default('json'),
  fields: z.record(z.string(), z.json()),
  /** Where the answer holds the message's id; without it there are no delivery states. */
  id: Path.optional(),
  cost: Path.optional(),
  /** How a good answer is told beside its HTTP status. */
  good: Mark.optional(),
});
export type SendMapping = z.infer<typeof Send>;

export const Settings = z
  .strictObject({
    token: given,
    /** For `{secret}`, `{username}` and `{password}` in what is sent. */
    secret: given.optional(),
    username: given.optional(),
    password: given.optional(),
    body: z.enum(['form', 'json']).default('form'),
    sms: Sms.optional(),
    ussd: Ussd.optional(),
    delivery: Delivery.optional(),
    send: Send.optional(),
  })
  .refine(({ sms, ussd, send }) => sms ?? ussd ?? send, { message: 'map one of sms, ussd, send' });
