import type { Knex } from 'knex';
import type { Doer, Upkeep } from '../ports.ts';
import { auditOfficer, change } from './officer-change.ts';
import { execute, query } from './query.ts';

/** Adds a number that the officer can report from, beside those they have. */
export function addNumber(knex: Knex, officerId: number, msisdn: string, doer: Doer): Promise<Upkeep> {
  return change(knex, officerId, async (trx, officer) => {
    if (await holderOf(trx, msisdn)) return 'number-taken';
    await giveNumber(trx, officer.id, msisdn, doer);
    await auditOfficer(trx, officer.id, 'add-number', doer);
    return { id: officer.id };
  });
}

/**
 * Puts another number in the place of one of the officer's, which is theirs no more; where it was the main one, so is
 * the new one. The new one may be theirs already.
 */
export function replaceNumber(
  knex: Knex,
  officerId: number,
  numbers: { readonly from: string; readonly to: string },
  doer: Doer,
): Promise<Upkeep> {
  return change(knex, officerId, async (trx, officer) => {
    if ((await holderOf(trx, numbers.from)) !== officer.id) return 'not-their-number';
    const holder = await holderOf(trx, numbers.to);
    if (holder !== null && (holder !== officer.id || numbers.from === numbers.to)) return 'number-taken';
    await takeNumbers(trx, officer.id, doer, numbers.from);
    if (holder === null) await giveNumber(trx, officer.id, numbers.to, doer);
    const isMain = officer.msisdn === numbers.from;
    if (isMain) {
      await execute(trx, 'UPDATE officers SET msisdn = :to, updated_at = :at WHERE id = :id', {
        to: numbers.to,
        at: doer.at,
        id: officer.id,
      });
    }
    await auditOfficer(trx, officer.id, 'replace-sim', doer, { isMain });
    return { id: officer.id };
  });
}

/** Whose number it is now. */
export async function holderOf(trx: Knex, msisdn: string): Promise<number | null> {
  const [row] = await query<{ id: number }>(
    trx,
    'SELECT officer_id::integer AS id FROM officer_numbers WHERE msisdn = :msisdn AND until IS NULL',
    { msisdn },
  );
  return row?.id ?? null;
}

export async function giveNumber(trx: Knex, id: number, msisdn: string, { at }: Doer): Promise<void> {
  await execute(trx, 'INSERT INTO officer_numbers (officer_id, msisdn, since) VALUES (:id, :msisdn, :at)', {
    id,
    msisdn,
    at,
  });
}

/** Ends the officer's numbers, or one of them. */
export async function takeNumbers(
  trx: Knex,
  id: number,
  { at }: Doer,
  msisdn: string | null = null,
): Promise<void> {
  await execute(
    trx,
    `UPDATE officer_numbers SET until = GREATEST(since, :at)
     WHERE officer_id = :id AND until IS NULL AND msisdn = COALESCE(:msisdn, msisdn)`,
    { id, at, msisdn },
  );
}
