import { timingSafeEqual } from 'node:crypto';
import type { ChannelRequest } from '../ports.ts';

/** The token of a first start, known to everybody: good on this machine, refused for what a proxy forwards. */
const demoToken = 'demo';

/**
 * Makes the check of a channel's secret, sent as `?token=` or `X-Channel-Token`. Compared in constant time; only the
 * length, which is no secret, can be told from how long it takes.
 */
export function tokenCheck(token: string): (request: ChannelRequest, isForwarded: boolean) => boolean {
  const expected = Buffer.from(token);
  return (request, isForwarded) => {
    if (isForwarded && token === demoToken) return false;
    const sent = request.headers['x-channel-token'] ?? request.query.token;
    if (typeof sent !== 'string') return false;
    const given = Buffer.from(sent);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}
