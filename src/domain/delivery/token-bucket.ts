/** How much a channel may send at this moment; shared by all workers. */
export interface Bucket {
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
 * How long until it is worth while to claim again, in milliseconds: until there is half of what may leave at once. Who
 * came for each token would ask the store more than the provider; who came later would let some go to waste.
 */
export function nextClaimInMs(bucket: Bucket, perSecond: number): number {
  const pace = paceOf(perSecond);
  const wanted = Math.max(1, Math.floor(pace.burst / 2));
  return Math.max(0, Math.ceil(((wanted - bucket.tokens) / pace.perSecond) * 1_000));
}
