import type { Random } from '../../src/cli/simulate/random.ts';

/** One moment at which something is struck. */
export interface Blow {
  /** Share of the traffic that is acknowledged before it. */
  readonly at: number;
  /** How long after that, so that it does not always fall right behind a commit. */
  readonly delayMs: number;
}

/** The traffic goes on for a while after the last blow. */
const lastShare = 0.92;
const longestDelayMs = 20;

/** Spreads blows over the traffic, each at a random moment of a stretch of its own. */
export function planBlows(random: Random, count: number): Blow[] {
  return Array.from({ length: count }, (_, index) => ({
    at: ((index + random.unit()) / count) * lastShare,
    delayMs: random.unit() * longestDelayMs,
  }));
}

/** One of some things or several of them, each such set as likely as another; never none. */
export function anyOf<T>(random: Random, things: readonly T[]): T[] {
  const chosen = random.integer(1, 2 ** things.length - 1);
  return things.filter((_, index) => (chosen >> index) & 1);
}
