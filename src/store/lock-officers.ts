import type { Knex } from 'knex';
import { query } from './query.ts';

/** Any number that no other advisory lock of ours has. */
const key = 7_440_021;

/** Until the end of the transaction nobody else changes who has which number and who stands above whom. */
export async function lockOfficers(trx: Knex): Promise<void> {
  await query(trx, 'SELECT pg_advisory_xact_lock(:key)', { key });
}
