/**
 * Takes one call of a key; else says how many seconds to wait. Never throws: where what is shared between processes is
 * away, each process counts for itself.
 */
export type RateLimit = (key: string) => Promise<number>;

/** Makes the limit of so many calls a minute for each key. @param name parts it from other limits. */
export type RateLimits = (name: string, perMinute: number) => RateLimit;
