import type { Knex } from 'knex';
import type { AuditEntry } from '../ports.ts';
import { insertRows } from './insert-rows.ts';

const target = {
  table: 'audit',
  columns: {
    at: 'timestamptz',
    officer_id: 'bigint',
    user_id: 'bigint',
    via: 'text',
    action: 'text',
    target_kind: 'text',
    target: 'text',
    inbox_id: 'bigint',
    details: 'jsonb',
  },
};

/** Adds to the audit, in the transaction of what it tells of. */
export async function writeAudit(trx: Knex, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    at: entry.at,
    officer_id: entry.officerId,
    user_id: entry.userId ?? null,
    via: entry.via,
    action: entry.action,
    target_kind: entry.targetKind,
    target: entry.target,
    inbox_id: entry.inboxId,
    details: entry.details,
  }));
  await insertRows(trx, target, rows);
}
