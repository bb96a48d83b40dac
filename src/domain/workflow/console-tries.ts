/** Wrong tries in a row of one name or from one address, and until when no further one is looked at. */
export interface ConsoleTries {
  readonly failures: number;
  readonly pausedUntil: Date | null;
  readonly lastAt: Date;
}

/** Wrong tries before the first pause; an office shares one address. */
export const triesBeforePause = { user: 5, address: 20 } as const;
export type TriedBy = keyof typeof triesBeforePause;

const minuteMs = 60_000;
const longestPauseMs = 24 * 60 * minuteMs;

/** Whether tries are not even looked at now. */
export function isPaused({ pausedUntil }: Pick<ConsoleTries, 'pausedUntil'>, now: Date): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** The tries after a wrong one: each from the limit on begins a pause, a minute first and then twice as long, up to a day. */
export function afterWrongTry(tries: ConsoleTries, by: TriedBy, now: Date): ConsoleTries {
  const isForgotten = now.getTime() - tries.lastAt.getTime() > longestPauseMs;
  const failures = (isForgotten ? 0 : tries.failures) + 1;
  const beyond = failures - triesBeforePause[by];
  const pauseMs = Math.min(longestPauseMs, minuteMs * 2 ** beyond);
  return {
    failures,
    pausedUntil: beyond < 0 ? null : new Date(now.getTime() + pauseMs),
    lastAt: now,
  };
}
