import type { Knex } from 'knex';
import { query } from './query.ts';

/**
 * Marks the officer of a number stopped, as `STOP` does.
 *
 * @param msisdn E.164 with the plus.
 * @returns false when no officer has the number.
 */
export async function stopOfficer(knex: Knex, msisdn: string): Promise<boolean> {
  const rows = await query<{ id: string }>(
    knex,
    `UPDATE officers SET is_stopped = true, updated_at = now()
     WHERE id = (SELECT officer_id FROM officer_numbers WHERE msisdn = :msisdn AND until IS NULL) RETURNING id`,
    { msisdn },
  );
  return rows.length > 0;
}
