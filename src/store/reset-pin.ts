import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { newPinFault } from '../domain/workflow/pin.ts';
import type { Doer, Upkeep } from '../ports.ts';
import { change } from './officer-change.ts';
import { hashPin, pinCost } from './pin-hash.ts';
import { writePin } from './write-pin.ts';

const digits = 6;

/** Gives an officer a temporary PIN that nobody chose. It is told once: only its hash is kept. */
export async function resetPin(knex: Knex, officerId: number, by: Doer): Promise<Upkeep<{ pin: string }>> {
  const pin = randomPin();
  const hash = await hashPin(pin, pinCost);
  return change<{ pin: string }>(knex, officerId, async (trx, officer) => {
    await writePin(trx, officer.id, hash, { ...by, isTemporary: true });
    return { id: officer.id, pin };
  });
}

function randomPin(): string {
  const pin = String(randomInt(10 ** digits)).padStart(digits, '0');
  return newPinFault(pin) === null ? pin : randomPin();
}
