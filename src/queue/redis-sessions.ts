import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { FormName } from '../domain/report/types.ts';
import type { Log, SessionState, Sessions } from '../ports.ts';
import { openRedis, redisProblem, watchRedis } from './redis-client.ts';

/** Longer than any network session; what is lost after it is replayed from the store. */
const sessionTtlSeconds = 15 * 60;
/** A turn must be answered within seconds: a Redis that hangs is given up early, and the dialogue replayed. */
const commandTimeoutMs = 300;

/**
 * Compare-and-set on the version, which stands before the state: `<version>\n<state as JSON>`. Reads only as many
 * bytes as the version has.
 */
const saveScript = `
local expected = ARGV[1]
if expected == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
elseif redis.call('GETRANGE', KEYS[1], 0, #expected - 1) ~= expected then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
`;
const saveSha = createHash('sha1').update(saveScript).digest('hex');

const StoredState: z.ZodType<SessionState> = z.object({
  start: z.object({
    channel: z.string(),
    sessionId: z.string(),
    dialogue: z.number(),
    msisdn: z.string(),
    began: z.enum(['offer', 'menu']),
    draft: z
      .object({
        officerId: z.number(),
        form: z.custom<FormName>((name) => typeof name === 'string'),
        idbdt: z.string(),
        state: z.unknown(),
        updatedAt: z.coerce.date(),
      })
      .nullable(),
    beganAt: z.coerce.date(),
    stops: z.array(z.tuple([z.number(), z.number()])),
    hasEnded: z.boolean(),
    signedIn: z.object({ officerId: z.number(), tokens: z.number() }).nullable(),
  }),
  tokens: z.array(z.string()),
  turns: z.record(z.string(), z.object({ text: z.string(), isEnd: z.boolean() })),
  lastTurn: z.string(),
  engine: z.unknown(),
  hasEnded: z.boolean(),
});

export interface RedisSessions extends Sessions {
  /** Null when well, else what is wrong, in one line. */
  problem(): Promise<string | null>;
  close(): void;
}

/**
 * Live USSD sessions in Redis: one call to load, one to save. Both throw while Redis is away, at once when it is
 * known to be: the caller replays from the store.
 */
export function openRedisSessions(redisUrl: string, log: Log, prefix = 'kentongan'): RedisSessions {
  const redis = openRedis(redisUrl, {
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
  });
  watchRedis(redis, 'sessions', log);
  const keyOf = (channel: string, sessionId: string) => `${prefix}:session:${channel}:${sessionId}`;
  return {
    async load(channel, sessionId) {
      const stored = await redis.get(keyOf(channel, sessionId));
      return stored === null ? null : parseStored(stored);
    },
    async save(channel, sessionId, state, expectedVersion) {
      const expected = expectedVersion === 0 ? '' : `${expectedVersion}\n`;
      const stored = `${expectedVersion + 1}\n${JSON.stringify(state)}`;
      const saved = await runSave(redis, [keyOf(channel, sessionId), expected, stored, sessionTtlSeconds]);
      return saved === 1;
    },
    problem: () => redisProblem(redis),
    close: () => redis.disconnect(),
  };
}

async function runSave(redis: Redis, args: [string, string, string, number]): Promise<unknown> {
  try {
    return await redis.evalsha(saveSha, 1, ...args);
  } catch (error) {
    // NOSCRIPT is the code of the reply: Redis was restarted or its scripts were flushed.
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return redis.eval(saveScript, 1, ...args);
  }
}

/** Null for what is not readable, such as an older version's state: the dialogue is then replayed. */
function parseStored(stored: string): { state: SessionState; version: number } | null {
  const end = stored.indexOf('\n');
  const version = Number(stored.slice(0, end));
  const state = StoredState.safeParse(JSON.parse(stored.slice(end + 1)));
  return Number.isSafeInteger(version) && state.success ? { state: state.data, version } : null;
}
