import type { Knex } from 'knex';
import { deskVersion, openActs } from '../domain/workflow/desk-item.ts';
import type { ConsoleDesk, NewDeskAct } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { findDeskItems } from './desk-items.ts';
import { insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';

const target = {
  table: 'desk_acts',
  columns: {
    of_id: 'bigint',
    number: 'integer',
    act: 'text',
    message_id: 'bigint',
    user_id: 'bigint',
    username: 'text',
    reason: 'text',
    at: 'timestamptz',
  },
};

/** Writes acts that took effect; the second of two with one number fails, and is then decided anew. */
export async function writeDeskActs(trx: Knex, acts: readonly NewDeskAct[]): Promise<void> {
  await insertRows(
    trx,
    target,
    acts.map(({ of, number, act, messageId, by, reason, at }) => ({
      of_id: of,
      number,
      act,
      message_id: messageId,
      user_id: by.userId,
      username: by.username,
      reason,
      at,
    })),
  );
  // A message set aside that was mended is dealt with.
  const mended = acts.filter(({ act }) => act === 'mend').map(({ of }) => of);
  if (mended.length > 0) await endStuck(trx, mended);
}

function endStuck(trx: Knex, ids: readonly string[]): Promise<number> {
  return execute(trx, `UPDATE inbox SET state = 'done' WHERE id = ANY (:ids::bigint[]) AND state = 'stuck'`, {
    ids,
  });
}

/** Puts a message back, or aside for good: see `ConsoleDesk.settle`. */
export function settleDeskItem(
  knex: Knex,
  [act, of, by, at]: Parameters<ConsoleDesk['settle']>,
): Promise<boolean> {
  return knex.transaction(async (trx) => {
    await query(trx, 'SELECT FROM inbox WHERE id = :id FOR UPDATE', { id: of.id });
    const item = (await findDeskItems(trx, [of.id])).get(of.id);
    if (!item || deskVersion(item) !== of.version || !openActs(item).includes(act)) return false;
    const done = { of: of.id, number: item.acts + 1, act, messageId: null, by, reason: null, at };
    await writeDeskActs(trx, [done]);
    if (act === 'close') await endStuck(trx, [of.id]);
    else
      await execute(
        trx,
        `UPDATE inbox SET state = 'pending', attempts = 0, not_before = NULL WHERE id = :id`,
        { id: of.id },
      );
    await writeAudit(trx, [
      {
        at,
        officerId: null,
        userId: by.userId,
        via: 'console',
        action: `${act}-message`,
        targetKind: 'message',
        target: of.id,
        inboxId: of.id,
        details: {},
      },
    ]);
    return true;
  });
}
