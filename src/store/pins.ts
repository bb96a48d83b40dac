import type { Knex } from 'knex';
import type { Tries } from '../domain/workflow/pauses.ts';
import { judgeTry, type NumberTries, type PinVerdict, pauseAt } from '../domain/workflow/pin.ts';
import type { PinKeeper } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { findOfficerByCode, findOfficersById } from './directory.ts';
import { hashPin, isPinOf, type PinCost, pinCost } from './pin-hash.ts';
import { findVerdict, keepVerdict } from './pin-tries.ts';
import { execute, query } from './query.ts';
import { writePin } from './write-pin.ts';

type TriedPin = Parameters<PinKeeper['check']>[0];
type NewPin = Parameters<PinKeeper['set']>[0];

/** PINs of the officers, in the store. */
export function makePinKeeper(knex: Knex, cost: PinCost = pinCost): PinKeeper {
  return {
    async findByCode(code) {
      const officer = await findOfficerByCode(knex, code);
      return officer && { officer, hasPin: (await readPin(knex, officer.id)) !== null };
    },
    findById: async (officerId) => (await findOfficersById(knex, [officerId])).get(officerId) ?? null,
    async hasPin(officerId, before) {
      const rows = await query(
        knex,
        'SELECT FROM officer_pins WHERE officer_id = :officerId AND created_at < :before',
        { officerId, before },
      );
      return rows.length > 0;
    },
    check: (typed) => check(knex, typed),
    set: (typed) => set(knex, typed, cost),
  };
}

interface PinRow extends Tries {
  readonly hash: string;
  readonly isTemporary: boolean;
}

/** `lock`: until the end of the transaction nobody else judges a try of the officer's. */
async function readPin(db: Knex, officerId: number, lock = ''): Promise<PinRow | null> {
  const [row] = await query<PinRow>(
    db,
    `SELECT hash, is_temporary AS "isTemporary", failures, paused_until AS "pausedUntil"
     FROM officer_pins WHERE officer_id = :officerId ${lock}`,
    { officerId },
  );
  return row ?? null;
}

/** The hash is worked out before any lock is taken; where the PIN was changed meanwhile it is done again. */
async function check(knex: Knex, typed: TriedPin): Promise<PinVerdict> {
  for (;;) {
    const known = await findVerdict(knex, typed);
    if (known) return known;
    const stored = await readPin(knex, typed.officerId);
    // Nothing is worked out during a pause: guessing then costs the guesser more than us.
    const isRight =
      stored !== null && pauseAt(stored, null, typed.now) === null && (await isPinOf(stored.hash, typed.pin));
    const verdict = await knex.transaction((trx) => judge(trx, typed, stored?.hash ?? null, isRight));
    if (verdict) return verdict;
  }
}

/** Judges a try with all others of the officer and of the number shut out. Null where the PIN is another by now. */
async function judge(
  trx: Knex,
  typed: TriedPin,
  hash: string | null,
  isRight: boolean,
): Promise<PinVerdict | null> {
  const stored = await readPin(trx, typed.officerId, 'FOR UPDATE');
  // The same request that was quicker.
  const known = await findVerdict(trx, typed);
  if (known) return known;
  if (stored === null) return keepVerdict(trx, typed, { outcome: 'refused', figure: null });
  if (stored.hash !== hash) return null;
  const { now, officerId, msisdn } = typed;
  const number = msisdn === null ? null : await lockNumber(trx, msisdn, now);
  const judged = judgeTry({ isRight, isTemporary: stored.isTemporary, own: stored, number, now });
  await execute(
    trx,
    'UPDATE officer_pins SET failures = :failures, paused_until = :pausedUntil WHERE officer_id = :officerId',
    { failures: judged.own.failures, pausedUntil: judged.own.pausedUntil, officerId },
  );
  if (msisdn !== null && judged.number !== null) await writeNumber(trx, msisdn, judged.number);
  await auditTry(trx, typed, judged.verdict, judged.own.pausedUntil !== stored.pausedUntil);
  return keepVerdict(trx, typed, judged.verdict);
}

/** Always after the officer's row, so that two tries don't wait for each other crosswise. */
async function lockNumber(trx: Knex, msisdn: string, now: Date): Promise<NumberTries> {
  await execute(
    trx,
    'INSERT INTO pin_numbers (msisdn, last_at) VALUES (:msisdn, :now) ON CONFLICT DO NOTHING',
    { msisdn, now },
  );
  const [row] = await query<NumberTries>(
    trx,
    `SELECT failures, paused_until AS "pausedUntil", last_at AS "lastAt"
     FROM pin_numbers WHERE msisdn = :msisdn FOR UPDATE`,
    { msisdn },
  );
  return row ?? { failures: 0, pausedUntil: null, lastAt: now };
}

async function writeNumber(trx: Knex, msisdn: string, number: NumberTries): Promise<void> {
  await execute(
    trx,
    `UPDATE pin_numbers SET failures = :failures, paused_until = :pausedUntil, last_at = :lastAt
     WHERE msisdn = :msisdn`,
    { msisdn, ...number },
  );
}

/** Who signed in on another phone, and pauses as they begin. */
async function auditTry(
  trx: Knex,
  typed: TriedPin,
  { outcome }: PinVerdict,
  isPauseOther: boolean,
): Promise<void> {
  const isIn = typed.msisdn !== null && (outcome === 'right' || outcome === 'temporary');
  const isPause = outcome === 'paused' && isPauseOther;
  if (!isIn && !isPause) return;
  await writeAudit(trx, [
    {
      at: typed.now,
      officerId: isIn ? typed.officerId : null,
      via: 'ussd',
      action: isIn ? 'sign-in' : 'pause-pin',
      targetKind: 'officer',
      target: String(typed.officerId),
      inboxId: null,
      details: {},
    },
  ]);
}

async function set(knex: Knex, typed: NewPin, cost: PinCost): Promise<PinVerdict> {
  const known = await findVerdict(knex, typed);
  if (known) return known;
  const hash = await hashPin(typed.pin, cost);
  return knex.transaction(async (trx) => {
    const { officerId, by, now } = typed;
    const isTheirs = await mayBeSet(trx, officerId, by);
    const again = await findVerdict(trx, typed);
    if (again) return again;
    if (!isTheirs) return keepVerdict(trx, typed, { outcome: 'refused', figure: null });
    await writePin(trx, officerId, hash, {
      at: now,
      officerId: by,
      via: 'ussd',
      inboxId: null,
      isTemporary: by !== officerId,
    });
    return keepVerdict(trx, typed, { outcome: 'set', figure: null });
  });
}

/** Whether both are in office and one is the other or their superior; it stays so until the transaction's end. */
async function mayBeSet(trx: Knex, officerId: number, by: number): Promise<boolean> {
  const rows = await query<{ id: number; superiorId: number | null }>(
    trx,
    `SELECT id::integer, superior_id::integer AS "superiorId" FROM officers
     WHERE id = ANY (:ids::bigint[]) AND ended_at IS NULL ORDER BY id FOR NO KEY UPDATE`,
    { ids: [officerId, by] },
  );
  const isInOffice = (id: number) => rows.some((row) => row.id === id);
  const superiorId = rows.find(({ id }) => id === officerId)?.superiorId;
  return isInOffice(officerId) && isInOffice(by) && (by === officerId || superiorId === by);
}
