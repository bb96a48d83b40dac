/** Tries in a row that came to nothing, and until when no further one is looked at. */
export interface Tries {
  readonly failures: number;
  readonly pausedUntil: Date | null;
}

/** When tries are paused, and for how long: each pause is twice as long as the one before, up to a day. */
export interface PauseRule {
  /** Wrong tries in a row before the first pause. */
  readonly before: number;
  readonly firstMs: number;
}

/** Also how long wrong tries are remembered of whoever may be another person by then. */
export const longestPauseMs = 24 * 60 * 60_000;

/** The tries after one more that was wrong. */
export function afterWrong(
  { failures }: Pick<Tries, 'failures'>,
  { before, firstMs }: PauseRule,
  now: Date,
): Tries {
  const count = failures + 1;
  if (count < before) return { failures: count, pausedUntil: null };
  const pauseMs = Math.min(firstMs * 2 ** (count - before), longestPauseMs);
  return { failures: count, pausedUntil: new Date(now.getTime() + pauseMs) };
}
