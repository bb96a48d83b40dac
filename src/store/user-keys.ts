import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { User } from '../domain/workflow/console-user.ts';
import { execute, query } from './query.ts';
import { toUser, type UserRow, userColumns } from './user-rows.ts';

type Kind = 'session' | 'token' | 'link';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A working day, and a night's sleep ends it; a link is for whoever reads it now; a token lasts a season. */
const lifeMs: Readonly<Record<Kind, number>> = {
  session: 12 * hourMs,
  token: 180 * 24 * hourMs,
  link: 15 * minuteMs,
};
const idleMs = 2 * hourMs;
/** Being seen is written so often at the most: not a write for every page. */
const seenEveryMs = minuteMs;

/** Makes a key, which is told once: the store has its hash alone. */
export async function makeKey(
  db: Knex,
  kind: Kind,
  userId: number,
  now: Date,
  label: string | null = null,
): Promise<string> {
  const key = `${kind === 'token' ? 'ktg_' : ''}${randomBytes(32).toString('base64url')}`;
  await execute(
    db,
    `INSERT INTO user_keys (hash, user_id, kind, label, created_at, seen_at, expires_at)
     VALUES (:hash, :userId, :kind, :label, :now, :now, :expiresAt)`,
    { hash: hashOf(key), userId, kind, label, now, expiresAt: new Date(now.getTime() + lifeMs[kind]) },
  );
  return key;
}

/** Whose session or token it is; null once it is too old, or its user disabled. Notes that it was seen. */
export async function findKey(knex: Knex, kind: Kind, key: string, now: Date): Promise<User | null> {
  const hash = hashOf(key);
  const idleSince = new Date(kind === 'session' ? now.getTime() - idleMs : 0);
  const [row] = await query<UserRow & { readonly seen_at: Date }>(
    knex,
    `SELECT ${userColumns}, seen_at FROM user_keys JOIN users ON users.id = user_id
     WHERE hash = :hash AND kind = :kind AND expires_at > :now AND seen_at > :idleSince AND disabled_at IS NULL`,
    { hash, kind, now, idleSince },
  );
  if (!row) return null;
  if (now.getTime() - row.seen_at.getTime() > seenEveryMs) {
    await execute(knex, 'UPDATE user_keys SET seen_at = :now WHERE hash = :hash', { now, hash });
  }
  return toUser(row);
}

/** Takes a link away; only one of two who come at once gets its user. */
export async function takeKey(trx: Knex, link: string, now: Date): Promise<User | null> {
  const [row] = await query<UserRow>(
    trx,
    `WITH taken AS (
       DELETE FROM user_keys WHERE hash = :hash AND kind = 'link' RETURNING user_id, expires_at
     )
     SELECT ${userColumns} FROM taken JOIN users ON users.id = user_id
     WHERE expires_at > :now AND disabled_at IS NULL`,
    { hash: hashOf(link), now },
  );
  return row ? toUser(row) : null;
}

export async function dropKey(knex: Knex, key: string): Promise<void> {
  await execute(knex, 'DELETE FROM user_keys WHERE hash = :hash', { hash: hashOf(key) });
}

/** Ends all that a user holds, in the transaction of what ends it. */
export async function dropKeysOf(trx: Knex, userId: number): Promise<void> {
  await execute(trx, 'DELETE FROM user_keys WHERE user_id = :userId', { userId });
}

/** Clears what nobody can use any more. */
export async function dropOldKeys(knex: Knex, now: Date): Promise<void> {
  await execute(knex, 'DELETE FROM user_keys WHERE expires_at <= :now', { now });
}

/** Keys are 32 random bytes, so that a plain hash can't be turned back. */
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
