import type { SendResult } from '../ports.ts';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Statuses by which this provider surely took nothing, and may later; beside 401, 403 and 429. */
  readonly refusedStatuses?: readonly number[];
}

/** Providers that take longer than this have lost the request, or are about to answer too late. */
const sendTimeoutMs = 15_000;

/** Errors of the connection before a byte was sent: the message is surely not on its way. */
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** HTTP statuses by which the provider took nothing, and may take it later: key refused or in renewal, too fast. */
const refusedStatuses = [401, 403, 429];

/**
 * Gives one message to a provider by HTTP. Never throws; reasons hold a code, never what was sent or answered.
 *
 * @param readAnswer reads the body of a good answer (2xx).
 */
export async function sendHttp(
  call: HttpCall,
  readAnswer: (body: string) => SendResult,
  timeoutMs = sendTimeoutMs,
): Promise<SendResult> {
  try {
    const { method, headers = {}, body } = call;
    const answer = await fetch(call.url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (answer.ok) return readAnswer(text);
    const isRefused = [...refusedStatuses, ...(call.refusedStatuses ?? [])].includes(answer.status);
    if (answer.status >= 500 && !isRefused) return uncertain(`http-${answer.status}`);
    return isRefused
      ? wayClosed(`http-${answer.status}`)
      : refused(`http-${answer.status}`, { isRetryable: false });
  } catch (error) {
    return readError(error);
  }
}

/** What a provider surely did not take. */
export function refused(reason: string, { isRetryable }: { isRetryable: boolean }): SendResult {
  return { ok: false, reason, isRetryable, isUncertain: false };
}

/** What a provider did not take, whatever it was: no way to it, key refused or in renewal, too fast. */
export function wayClosed(reason: string): SendResult {
  return { ok: false, reason, isRetryable: true, isUncertain: false, isWayClosed: true };
}

/** What a provider may have taken or not. */
export function uncertain(reason: string): SendResult {
  return { ok: false, reason, isRetryable: false, isUncertain: true };
}

/** A JSON text's value, or undefined. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The header of HTTP's basic authentication. */
export function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function readError(error: unknown): SendResult {
  if (error instanceof Error && error.name === 'TimeoutError') return uncertain('time-out');
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'connection';
  return unsentCodes.has(code) ? wayClosed(code) : uncertain(code);
}
