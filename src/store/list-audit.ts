import type { Knex } from 'knex';
import type { AuditEntry } from '../ports.ts';
import { query } from './query.ts';

/** An entry as it is listed: with the code of who did it, by which lists name officers. */
export interface ListedEntry extends AuditEntry {
  readonly id: string;
  readonly officerCode: string | null;
}

export interface AuditFilter {
  /** Who did it. */
  readonly officerId?: number;
  /** What it was done to, of whatever kind. */
  readonly target?: string;
  /** Or this officer. */
  readonly targetOfficerId?: number;
  readonly since?: Date;
  readonly limit: number;
}

interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly officer_id: string | null;
  readonly officer_code: string | null;
  readonly via: AuditEntry['via'];
  readonly action: string;
  readonly target_kind: AuditEntry['targetKind'];
  readonly target: string;
  readonly inbox_id: string | null;
  readonly details: AuditEntry['details'];
}

/** The audit, newest first. */
export async function listAudit(knex: Knex, filter: AuditFilter): Promise<ListedEntry[]> {
  const rows = await query<EntryRow>(
    knex,
    `SELECT audit.id, at, officer_id, officers.code AS officer_code, via, action, target_kind, target, inbox_id, details
     FROM audit LEFT JOIN officers ON officers.id = officer_id
     WHERE (:officerId::bigint IS NULL OR officer_id = :officerId)
       AND (:target::text IS NULL OR target = :target
         OR (target_kind = 'officer' AND target = (:targetOfficerId::bigint)::text))
       AND (:since::timestamptz IS NULL OR at >= :since)
     ORDER BY audit.id DESC LIMIT :limit`,
    {
      officerId: filter.officerId ?? null,
      target: filter.target ?? null,
      targetOfficerId: filter.targetOfficerId ?? null,
      since: filter.since ?? null,
      limit: filter.limit,
    },
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    officerId: row.officer_id === null ? null : Number(row.officer_id),
    officerCode: row.officer_code,
    via: row.via,
    action: row.action,
    targetKind: row.target_kind,
    target: row.target,
    inboxId: row.inbox_id,
    details: row.details,
  }));
}

/** The id of an officer by code or by a number that is or was theirs, the present one first; null for nobody. */
export async function findOfficerId(knex: Knex, codeOrMsisdn: string): Promise<number | null> {
  const [row] = await query<{ id: string }>(
    knex,
    `SELECT id FROM (
       SELECT id, 0 AS place, now() AS since FROM officers WHERE code = :given
       UNION ALL
       SELECT officer_id, CASE WHEN until IS NULL THEN 1 ELSE 2 END, since FROM officer_numbers WHERE msisdn = :given
     ) AS known ORDER BY place, since DESC LIMIT 1`,
    { given: codeOrMsisdn },
  );
  return row ? Number(row.id) : null;
}
