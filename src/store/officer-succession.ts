import type { Knex } from 'knex';
import type { Doer, Successor, Upkeep } from '../ports.ts';
import { auditOfficer, change, inTurn, type StoredOfficer } from './officer-change.ts';
import { giveNumber, holderOf, takeNumbers } from './officer-numbers.ts';
import { execute, query } from './query.ts';

/** Ends an officer: nothing comes from them any more. Their areas and team stay theirs until somebody takes over. */
export function endOfficer(knex: Knex, officerId: number, doer: Doer): Promise<Upkeep<{ team: number }>> {
  return change(knex, officerId, async (trx, officer) => {
    await end(trx, officer.id, doer);
    const [row] = await query<{ team: number }>(
      trx,
      'SELECT count(*)::integer AS team FROM officers WHERE superior_id = :id AND ended_at IS NULL',
      { id: officer.id },
    );
    return { id: officer.id, team: row?.team ?? 0 };
  });
}

/**
 * Puts a person into the place of another one, who ends where they have not yet: the areas and the team go over, what
 * was reported stays with who reported it.
 */
export function replaceOfficer(
  knex: Knex,
  officerId: number,
  person: Successor,
  doer: Doer,
): Promise<Upkeep> {
  return inTurn(knex, officerId, async (trx, old) => {
    const replaced = await query(trx, 'SELECT FROM officers WHERE replaces_id = :id', { id: old.id });
    if (replaced.length > 0) return 'already-replaced';
    const holder = await holderOf(trx, person.msisdn);
    if (holder !== null && holder !== old.id) return 'number-taken';
    if (!old.hasEnded) await end(trx, old.id, doer);
    const id = await addSuccessor(trx, old, person, doer);
    await giveNumber(trx, id, person.msisdn, doer);
    const between = { id, old: old.id };
    await execute(trx, 'UPDATE officer_areas SET officer_id = :id WHERE officer_id = :old', between);
    await execute(
      trx,
      'UPDATE officers SET superior_id = :id WHERE superior_id = :old AND ended_at IS NULL',
      between,
    );
    await auditOfficer(trx, id, 'replace-officer', doer, { replaces: old.id });
    return { id };
  });
}

async function end(trx: Knex, id: number, doer: Doer): Promise<void> {
  await takeNumbers(trx, id, doer);
  await execute(trx, 'UPDATE officers SET ended_at = :at, updated_at = :at WHERE id = :id', {
    at: doer.at,
    id,
  });
  await auditOfficer(trx, id, 'end-officer', doer);
}

async function addSuccessor(trx: Knex, old: StoredOfficer, person: Successor, { at }: Doer): Promise<number> {
  const [added] = await query<{ id: number }>(
    trx,
    `INSERT INTO officers (msisdn, name, role, language, superior_id, replaces_id, created_at, updated_at)
     VALUES (:msisdn, :name, :role, :language, :superior, :old, :at, :at) RETURNING id::integer`,
    { ...person, role: old.role, superior: old.superiorId, old: old.id, at },
  );
  if (!added) throw new Error('An insert returns its row');
  return added.id;
}
