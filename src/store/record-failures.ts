import type { Knex } from 'knex';
import { execute } from './query.ts';

/** After so many failures a row is set aside; with the waits below that is half a minute after the first. */
const maxAttempts = 5;

/** An error is a code with a place; what is longer is something else and not worth its bytes. */
const maxErrorLength = 200;

/** Counts a failure of each row: tried again after 2, 4, 8, 16 seconds, then set aside as `stuck`. */
export async function recordFailures(
  db: Knex,
  failures: readonly { readonly id: string; readonly error: string }[],
  now: Date,
): Promise<void> {
  if (failures.length === 0) return;
  await execute(
    db,
    `UPDATE inbox SET
       attempts = attempts + 1,
       last_error = failed.error,
       state = CASE WHEN attempts + 1 >= :maxAttempts THEN 'stuck' ELSE 'pending' END,
       not_before = :now::timestamptz + make_interval(secs => power(2, attempts + 1))
     FROM unnest(:ids::bigint[], :errors::text[]) AS failed (id, error)
     WHERE inbox.id = failed.id AND inbox.state = 'pending'`,
    {
      maxAttempts,
      now,
      ids: failures.map(({ id }) => id),
      errors: failures.map(({ error }) => error.slice(0, maxErrorLength)),
    },
  );
}
