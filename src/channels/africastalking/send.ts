import { z } from 'zod';
import type { OutboundMessage, SendResult } from '../../ports.ts';
import { ConfigError } from '../channel-config.ts';
import { sendCodes, wayClosedCodes } from './status.ts';

/** What is used of the provider's client. */
export interface SmsClient {
  send(params: { to: string[]; message: string; from?: string }): Promise<unknown>;
}

/** The package has no time-out of its own. */
const sendTimeoutMs = 15_000;

/** Errors of the connection before a byte was sent: the message is surely not on its way. */
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** HTTP statuses by which the provider took nothing, and may take it later: key refused or in renewal, too fast. */
const refusedStatuses = new Set([401, 403, 429]);

/** Null: no client opened yet. The package keeps its sandbox switch for the whole process. */
let isSandboxed: boolean | null = null;

/**
 * The client of the `africastalking` package, loaded at the first sending (it takes half a second).
 *
 * @throws ConfigError when this process would send by the sandbox and for real at once.
 */
export function openSmsClient(account: { username: string; apiKey: string }): SmsClient {
  const isSandbox = account.username.toLowerCase() === 'sandbox';
  if (isSandboxed !== null && isSandboxed !== isSandbox) {
    throw new ConfigError('Channels: the sandbox user needs a process of its own. Configure it apart.');
  }
  isSandboxed = isSandbox;
  let client: Promise<SmsClient> | null = null;
  return {
    async send(params) {
      client ??= import('africastalking').then((loaded) => loaded.default(account).SMS);
      return (await client).send(params);
    },
  };
}

/**
 * Makes the sending of one message. Never throws: the package's errors carry the API key in clear, so that only
 * their codes leave this function.
 *
 * @param senderId short code or alphanumeric sender; null for the account's default.
 */
export function makeSend(
  client: SmsClient,
  senderId: string | null,
  timeoutMs = sendTimeoutMs,
): (message: OutboundMessage) => Promise<SendResult> {
  return async ({ recipient, text }) => {
    const params = { to: [recipient], message: text, ...(senderId !== null && { from: senderId }) };
    try {
      const answer = await withinTime(client.send(params), timeoutMs);
      return answer === timedOut ? uncertain('time-out') : readAnswer(answer);
    } catch (error) {
      return readError(error);
    }
  };
}

const SendAnswer = z.object({
  SMSMessageData: z.object({
    Recipients: z.array(
      z.object({
        statusCode: z.number(),
        messageId: z.string().nullish(),
        cost: z.union([z.string(), z.number()]).nullish(),
      }),
    ),
  }),
});

function readAnswer(answer: unknown): SendResult {
  const read = SendAnswer.safeParse(answer);
  if (!read.success) return uncertain('unreadable-answer');
  const recipient = read.data.SMSMessageData.Recipients[0];
  // Without recipients the provider took nothing, e.g. for a sender id that is not the account's.
  if (!recipient) return { ok: false, reason: 'no-recipient', isRetryable: false, isUncertain: false };
  const { statusCode, messageId, cost } = recipient;
  const code = sendCodes.get(statusCode);
  if (code?.fate === 'good') {
    const hasId = messageId && messageId !== 'None';
    return {
      ok: true,
      providerMessageId: hasId ? messageId : null,
      cost: cost == null ? null : String(cost),
    };
  }
  const reason = code ? `${statusCode} ${code.name}` : `${statusCode} unknown status`;
  return {
    ok: false,
    reason,
    isRetryable: code?.fate === 'retry',
    isUncertain: false,
    ...(wayClosedCodes.has(statusCode) && { isWayClosed: true }),
  };
}

const HttpError = z.object({ response: z.object({ status: z.number() }) });
const NetworkError = z.object({ code: z.string().regex(/^[A-Z_]{3,32}$/) });

function readError(error: unknown): SendResult {
  // An answer with another status than 201 is thrown as it came.
  if (!(error instanceof Error)) return readAnswer(error);
  const http = HttpError.safeParse(error);
  if (http.success) {
    const { status } = http.data.response;
    if (status >= 500) return uncertain(`http-${status}`);
    const isRefused = refusedStatuses.has(status);
    return {
      ok: false,
      reason: `http-${status}`,
      isRetryable: isRefused,
      isUncertain: false,
      ...(isRefused && { isWayClosed: true }),
    };
  }
  const network = NetworkError.safeParse(error);
  if (network.success) {
    const { code } = network.data;
    if (!unsentCodes.has(code)) return uncertain(code);
    return { ok: false, reason: code, isRetryable: true, isUncertain: false, isWayClosed: true };
  }
  // What the package says before it sends, such as a number that it finds invalid.
  return { ok: false, reason: 'refused-by-client', isRetryable: false, isUncertain: false };
}

function uncertain(reason: string): SendResult {
  return { ok: false, reason, isRetryable: false, isUncertain: true };
}

const timedOut = Symbol('timed out');

/** The promise's value, or `timedOut`. The request goes on behind; what becomes of it is nobody's any more. */
async function withinTime(sending: Promise<unknown>, timeoutMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, timeoutMs, timedOut);
  });
  try {
    return await Promise.race([sending, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
