import type { Knex } from 'knex';
import type { PinVerdict } from '../domain/workflow/pin.ts';
import type { TypedPin } from '../ports.ts';
import { execute, query } from './query.ts';

type Place = Pick<TypedPin, 'channel' | 'sessionId' | 'dialogue' | 'at'>;

/** What came of the PIN at a place of a dialogue; null where none was judged there. */
export async function findVerdict(
  db: Knex,
  { channel, sessionId, dialogue, at }: Place,
): Promise<PinVerdict | null> {
  const [row] = await query<PinVerdict>(
    db,
    `SELECT outcome, figure FROM pin_tries
     WHERE channel = :channel AND session_id = :sessionId AND dialogue = :dialogue AND at = :at`,
    { channel, sessionId, dialogue, at },
  );
  return row ?? null;
}

/** Keeps what came of a PIN at its place. Fails where another transaction did so; the caller has locked it out. */
export async function keepVerdict(trx: Knex, typed: TypedPin, verdict: PinVerdict): Promise<PinVerdict> {
  const { channel, sessionId, dialogue, at, officerId, now } = typed;
  await execute(
    trx,
    `INSERT INTO pin_tries (channel, session_id, dialogue, at, officer_id, outcome, figure, tried_at)
     VALUES (:channel, :sessionId, :dialogue, :at, :officerId, :outcome, :figure, :now)`,
    { channel, sessionId, dialogue, at, officerId, now, ...verdict },
  );
  return verdict;
}
