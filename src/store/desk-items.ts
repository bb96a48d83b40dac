import type { Knex } from 'knex';
import type { Outcome } from '../domain/report/types.ts';
import type { DeskItem } from '../domain/workflow/desk-item.ts';
import { query } from './query.ts';
import { findReports, isSupersededSql } from './stored-reports.ts';

interface ItemRow {
  readonly id: string;
  readonly state: DeskItem['inboxState'];
  readonly kind: DeskItem['kind'];
  readonly channel: string;
  readonly sender: string;
  readonly received_at: Date;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly officer_id: string | null;
  readonly idbdt: string | null;
  readonly has_remarks: boolean;
  readonly is_superseded: boolean;
  readonly acts: number;
}

const itemsSql = `
  SELECT inbox.id, inbox.state, inbox.kind, inbox.channel, inbox.sender, inbox.received_at,
    reports.outcome, reports.reason, reports.idbdt, coalesce(reports.remarks, '[]') <> '[]' AS has_remarks,
    coalesce(reports.officer_id, (
      SELECT officer_id FROM officer_numbers WHERE msisdn = inbox.sender AND until IS NULL
    )) AS officer_id,
    reports.id IS NOT NULL AND ${isSupersededSql('reports', `'infinity'`)} AS is_superseded,
    (SELECT count(*)::integer FROM desk_acts WHERE of_id = inbox.id) AS acts
  FROM inbox LEFT JOIN reports ON reports.id = inbox.id
  WHERE inbox.id = ANY (:ids::bigint[])`;

/** Messages by id as the desk acts on them; those that there are, practice left out. */
export async function findDeskItems(db: Knex, ids: readonly string[]): Promise<Map<string, DeskItem>> {
  const rows = await query<ItemRow>(db, itemsSql, { ids });
  const reports = await findReports(db, 'id = ANY (:ids::bigint[])', { ids });
  const stored = new Map(reports.map((report) => [report.id, report]));
  return new Map(
    rows.map((row) => {
      const report = stored.get(row.id);
      return [
        row.id,
        {
          id: row.id,
          inboxState: row.state,
          kind: row.kind,
          channel: row.channel,
          sender: row.sender,
          receivedAt: row.received_at,
          outcome: row.outcome,
          reason: row.reason,
          officerId: row.officer_id === null ? null : Number(row.officer_id),
          idbdt: row.idbdt,
          stored: report ? { ...report, isSuperseded: row.is_superseded } : null,
          hasRemarks: row.has_remarks,
          acts: row.acts,
        },
      ];
    }),
  );
}
