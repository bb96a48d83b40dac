import type { Knex } from 'knex';
import { execute } from './query.ts';
import { makeKey } from './user-keys.ts';
import { findUserId } from './users.ts';

const demoUser = 'demo';

/** An administrator without a password, who signs in by the link that a start tells. */
export async function addDemoUser(trx: Knex): Promise<void> {
  await execute(
    trx,
    `INSERT INTO users (username, role, areas, created_at, updated_at)
     VALUES (:demoUser, 'admin', '{00}', now(), now()) ON CONFLICT DO NOTHING`,
    { demoUser },
  );
}

/** A new one-time link of the demo's user; null where there is none. */
export async function makeDemoLink(knex: Knex, now: Date): Promise<string | null> {
  const id = await findUserId(knex, demoUser);
  return id === null ? null : makeKey(knex, 'link', id, now);
}
