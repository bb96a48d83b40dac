import type { Knex } from 'knex';
import { z } from 'zod';
import type { Clock, SessionState, Sessions } from '../ports.ts';
import { StoredDraft } from './drafts.ts';
import { execute, query } from './query.ts';
import { toJson } from './to-json.ts';
import { StoredStops } from './ussd-store.ts';

/**
 * A session of the network ends within minutes; a state older than this belongs to another call that got the same
 * id again.
 */
const lifetimeMs = 15 * 60_000;

/** Expired states that the beginning of a session clears away; more than begin, so that they never pile up. */
const clearedPerStart = 20;

/** Live session state in the store, for ways to run without Redis. */
export function makeStoreSessions(knex: Knex, clock: Clock): Sessions {
  const oldest = () => new Date(clock().getTime() - lifetimeMs);
  return {
    async load(channel, sessionId) {
      const [row] = await query<{ version: number; state: unknown }>(
        knex,
        `SELECT version, state FROM ussd_states
         WHERE channel = :channel AND session_id = :sessionId AND touched_at > :oldest`,
        { channel, sessionId, oldest: oldest() },
      );
      return row ? { version: row.version, state: StoredState.parse(row.state) } : null;
    },
    async save(channel, sessionId, state, expectedVersion) {
      const key = { channel, sessionId, state: toJson(state), now: clock(), oldest: oldest() };
      const saved =
        expectedVersion === 0
          ? await execute(knex, beginSql, { ...key, clearedPerStart })
          : await execute(knex, goOnSql, { ...key, expectedVersion });
      return saved > 0;
    },
  };
}

const beginSql = `
  WITH expired AS (
    SELECT channel, session_id FROM ussd_states
    WHERE touched_at <= :oldest AND (channel, session_id) <> (:channel, :sessionId)
    ORDER BY touched_at LIMIT :clearedPerStart
    FOR UPDATE SKIP LOCKED
  ), cleared AS (
    DELETE FROM ussd_states USING expired
    WHERE ussd_states.channel = expired.channel AND ussd_states.session_id = expired.session_id
  )
  INSERT INTO ussd_states AS stored (channel, session_id, version, state, touched_at)
  VALUES (:channel, :sessionId, 1, :state, :now)
  ON CONFLICT (channel, session_id)
  DO UPDATE SET version = 1, state = excluded.state, touched_at = excluded.touched_at
  WHERE stored.touched_at <= :oldest`;

const goOnSql = `
  UPDATE ussd_states SET version = version + 1, state = :state, touched_at = :now
  WHERE channel = :channel AND session_id = :sessionId AND version = :expectedVersion AND touched_at > :oldest`;

const StoredState: z.ZodType<SessionState> = z.object({
  start: z.object({
    channel: z.string(),
    sessionId: z.string(),
    dialogue: z.number(),
    msisdn: z.string(),
    began: z.enum(['offer', 'menu']),
    draft: StoredDraft.nullable(),
    beganAt: z.coerce.date(),
    stops: StoredStops,
    hasEnded: z.boolean(),
    signedIn: z.object({ officerId: z.number(), tokens: z.number() }).nullable(),
  }),
  tokens: z.array(z.string()),
  turns: z.record(z.string(), z.object({ text: z.string(), isEnd: z.boolean() })),
  lastTurn: z.string(),
  engine: z.unknown(),
  hasEnded: z.boolean(),
});
