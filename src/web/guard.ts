import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { type Answer, line } from './answer.ts';

export interface GuardRules {
  /** Addresses and nets (CIDR) that may call; empty: all. */
  readonly allowFrom: readonly string[];
  /** Whether the caller's address is the one that our proxy noted last. */
  readonly isBehindProxy: boolean;
  /** Null: no limit. */
  readonly maxPerMinute: number | null;
}

/** Who may call a channel, and how many calls more it takes now. */
export interface Guard {
  readonly isAllowed: (req: IncomingMessage) => boolean;
  /** Takes one call; else how many seconds to wait. @param now milliseconds of a clock that never goes back. */
  readonly secondsToWait: (now: number) => number;
}

/** Makes a channel's guard. The limit is this process' own: several processes take so much each. */
export function makeGuard({ allowFrom, isBehindProxy, maxPerMinute }: GuardRules): Guard {
  const allowed = new BlockList();
  for (const net of allowFrom) addNet(allowed, net);
  return {
    isAllowed(req) {
      if (allowFrom.length === 0) return true;
      const address = addressOf(req, isBehindProxy);
      const version = isIP(address);
      return version !== 0 && allowed.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
    secondsToWait: maxPerMinute === null ? () => 0 : makeBucket(maxPerMinute),
  };
}

/** The answer to a call that is not let in, before anything of it is read; null for one that is. */
export function refuse(guard: Guard | undefined, req: IncomingMessage, now: number): Answer | null {
  if (!guard) return null;
  if (!guard.isAllowed(req)) return line(403, 'address not allowed', { connection: 'close' });
  const seconds = guard.secondsToWait(now);
  return seconds === 0 ? null : line(429, 'too many, try again', { 'retry-after': String(seconds) });
}

function addNet(list: BlockList, net: string): void {
  const [address = '', bits] = net.split('/');
  const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(bits), type);
}

/** Of X-Forwarded-For only the last address is our proxy's word: what stands before it, anybody can write. */
function addressOf(req: IncomingMessage, isBehindProxy: boolean): string {
  const forwarded = req.headers['x-forwarded-for'];
  const noted = isBehindProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : null;
  return (noted ?? req.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}

/** A token bucket that holds a minute's calls and fills evenly. */
function makeBucket(perMinute: number): (now: number) => number {
  const perMs = perMinute / 60_000;
  let left = perMinute;
  let filledAt = 0;
  return (now) => {
    left = Math.min(perMinute, left + (now - filledAt) * perMs);
    filledAt = now;
    if (left < 1) return Math.ceil((1 - left) / perMs / 1_000);
    left -= 1;
    return 0;
  };
}
