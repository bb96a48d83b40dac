import { createHmac } from 'node:crypto';
import type { ChannelRequest } from '../../ports.ts';

/**
 * What Twilio writes into X-Twilio-Signature: HMAC-SHA1 over the URL that it called and the form's names and values,
 * sorted by name. https://www.twilio.com/docs/usage/security#validating-requests
 *
 * @param publicUrl scheme and host as Twilio calls them: behind a proxy the request itself doesn't tell.
 */
export function signatureOf(authToken: string, publicUrl: string, request: ChannelRequest): string {
  const form = request.rawBody === undefined ? {} : request.body;
  const pairs = Object.keys(form)
    .sort()
    .flatMap((name) => valuesOf(form[name]).map((value) => name + value));
  const signed = `${publicUrl}${request.target ?? ''}${pairs.join('')}`;
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

function valuesOf(value: unknown): string[] {
  return [...new Set([value].flat().map(String))].sort();
}
