import { createHmac } from 'node:crypto';
import type { ChannelRequest } from '../../ports.ts';
import { isSameSecret } from '../constant-time.ts';

/** A request that is older, or dated later, is taken for one that somebody recorded and sends again. */
const replayWindowMs = 5 * 60_000;

/**
 * Whether the phone signed the request within the last minutes: X-Signature is HMAC-SHA256 over the body's bytes and
 * X-Timestamp (seconds), in hex. https://docs.sms-gate.app/features/webhooks/#payload-signing
 */
export function isSignedByPhone(key: string, { headers, rawBody }: ChannelRequest, now: Date): boolean {
  const timestamp = headers['x-timestamp'];
  if (rawBody === undefined || typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > replayWindowMs) return false;
  const expected = createHmac('sha256', key).update(rawBody).update(timestamp).digest('hex');
  return isSameSecret(headers['x-signature'], expected);
}
