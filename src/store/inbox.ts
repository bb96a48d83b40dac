import type { Knex } from 'knex';
import type { AcceptedMessage, InboundMessage, Inbox, StuckMessage } from '../ports.ts';
import { columnArrays, parameter } from './insert-rows.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

/** The inbox in the store. Raw bytes are sealed by `rawBytes` on the way in. */
export function makeInbox(knex: Knex, rawBytes: RawBytes): Inbox {
  return {
    accept: (messages) => acceptMessages(knex, rawBytes, messages),
    async countPending() {
      const [row] = await query<{ count: string }>(
        knex,
        `SELECT count(*) FROM inbox WHERE state = 'pending'`,
      );
      return Number(row?.count ?? 0);
    },
    listStuck: (limit) =>
      query<StuckMessage>(
        knex,
        `SELECT id, channel, kind, sender, received_at AS "receivedAt", attempts, last_error AS "lastError"
         FROM inbox WHERE state = 'stuck' ORDER BY id LIMIT :limit`,
        { limit },
      ),
    retryStuck: (ids) =>
      execute(
        knex,
        `UPDATE inbox SET state = 'pending', attempts = 0, not_before = NULL
         WHERE state = 'stuck' AND (:ids::bigint[] IS NULL OR id = ANY (:ids::bigint[]))`,
        { ids: ids ?? null },
      ),
  };
}

const columns = {
  channel: 'text',
  kind: 'text',
  provider_id: 'text',
  sender: 'text',
  receiver: 'text',
  raw: 'bytea',
  is_encrypted: 'boolean',
  received_at: 'timestamptz',
  sent_at: 'timestamptz',
};
const names = Object.keys(columns).join(', ');

/**
 * Ids are given in the order of arrival, then the rows are inserted in the order of their key: two processes that
 * get the same retries in different order would otherwise wait for each other for ever.
 */
const acceptSql = `
  INSERT INTO inbox (id, ${names})
  SELECT id, ${names}
  FROM (
    SELECT nextval('inbox_id_seq') AS id, given.*
    FROM unnest(${Object.values(columns).map(parameter).join(', ')}) WITH ORDINALITY AS given (${names}, position)
  ) AS numbered
  ORDER BY channel, kind, provider_id, position
  ON CONFLICT ON CONSTRAINT inbox_message_key DO NOTHING
  RETURNING id, channel, kind, provider_id`;

interface InsertedRow {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly provider_id: string;
}

/** Accepts messages in the given connection or transaction; see {@link Inbox.accept}. */
export async function acceptMessages(
  db: Knex,
  rawBytes: RawBytes,
  messages: readonly InboundMessage[],
): Promise<AcceptedMessage[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((message) => {
    const { raw, isEncrypted } = rawBytes.seal(message.raw);
    return {
      channel: message.channel,
      kind: message.kind,
      provider_id: message.providerId,
      sender: message.sender,
      receiver: message.receiver,
      raw,
      is_encrypted: isEncrypted,
      received_at: message.receivedAt,
      sent_at: message.sentAt,
    };
  });
  const result: { rows: InsertedRow[] } = await db.raw(acceptSql, columnArrays(columns, rows));
  const idByKey = new Map(result.rows.map((row) => [keyOf(row), row.id]));
  return rows.map((row) => {
    const id = idByKey.get(keyOf(row)) ?? null;
    // The second of two equal messages in one call is a duplicate of the first.
    idByKey.delete(keyOf(row));
    return { id, duplicate: id === null };
  });
}

function keyOf(row: {
  readonly channel: string;
  readonly kind: string;
  readonly provider_id: string;
}): string {
  return JSON.stringify([row.channel, row.kind, row.provider_id]);
}
