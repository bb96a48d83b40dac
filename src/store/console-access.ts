import type { Knex } from 'knex';
import { type User, usernameOf } from '../domain/workflow/console-user.ts';
import type { ConsoleAccess, SignIn } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { isPasswordOf } from './password-hash.ts';
import { query } from './query.ts';
import { countTry, findPause } from './sign-in-tries.ts';
import { dropKey, dropOldKeys, findKey, makeKey, takeKey } from './user-keys.ts';
import { toUser, type UserRow, userColumns } from './user-rows.ts';

/** Who comes to the console, in the store. */
export function makeConsoleAccess(knex: Knex): ConsoleAccess {
  return {
    signIn: (typed) => signIn(knex, typed),
    takeLink: (link, now) =>
      knex.transaction(async (trx) => {
        const user = await takeKey(trx, link, now);
        return user && { user, session: await openSession(trx, user, now) };
      }),
    findSession: (session, now) => findKey(knex, 'session', session, now),
    closeSession: (session) => dropKey(knex, session),
    findBearer: (token, now) => findKey(knex, 'token', token, now),
  };
}

/** The hash is worked out before any lock is taken, and not at all during a pause. */
async function signIn(knex: Knex, typed: Parameters<ConsoleAccess['signIn']>[0]): Promise<SignIn> {
  const { now, address, password } = typed;
  const username = usernameOf(typed.username);
  const tried = { user: username, address };
  const paused = await findPause(knex, tried, now);
  if (paused) return { outcome: 'paused', until: paused };
  const stored = await readPassword(knex, username);
  const isRight = await isPasswordOf(stored?.password_hash ?? null, password);
  await dropOldKeys(knex, now);
  return knex.transaction(async (trx): Promise<SignIn> => {
    const until = await countTry(trx, tried, isRight, now);
    if (until) return { outcome: 'paused', until };
    // Disabled or with another password by now: as wrong as before it.
    const current = isRight ? await readPassword(trx, username) : null;
    if (current === null || current.password_hash !== stored?.password_hash) return { outcome: 'wrong' };
    const user = toUser(current);
    return { outcome: 'in', user, session: await openSession(trx, user, now) };
  });
}

async function readPassword(
  db: Knex,
  username: string,
): Promise<(UserRow & { readonly password_hash: string | null }) | null> {
  const [row] = await query<UserRow & { readonly password_hash: string | null }>(
    db,
    `SELECT ${userColumns}, password_hash FROM users WHERE username = :username AND disabled_at IS NULL`,
    { username },
  );
  return row ?? null;
}

async function openSession(trx: Knex, user: User, now: Date): Promise<string> {
  await writeAudit(trx, [
    {
      at: now,
      officerId: null,
      userId: user.id,
      via: 'console',
      action: 'sign-in',
      targetKind: 'user',
      target: String(user.id),
      inboxId: null,
      details: {},
    },
  ]);
  return makeKey(trx, 'session', user.id, now);
}
