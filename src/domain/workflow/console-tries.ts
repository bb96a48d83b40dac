import { afterWrong, longestPauseMs, type Tries } from './pauses.ts';

/** Wrong tries in a row of one name or from one address. */
export interface ConsoleTries extends Tries {
  readonly lastAt: Date;
}

/** Wrong tries before the first pause; an office shares one address. */
export const triesBeforePause = { user: 5, address: 20 } as const;
export type TriedBy = keyof typeof triesBeforePause;

const firstMs = 60_000;

/** Whether tries are not even looked at now. */
export function isPaused({ pausedUntil }: Pick<ConsoleTries, 'pausedUntil'>, now: Date): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** The tries after a wrong one: each from the limit on begins a pause, a minute first and then twice as long, up to a day. */
export function afterWrongTry(tries: ConsoleTries, by: TriedBy, now: Date): ConsoleTries {
  const isForgotten = now.getTime() - tries.lastAt.getTime() > longestPauseMs;
  const failures = isForgotten ? 0 : tries.failures;
  return { ...afterWrong({ failures }, { before: triesBeforePause[by], firstMs }, now), lastAt: now };
}
