import { timingSafeEqual } from 'node:crypto';

/** Compares a signature that was sent with the right one; only the length can be told from how long it takes. */
export function isSameSecret(sent: unknown, expected: string): boolean {
  if (typeof sent !== 'string') return false;
  const [given, right] = [Buffer.from(sent), Buffer.from(expected)];
  return given.length === right.length && timingSafeEqual(given, right);
}
