import type { Knex } from 'knex';
import type { AuditEntry, AuditFilter, AuditReader, ListedEntry } from '../ports.ts';
import { allOf, inScope } from './list-conditions.ts';
import { query } from './query.ts';

interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly officer_id: string | null;
  readonly officer_code: string | null;
  readonly username: string | null;
  readonly via: AuditEntry['via'];
  readonly action: string;
  readonly target_kind: AuditEntry['targetKind'];
  readonly target: string;
  readonly inbox_id: string | null;
  readonly details: AuditEntry['details'];
}

export function makeAuditReader(knex: Knex): AuditReader {
  return { list: (filter) => listAudit(knex, filter) };
}

/** The audit, newest first. */
export async function listAudit(knex: Knex, filter: AuditFilter): Promise<ListedEntry[]> {
  const { scope = [''], officerId, target, targetOfficerId, action, since, before, limit } = filter;
  const within = inScope('area_code', 10, scope);
  const conditions = [
    within.sql,
    officerId === undefined ? null : 'audit.officer_id = :officerId',
    target === undefined
      ? null
      : `(target = :target OR (target_kind = 'officer' AND target = (:targetOfficerId::bigint)::text))`,
    action === undefined ? null : 'action = :action',
    since === undefined ? null : 'at >= :since',
    before === undefined ? null : 'audit.id < :before',
  ];
  const rows = await query<EntryRow>(
    knex,
    `SELECT audit.id, at, audit.officer_id, officers.code AS officer_code, username, via, action, target_kind, target, inbox_id, details
     FROM audit LEFT JOIN officers ON officers.id = audit.officer_id LEFT JOIN users ON users.id = user_id
     WHERE ${allOf(conditions)}
     ORDER BY audit.id DESC LIMIT :limit`,
    {
      ...within.bindings,
      officerId: officerId ?? null,
      target: target ?? null,
      targetOfficerId: targetOfficerId ?? null,
      action: action ?? null,
      since: since ?? null,
      before: before ?? null,
      limit,
    },
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    officerId: row.officer_id === null ? null : Number(row.officer_id),
    officerCode: row.officer_code,
    username: row.username,
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
