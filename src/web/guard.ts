import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Parsed, RateLimit, RateLimits } from '../ports.ts';
import { type Answer, line } from './answer.ts';

export interface GuardRules {
  /** Addresses and nets (CIDR) that may call; empty: all. */
  readonly allowFrom: readonly string[];
  /** Whether the caller's address is the one that our proxy noted last. */
  readonly isBehindProxy: boolean;
  /** Of the whole channel; null: no limit. */
  readonly maxPerMinute: number | null;
  /** Messages and turns of one phone a minute; null: no limit. */
  readonly maxPerSender: number | null;
  readonly maxBodyBytes: number;
}

/** Who may call a channel, how often, and with how much. */
export interface Guard {
  readonly isAllowed: (req: IncomingMessage) => boolean;
  /** Each takes one call; null: no limit. */
  readonly limit: RateLimit | null;
  readonly senderLimit: RateLimit | null;
  readonly maxBodyBytes: number;
}

/** Makes a channel's guard. */
export function makeGuard(id: string, rules: GuardRules, limits: RateLimits): Guard {
  const { allowFrom, isBehindProxy, maxPerMinute, maxPerSender, maxBodyBytes } = rules;
  const allowed = new BlockList();
  for (const net of allowFrom) addNet(allowed, net);
  return {
    isAllowed(req) {
      if (allowFrom.length === 0) return true;
      const address = addressOf(req, isBehindProxy);
      const version = isIP(address);
      return version !== 0 && allowed.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
    limit: maxPerMinute === null ? null : limits(`channel:${id}`, maxPerMinute),
    senderLimit: maxPerSender === null ? null : limits(`sender:${id}`, maxPerSender),
    maxBodyBytes,
  };
}

/** The answer to a call that is not let in, before anything of it is read; null for one that is. */
export async function refuse(guard: Guard, req: IncomingMessage): Promise<Answer | null> {
  if (!guard.isAllowed(req)) return line(403, 'address not allowed', { connection: 'close' });
  return guard.limit && tooMany(await guard.limit('all'));
}

/** The answer where one phone sends more than its share: the provider brings it again later. */
export async function refuseSender({ senderLimit }: Guard, parsed: Parsed): Promise<Answer | null> {
  const sender = senderLimit && senderOf(parsed);
  return senderLimit && sender ? tooMany(await senderLimit(sender)) : null;
}

function senderOf(parsed: Parsed): string | null {
  if (parsed.kind === 'sms') return parsed.message.sender;
  if (parsed.kind === 'ussd') return parsed.request.msisdn;
  return parsed.kind === 'ussd-turn' ? parsed.turn.msisdn : null;
}

function tooMany(seconds: number): Answer | null {
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
