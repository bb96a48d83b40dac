import { z } from 'zod';
import { transcriptOf } from '../../../domain/flow/transcript.ts';
import type { BrowserPhone, PhoneNumber, PhoneScreen } from '../../../ports.ts';
import type { Reply } from '../reply.ts';
import type { Visit } from '../route.ts';

/** What the phone in the browser asks of the gateway, as the number that `as` names. */
export interface PhoneAction<Schema extends z.ZodObject<{ as: z.ZodString }>> {
  readonly name: string;
  readonly method: 'get' | 'post';
  readonly input: Schema;
  readonly maxBodyBytes?: number;
  readonly answer: (input: z.output<Schema>, number: PhoneNumber, visit: Visit) => Promise<Reply>;
}

/** The officer's code. */
export const as = z.string().regex(/^\d{7}$/);
/** Made by the browser, so that the same again is a retry. */
const id = z.uuid();

export const call = action({
  name: 'call',
  method: 'post',
  input: z.object({
    as,
    session: id,
    dialled: z.string().min(1).max(400),
    // Screen by screen, parted by stars, as the network parts them.
    typed: z.string().max(4_000).default(''),
  }),
  answer: async ({ session, dialled, typed }, { msisdn }, { stores }) => {
    const answers = typed === '' ? [] : typed.split('*');
    const screen = await stores.phone.call({ msisdn, sessionId: session, dialled, typed: answers });
    return { kind: 'json', body: { screen: screen && screenBody(screen) } };
  },
});

export const sms = action({
  name: 'sms',
  method: 'post',
  input: z.object({ as, message: id, text: z.string().min(1).max(1_000) }),
  answer: async ({ message, text }, { msisdn }, { stores }) => {
    const isRepeated = await stores.phone.sendSms({ msisdn, id: message, text });
    return { kind: 'json', body: { isRepeated } };
  },
});

export const replies = action({
  name: 'replies',
  method: 'get',
  // Without `after` nothing is shown: only where to begin.
  input: z.object({
    as,
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  answer: async ({ after }, { msisdn }, { stores }) => ({
    kind: 'json',
    body: await readReplies(stores.phone, msisdn, after),
  }),
});

const Turn = z.object({
  typed: z.string().max(1_100),
  kind: z.enum(['CON', 'END', 'SMS', 'NET']),
  text: z.string().max(4_000),
});

export const transcript = action({
  name: 'transcript',
  method: 'post',
  maxBodyBytes: 512_000,
  input: z.object({
    as,
    turns: z
      .string()
      .max(500_000)
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue('must be JSON');
          return z.NEVER;
        }
      })
      .pipe(z.array(Turn).max(1_000)),
  }),
  answer: async ({ turns }, { role }) => ({
    kind: 'json',
    body: { name: `${role}.txt`, text: transcriptOf(role, turns) },
  }),
});

function action<Schema extends z.ZodObject<{ as: z.ZodString }>>(made: PhoneAction<Schema>) {
  return made;
}

function screenBody({ turn, size }: PhoneScreen) {
  return { ...turn, ...size };
}

async function readReplies(phone: BrowserPhone, msisdn: string, after: string | undefined) {
  const found = after === undefined ? [] : await phone.repliesAfter(msisdn, after);
  const last = found.at(-1)?.id ?? after ?? (await phone.lastReplyId(msisdn));
  return { last, replies: found.map(({ text, segments, size }) => ({ text, segments, ...size })) };
}
