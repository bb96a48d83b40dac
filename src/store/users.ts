import type { Knex } from 'knex';
import type { AuditEntry, ListedUser, NewUser, UserFault, UserUpkeep } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { hashPassword } from './password-hash.ts';
import { query } from './query.ts';
import { dropKeysOf } from './user-keys.ts';
import { toUser, type UserRow, userColumns } from './user-rows.ts';

/** Who does it: the machine's operator, or a user. */
export interface Doer {
  readonly now: Date;
  readonly via: 'command' | 'console';
  readonly userId?: number;
}

/** All users by name, disabled ones too. */
export async function listUsers(knex: Knex): Promise<ListedUser[]> {
  const rows = await query<UserRow & Pick<ListedUser, 'isDisabled' | 'hasPassword' | 'createdAt'>>(
    knex,
    `SELECT ${userColumns}, disabled_at IS NOT NULL AS "isDisabled", password_hash IS NOT NULL AS "hasPassword",
       created_at AS "createdAt"
     FROM users ORDER BY username`,
  );
  return rows.map((row) => ({
    ...toUser(row),
    isDisabled: row.isDisabled,
    hasPassword: row.hasPassword,
    createdAt: row.createdAt,
  }));
}

/** The id of a user in office by name; null for nobody. */
export async function findUserId(db: Knex, username: string): Promise<number | null> {
  const [row] = await query<{ id: string }>(
    db,
    'SELECT id FROM users WHERE username = :username AND disabled_at IS NULL',
    { username },
  );
  return row ? Number(row.id) : null;
}

/** Adds a user. @returns the id, or why not. */
export async function addUser(knex: Knex, user: NewUser, by: Doer): Promise<number | UserFault> {
  const hash = user.password === null ? null : await hashPassword(user.password);
  return knex.transaction(async (trx) => {
    const known = await query<{ code: string }>(
      trx,
      'SELECT code FROM areas WHERE code = ANY (:areas::text[])',
      {
        areas: user.areas,
      },
    );
    const codes = new Set(['00', ...known.map(({ code }) => code)]);
    if (!user.areas.every((area) => codes.has(area))) return 'unknown-area';
    if (user.officerId !== null) {
      const [officer] = await query(trx, 'SELECT FROM officers WHERE id = :id', { id: user.officerId });
      if (!officer) return 'unknown-officer';
    }
    const [added] = await query<{ id: string }>(
      trx,
      `INSERT INTO users (username, password_hash, role, areas, language, officer_id, created_at, updated_at)
       VALUES (:username, :hash, :role, :areas, :language, :officerId, :now, :now)
       ON CONFLICT (username) DO NOTHING RETURNING id`,
      { ...user, hash, now: by.now },
    );
    if (!added) return 'taken';
    await writeAudit(trx, [
      entry('add-user', Number(added.id), by, { role: user.role, areas: user.areas.join(' ') }),
    ]);
    return Number(added.id);
  });
}

/** Gives a user another password, and ends all that they hold. */
export async function setPassword(
  knex: Knex,
  username: string,
  password: string,
  by: Doer,
): Promise<number | UserFault> {
  const hash = await hashPassword(password);
  return knex.transaction(async (trx) => {
    const [row] = await query<{ id: string }>(
      trx,
      `UPDATE users SET password_hash = :hash, updated_at = :now
       WHERE username = :username AND disabled_at IS NULL RETURNING id`,
      { hash, username, now: by.now },
    );
    return end(trx, row, 'set-password', by);
  });
}

/** Shuts a user out, at once. */
export function disableUser(knex: Knex, username: string, by: Doer): Promise<number | UserFault> {
  return knex.transaction(async (trx) => {
    const [row] = await query<{ id: string }>(
      trx,
      `UPDATE users SET disabled_at = :now, updated_at = :now
       WHERE username = :username AND disabled_at IS NULL RETURNING id`,
      { username, now: by.now },
    );
    return end(trx, row, 'disable-user', by);
  });
}

async function end(
  trx: Knex,
  row: { readonly id: string } | undefined,
  action: string,
  by: Doer,
): Promise<number | UserFault> {
  if (!row) return 'unknown-user';
  await dropKeysOf(trx, Number(row.id));
  await writeAudit(trx, [entry(action, Number(row.id), by)]);
  return Number(row.id);
}

function entry(action: string, userId: number, by: Doer, details: AuditEntry['details'] = {}): AuditEntry {
  return {
    at: by.now,
    officerId: null,
    ...(by.userId !== undefined && { userId: by.userId }),
    via: by.via,
    action,
    targetKind: 'user',
    target: String(userId),
    inboxId: null,
    details,
  };
}

/** Upkeep by users of the console. */
export function makeUserUpkeep(knex: Knex): UserUpkeep {
  return {
    add: (user, by) => addUser(knex, user, { ...by, via: 'console' }),
    setPassword: (username, password, by) => setPassword(knex, username, password, { ...by, via: 'console' }),
    disable: (username, by) => disableUser(knex, username, { ...by, via: 'console' }),
  };
}
