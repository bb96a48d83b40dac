import type { Knex } from 'knex';
import type { Role } from '../domain/workflow/roles.ts';
import type { AuditEntry, Doer, Upkeep } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { lockOfficers } from './lock-officers.ts';
import { query } from './query.ts';

/** An officer as a change finds them; one who has ended has no number. */
export interface StoredOfficer {
  readonly id: number;
  readonly msisdn: string;
  readonly role: Role;
  readonly superiorId: number | null;
  readonly hasEnded: boolean;
}

/** What is done to an officer, one change at a time. */
export function inTurn<Done extends object>(
  knex: Knex,
  officerId: number,
  work: (trx: Knex, officer: StoredOfficer) => Promise<Upkeep<Done>>,
): Promise<Upkeep<Done>> {
  return knex.transaction(async (trx) => {
    await lockOfficers(trx);
    const [officer] = await query<StoredOfficer>(
      trx,
      `SELECT id::integer, msisdn, role, superior_id::integer AS "superiorId", ended_at IS NOT NULL AS "hasEnded"
       FROM officers WHERE id = :officerId`,
      { officerId },
    );
    return officer ? work(trx, officer) : 'unknown-officer';
  });
}

/** Like {@link inTurn}, for those who have not ended. */
export function change<Done extends object>(
  knex: Knex,
  officerId: number,
  work: (trx: Knex, officer: StoredOfficer) => Promise<Upkeep<Done>>,
): Promise<Upkeep<Done>> {
  return inTurn<Done>(knex, officerId, async (trx, officer) =>
    officer.hasEnded ? 'has-ended' : work(trx, officer),
  );
}

/** Adds what was done to an officer to the audit. */
export async function auditOfficer(
  trx: Knex,
  id: number,
  action: string,
  doer: Doer,
  details: AuditEntry['details'] = {},
): Promise<void> {
  await writeAudit(trx, [{ ...doer, action, targetKind: 'officer', target: String(id), details }]);
}
