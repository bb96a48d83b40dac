import type { Knex } from 'knex';
import type { NewPart, WaitingPart } from '../ports.ts';
import { insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

interface PartRow {
  readonly inbox_id: string;
  readonly sender: string;
  readonly total: number;
  readonly part: number;
  readonly received_at: Date;
  readonly raw: Uint8Array;
  readonly is_encrypted: boolean;
}

/**
 * Parts that wait for their fellows, oldest first.
 *
 * @throws RawBytesUnreadable where the bytes of one are sealed and the key does not fit.
 */
export async function findParts(
  db: Knex,
  rawBytes: RawBytes,
  senders: readonly string[],
): Promise<WaitingPart[]> {
  const rows = await query<PartRow>(
    db,
    `SELECT inbox_id, sms_parts.sender, total, part, sms_parts.received_at, raw, is_encrypted
     FROM sms_parts JOIN inbox ON inbox.id = inbox_id
     WHERE sms_parts.sender = ANY (:senders) ORDER BY inbox_id`,
    { senders },
  );
  return rows.map((row) => ({
    inboxId: row.inbox_id,
    sender: row.sender,
    total: row.total,
    part: row.part,
    receivedAt: row.received_at,
    raw: rawBytes.open(row.raw, row.is_encrypted),
  }));
}

/** Keeps the parts that wait from now on, and drops those that wait no more; a part may be both. */
export async function writeParts(
  trx: Knex,
  parts: readonly NewPart[],
  spentIds: readonly string[],
): Promise<void> {
  const spent = new Set(spentIds);
  const kept = parts.filter(({ inboxId }) => !spent.has(inboxId));
  await insertRows(
    trx,
    {
      table: 'sms_parts',
      columns: {
        inbox_id: 'bigint',
        sender: 'text',
        total: 'smallint',
        part: 'smallint',
        received_at: 'timestamptz',
      },
    },
    kept.map(({ inboxId, sender, total, part, receivedAt }) => ({
      inbox_id: inboxId,
      sender,
      total,
      part,
      received_at: receivedAt,
    })),
  );
  if (spentIds.length === 0) return;
  await execute(trx, 'DELETE FROM sms_parts WHERE inbox_id = ANY (:spentIds::bigint[])', { spentIds });
}
