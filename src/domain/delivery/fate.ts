import type { SendFailure, SendResult, SendSuccess } from './send-result.ts';

/** What becomes of a message after one sending. */
export type Fate =
  | { readonly state: 'sent'; readonly success: SendSuccess }
  | {
      readonly state: 'errored';
      readonly reason: string;
      readonly retryAt: Date;
      /** Whether the try is one of those that it has. */
      readonly isCounted: boolean;
    }
  | { readonly state: 'failed' | 'unknown'; readonly reason: string };

export interface SendingTried {
  /** Tries so far, this one included. */
  readonly attempts: number;
  readonly now: Date;
  /** Whether the provider drops a message that it is given twice. */
  readonly dropsDuplicates: boolean;
  /** Uniform from 0 to 1, for the jitter. */
  readonly random: number;
}

/** Tries of a message that the provider refuses for now: some 20 minutes in all. */
export const maxAttempts = 8;
const firstDelayMs = 10_000;
const longestDelayMs = 10 * 60_000;
/** Whoever has a way looks after so long; how often a closed one is tried is the sender's own affair. */
const wayClosedDelayMs = 5_000;

/**
 * The error table: what becomes of a message by what its channel says.
 *
 * | said                  | provider drops duplicates | message                                   |
 * |-----------------------|---------------------------|-------------------------------------------|
 * | taken                 |                           | sent                                      |
 * | way closed            |                           | tried again until it is past its use      |
 * | not taken, may be     |                           | tried again, later and later, then failed |
 * | may have been taken   | yes                       | tried again, later and later, then unknown|
 * | may have been taken   | no                        | unknown                                   |
 * | refused               |                           | failed                                    |
 */
export function fateOf(result: SendResult, tried: SendingTried): Fate {
  if (result.ok) return { state: 'sent', success: result };
  const { reason } = result;
  const { attempts, now, random } = tried;
  const later = (delayMs: number) => new Date(now.getTime() + delayMs * (0.75 + random / 2));
  if (result.isWayClosed)
    return { state: 'errored', reason, retryAt: later(wayClosedDelayMs), isCounted: false };
  if (isTriedAgain(result, tried)) {
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempts - 1));
    return { state: 'errored', reason, retryAt: later(delayMs), isCounted: true };
  }
  return { state: result.isUncertain ? 'unknown' : 'failed', reason };
}

/** What may have gone out is never sent again on a guess: two answers to one message are worse than none. */
function isTriedAgain(
  { isRetryable, isUncertain }: SendFailure,
  { attempts, dropsDuplicates }: SendingTried,
): boolean {
  return attempts < maxAttempts && (isUncertain ? dropsDuplicates : isRetryable);
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** How long a sender leaves a closed way alone. @param failures in a row, from 1. */
export function pauseMsAfter(failures: number, random: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.5 + random / 2);
}
