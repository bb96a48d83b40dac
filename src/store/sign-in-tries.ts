import type { Knex } from 'knex';
import {
  afterWrongTry,
  type ConsoleTries,
  isPaused,
  type TriedBy,
} from '../domain/workflow/console-tries.ts';
import { execute, query } from './query.ts';

/** By whom a password was tried: a name and an address. */
export type Tried = Readonly<Record<TriedBy, string>>;

const kinds = ['user', 'address'] as const satisfies readonly TriedBy[];

/** Until when tries are not looked at; null where they are. */
export async function findPause(knex: Knex, tried: Tried, now: Date): Promise<Date | null> {
  return pauseOf(await readTries(knex, tried), now);
}

/**
 * Counts a try, after all others of the name and the address. A right one clears the name's; an address keeps its own,
 * else a guesser with a name of their own could start anew.
 *
 * @returns until when it is not even looked at, where a pause has begun meanwhile.
 */
export async function countTry(trx: Knex, tried: Tried, isRight: boolean, now: Date): Promise<Date | null> {
  await execute(
    trx,
    `INSERT INTO sign_in_tries (who, failures, last_at)
     SELECT who, 0, :now FROM unnest(:keys::text[]) AS who ORDER BY who ON CONFLICT DO NOTHING`,
    { keys: keysOf(tried), now },
  );
  const tries = await readTries(trx, tried, 'FOR UPDATE');
  const pause = pauseOf(tries, now);
  if (pause) return pause;
  if (isRight) {
    await execute(trx, 'DELETE FROM sign_in_tries WHERE who = :who', { who: keyOf(tried, 'user') });
    return null;
  }
  for (const by of kinds) {
    const before = tries.get(keyOf(tried, by)) ?? { failures: 0, pausedUntil: null, lastAt: now };
    await execute(
      trx,
      `UPDATE sign_in_tries SET failures = :failures, paused_until = :pausedUntil, last_at = :lastAt WHERE who = :who`,
      { who: keyOf(tried, by), ...afterWrongTry(before, by, now) },
    );
  }
  return null;
}

async function readTries(db: Knex, tried: Tried, lock = ''): Promise<Map<string, ConsoleTries>> {
  const rows = await query<ConsoleTries & { readonly who: string }>(
    db,
    `SELECT who, failures, paused_until AS "pausedUntil", last_at AS "lastAt" FROM sign_in_tries
     WHERE who = ANY (:keys::text[]) ORDER BY who ${lock}`,
    { keys: keysOf(tried) },
  );
  return new Map(rows.map((row) => [row.who, row]));
}

function pauseOf(tries: ReadonlyMap<string, ConsoleTries>, now: Date): Date | null {
  const pauses = [...tries.values()].flatMap((one) =>
    isPaused(one, now) && one.pausedUntil ? [one.pausedUntil] : [],
  );
  return pauses.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

function keyOf(tried: Tried, by: TriedBy): string {
  return `${by}:${tried[by]}`;
}

function keysOf(tried: Tried): string[] {
  return kinds.map((by) => keyOf(tried, by));
}
