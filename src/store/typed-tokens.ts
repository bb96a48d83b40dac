import type { Knex } from 'knex';
import { z } from 'zod';
import type { TypedTokens } from '../ports.ts';
import { execute, query } from './query.ts';
import { toJson } from './to-json.ts';

/** Sessions older than this are over, whatever the provider said; the beginning of another clears some away. */
const keptMs = 60 * 60_000;
const clearedPerStart = 20;

/** What was typed so far, in the store. */
export function makeTypedTokens(knex: Knex): TypedTokens {
  return {
    async load(channel, sessionId) {
      const [row] = await query<{ version: number; tokens: unknown; touched_at: Date }>(
        knex,
        `SELECT version, tokens, touched_at FROM ussd_typed_tokens
         WHERE channel = :channel AND session_id = :sessionId`,
        { channel, sessionId },
      );
      if (!row) return null;
      return {
        typed: { ...StoredTokens.parse(row.tokens), touchedAt: row.touched_at },
        version: row.version,
      };
    },
    async save(channel, sessionId, { touchedAt, ...typed }, expectedVersion) {
      const key = { channel, sessionId, tokens: toJson(typed), touchedAt };
      const saved =
        expectedVersion === 0
          ? await execute(knex, beginSql, {
              ...key,
              clearedPerStart,
              oldest: new Date(touchedAt.getTime() - keptMs),
            })
          : await execute(knex, goOnSql, { ...key, expectedVersion });
      return saved > 0;
    },
  };
}

const beginSql = `
  WITH expired AS (
    SELECT channel, session_id FROM ussd_typed_tokens
    WHERE touched_at < :oldest AND (channel, session_id) <> (:channel, :sessionId)
    ORDER BY touched_at LIMIT :clearedPerStart
    FOR UPDATE SKIP LOCKED
  ), cleared AS (
    DELETE FROM ussd_typed_tokens AS typed USING expired
    WHERE typed.channel = expired.channel AND typed.session_id = expired.session_id
  )
  INSERT INTO ussd_typed_tokens (channel, session_id, version, tokens, touched_at)
  VALUES (:channel, :sessionId, 1, :tokens, :touchedAt)
  ON CONFLICT (channel, session_id) DO NOTHING`;

const goOnSql = `
  UPDATE ussd_typed_tokens SET version = version + 1, tokens = :tokens, touched_at = :touchedAt
  WHERE channel = :channel AND session_id = :sessionId AND version = :expectedVersion`;

const StoredTokens = z.object({
  tokens: z.array(z.string()),
  turns: z.array(z.tuple([z.string().nullable(), z.number()])),
  // Absent in what was written before it was counted.
  call: z.number().default(1),
  hasEnded: z.boolean(),
});
