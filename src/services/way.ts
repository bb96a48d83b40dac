import { pauseMsAfter } from '../domain/delivery/fate.ts';
import type { Log, SendResult } from '../ports.ts';

/** Whether anything goes by a channel now, as this process sees it: each has links of its own. */
export interface Way {
  /** Left alone for now, since nothing went by it. */
  isClosed(now: Date): boolean;
  /** Tried again after a pause: one message at a time, until one goes. */
  readonly isDoubtful: boolean;
  learn(result: SendResult, now: Date): void;
}

export function makeWay(channel: string, log: Log, random: () => number): Way {
  let failures = 0;
  let closedUntil = Number.NEGATIVE_INFINITY;
  return {
    isClosed: (now) => now.getTime() < closedUntil,
    get isDoubtful() {
      return failures > 0;
    },
    learn(result, now) {
      if (result.ok || !result.isWayClosed) {
        if (failures > 0) log.info({ channel }, 'outbox.way-open');
        failures = 0;
        closedUntil = Number.NEGATIVE_INFINITY;
        return;
      }
      // Those that were on their way together tell of one closing.
      if (now.getTime() < closedUntil) return;
      failures += 1;
      const pauseMs = pauseMsAfter(failures, random());
      closedUntil = now.getTime() + pauseMs;
      const say = failures === 1 ? log.warn : log.debug;
      say.call(log, { channel, reason: result.reason, failures }, 'outbox.way-closed');
    },
  };
}
