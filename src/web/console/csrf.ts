import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The hidden field of every form. */
export const csrfField = '_csrf';

/**
 * A token that only pages of this session hold. Another each time, so that what a page compresses to tells nothing
 * of it.
 */
export function makeCsrfToken(session: string): string {
  const salt = randomBytes(9).toString('base64url');
  return `${salt}.${sign(session, salt).toString('base64url')}`;
}

export function isCsrfToken(session: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [salt = '', signature = ''] = token.split('.');
  const expected = sign(session, salt);
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sign(session: string, salt: string): Buffer {
  return createHmac('sha256', session).update(`csrf ${salt}`).digest();
}
