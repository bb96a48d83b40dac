import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

export const sessionCookie = 'kentongan_session';
export const languageCookie = 'kentongan_language';

const yearSeconds = 365 * 24 * 3600;

export function readCookie(req: IncomingMessage, name: string): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/** Lives as long as the browser is open; the store ends it earlier. Null takes it away. */
export function writeSessionCookie(req: IncomingMessage, session: string | null): string {
  const life = session === null ? '; Max-Age=0' : '';
  return `${sessionCookie}=${session ?? ''}; Path=/; HttpOnly; SameSite=Lax${life}${secureFlag(req)}`;
}

export function writeLanguageCookie(req: IncomingMessage, language: string): string {
  return `${languageCookie}=${language}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}${secureFlag(req)}`;
}

/** On this machine there is no TLS; from anywhere else there must be, or the browser keeps no session. */
function secureFlag(req: IncomingMessage): string {
  return isLoopbackHost(req.headers.host ?? '') ? '' : '; Secure';
}

function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || isLoopbackAddress(name);
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Whether a request comes from this machine itself, through no proxy. */
export function isFromHere(req: IncomingMessage): boolean {
  return isLoopbackAddress(req.socket.remoteAddress ?? '') && forwardedFor(req) === null;
}

/**
 * Where a request comes from. What runs on this machine and names a sender is our proxy, and its last word counts;
 * from elsewhere anybody can write that header.
 */
export function addressOf(req: IncomingMessage): string {
  const remote = req.socket.remoteAddress ?? '';
  return (isLoopbackAddress(remote) ? forwardedFor(req) : null) ?? remote;
}

function forwardedFor(req: IncomingMessage): string | null {
  const header = req.headers['x-forwarded-for'] ?? req.headers.forwarded ?? req.headers.via;
  const text = Array.isArray(header) ? header.join() : header;
  return text?.split(',').at(-1)?.trim() || null;
}
