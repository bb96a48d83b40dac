/** How much a channel may send at this moment; shared by all workers. */
export interface Bucket {
  /** Below 0 by what was taken ahead. */
  readonly tokens: number;
  readonly refilledAt: Date;
}

/**
 * A limit of so many messages a second, as an operator counts: in no second more than that. What may leave at once
 * and what is added in a second are therefore the limit together: of 100, 5 may leave at once and 95 a second follow.
 *
 * @param perSecond may be below 1, such as 0.2 for a SIM card that sends every five seconds.
 */
export function paceOf(perSecond: number): { readonly burst: number; readonly perSecond: number } {
  const burst = Math.max(1, Math.floor(perSecond / 20));
  return { burst, perSecond: burst === 1 ? perSecond : perSecond - burst };
}

export function fullBucket(perSecond: number, now: Date): Bucket {
  return { tokens: paceOf(perSecond).burst, refilledAt: now };
}

/** The bucket at a moment. A clock behind that of who refilled it last adds nothing, and takes nothing away. */
export function refill(bucket: Bucket, perSecond: number, now: Date): Bucket {
  const pace = paceOf(perSecond);
  const seconds = Math.max(0, (now.getTime() - bucket.refilledAt.getTime()) / 1_000);
  return {
    tokens: Math.min(pace.burst, bucket.tokens + seconds * pace.perSecond),
    refilledAt: seconds > 0 ? now : bucket.refilledAt,
  };
}

/**
 * How far ahead workers take what is to leave, in seconds. Each message has its moment then, however late a busy
 * worker comes for the next ones; what it holds when it dies is sent by another.
 */
const aheadSeconds = 1;

/** How many messages may be taken now: those that may leave, and those whose moment is near. */
export function claimable(bucket: Bucket, perSecond: number): number {
  return Math.max(0, Math.floor(bucket.tokens + aheadSeconds * paceOf(perSecond).perSecond));
}

/** In how many milliseconds the n-th message taken from a bucket may leave. @param index from 0. */
export function leavesInMs(bucket: Bucket, perSecond: number, index: number): number {
  return Math.max(0, Math.ceil(((index + 1 - bucket.tokens) / paceOf(perSecond).perSecond) * 1_000));
}

/** How long until it is worth while to claim again, in milliseconds: until half of what may be taken ahead may be. */
export function nextClaimInMs(bucket: Bucket, perSecond: number): number {
  const pace = paceOf(perSecond).perSecond;
  const ahead = aheadSeconds * pace;
  const wanted = Math.max(1, Math.floor(ahead / 2));
  return Math.max(0, Math.ceil(((wanted - ahead - bucket.tokens) / pace) * 1_000));
}
