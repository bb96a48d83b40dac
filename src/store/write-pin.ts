import type { Knex } from 'knex';
import type { Doer } from '../ports.ts';
import { auditOfficer } from './officer-change.ts';
import { execute } from './query.ts';

/** Gives an officer a PIN by its hash. Wrong tries and a pause are forgotten with the old one. */
export async function writePin(
  trx: Knex,
  officerId: number,
  hash: string,
  { isTemporary, ...doer }: Doer & { readonly isTemporary: boolean },
): Promise<void> {
  await execute(
    trx,
    `INSERT INTO officer_pins (officer_id, hash, is_temporary, created_at, changed_at)
     VALUES (:officerId, :hash, :isTemporary, :at, :at)
     ON CONFLICT (officer_id) DO UPDATE SET hash = excluded.hash, is_temporary = excluded.is_temporary,
       failures = 0, paused_until = NULL, changed_at = excluded.changed_at`,
    { officerId, hash, isTemporary, at: doer.at },
  );
  await auditOfficer(trx, officerId, isTemporary ? 'reset-pin' : 'set-pin', doer);
}
