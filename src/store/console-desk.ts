import type { Knex } from 'knex';
import { maskName } from '../domain/identity/mask-name.ts';
import type { Problem } from '../domain/instrument/types.ts';
import { formNames } from '../domain/report/types.ts';
import type { DeskKind } from '../domain/workflow/desk-item.ts';
import { consoleChannel } from '../domain/workflow/desk-submission.ts';
import { nation } from '../domain/workflow/progress.ts';
import type { ConsoleDesk, DeskEntry, DeskFile, DeskFilter, DeskOutcome, DeskPage } from '../ports.ts';
import { settleDeskItem } from './desk-acts.ts';
import { findDeskItems } from './desk-items.ts';
import { findHouseholds } from './find-households.ts';
import { makeStoryReader } from './message-stories.ts';
import { query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';
import { isSupersededSql } from './stored-reports.ts';

/** The console's desk in the store. */
export function makeConsoleDesk(knex: Knex, rawBytes: RawBytes): ConsoleDesk {
  const stories = makeStoryReader(knex, rawBytes);
  return {
    list: (filter) => listDesk(knex, filter),
    async find(id): Promise<DeskFile | null> {
      const item = (await findDeskItems(knex, [id])).get(id);
      const story = await stories.readMessage(id);
      if (!item || !story) return null;
      const idbdt = item.stored?.report.idbdt ?? item.idbdt;
      const place = idbdt ?? (await homeOf(knex, item.officerId));
      const household = idbdt === null ? undefined : (await findHouseholds(knex, [idbdt])).get(idbdt);
      return { item, place, story, household: household ?? null };
    },
    settle: (...act) => settleDeskItem(knex, act),
    outcomeOf: (providerId) => findOutcome(knex, providerId),
  };
}

/** Code of the first area of an officer; null where they have none. */
async function homeOf(knex: Knex, officerId: number | null): Promise<string | null> {
  const [row] = await query<{ code: string | null }>(
    knex,
    'SELECT min(area_code) AS code FROM officer_areas WHERE officer_id = :officerId',
    { officerId },
  );
  return row?.code ?? null;
}

interface EntryRow {
  readonly id: string;
  readonly kind: DeskKind;
  readonly channel: string;
  readonly received_at: Date;
  readonly code: string | null;
  readonly name: string | null;
  readonly command: string | null;
  readonly idbdt: string | null;
  readonly head_name: string | null;
  readonly reason: string | null;
  readonly problems: readonly Problem[];
}

const reportable = formNames.map((form) => `'${form}'`).join(', ');
const inTime = (table: string) =>
  `(:since::timestamptz IS NULL OR ${table}.received_at >= :since)
   AND (:until::timestamptz IS NULL OR ${table}.received_at < :until)
   AND (:after::bigint IS NULL OR ${table}.id < :after::bigint)`;

/**
 * Whether a better report of the same household followed a refused message. Of one in which no household could be
 * read nobody can tell, and it stays until somebody deals with it.
 */
const isResentSql = `EXISTS (
  SELECT FROM reports AS later
  WHERE later.idbdt = reports.idbdt AND later.officer_id = reports.officer_id AND later.id > reports.id
    AND NOT later.is_practice AND later.form IS NOT NULL AND later.outcome <> 'rejected')`;

/** Of a household's flagged reports only the newest in the records counts: its remarks are those that stand. */
const isStandingSql = `NOT EXISTS (
  SELECT FROM reports AS newer
  WHERE newer.idbdt = reports.idbdt AND newer.id > reports.id AND newer.form IS NOT NULL
    AND NOT newer.is_practice AND newer.withdrawn_at IS NULL AND newer.outcome IN ('accepted', 'repaired'))`;

/** What of the reports is on the desk; the condition over `reports` is that of the index `reports_on_desk`. */
const candidatesSql = `
  SELECT reports.id, CASE outcome WHEN 'held' THEN 'held' WHEN 'rejected' THEN 'rejected' ELSE 'flagged' END AS kind,
    reports.channel, reports.received_at, reports.officer_id, command, reports.idbdt, reason,
    CASE WHEN problems <> '[]' THEN problems ELSE remarks END AS problems
  FROM reports
  WHERE NOT is_practice AND withdrawn_at IS NULL AND review IS NULL
    AND (outcome IN ('held', 'rejected') OR remarks <> '[]')
    AND ${inTime('reports')}
    AND CASE outcome
      WHEN 'held' THEN :kind IN ('all', 'held') AND NOT ${isSupersededSql('reports', `'infinity'`)}
      WHEN 'rejected' THEN :kind IN ('all', 'rejected') AND channel <> '${consoleChannel}'
        AND (command IS NULL OR command IN (${reportable})) AND settled_by IS NULL
        AND NOT EXISTS (SELECT FROM desk_acts WHERE of_id = reports.id) AND NOT ${isResentSql}
      WHEN 'ask' THEN false
      ELSE :kind IN ('all', 'flagged') AND ${isStandingSql}
    END
  UNION ALL
  SELECT inbox.id, 'stuck', inbox.channel, inbox.received_at, officer_numbers.officer_id, NULL, NULL, last_error, '[]'
  FROM inbox LEFT JOIN officer_numbers ON msisdn = sender AND until IS NULL
  WHERE state = 'stuck' AND :kind IN ('all', 'stuck') AND ${inTime('inbox')}`;

const listSql = `
  SELECT found.*, officers.code, officers.name, prelist_households.head_name
  FROM (${candidatesSql}) AS found
  LEFT JOIN officers ON officers.id = found.officer_id
  LEFT JOIN prelist_households ON prelist_households.idbdt = found.idbdt
  LEFT JOIN LATERAL (
    SELECT coalesce(found.idbdt, min(area_code), '') AS code FROM officer_areas WHERE officer_id = found.officer_id
  ) AS place ON true
  WHERE EXISTS (SELECT FROM unnest(:areas::text[]) AS area WHERE starts_with(place.code, area))
    AND starts_with(place.code, :area)
  ORDER BY found.id DESC LIMIT :limit`;

async function listDesk(knex: Knex, filter: DeskFilter): Promise<DeskPage> {
  const { areas, area, kind, since, until, after, limit } = filter;
  const prefix = (code: string) => (code === nation ? '' : code);
  const rows = await query<EntryRow>(knex, listSql, {
    areas: areas.map(prefix),
    area: prefix(area ?? nation),
    kind: kind ?? 'all',
    since: since ?? null,
    until: until ?? null,
    after: after ?? null,
    limit: limit + 1,
  });
  const entries = rows.slice(0, limit).map(toEntry);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function toEntry(row: EntryRow): DeskEntry {
  const { code, name } = row;
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    receivedAt: row.received_at,
    officer: code !== null && name !== null ? { code, name } : null,
    command: row.command,
    idbdt: row.idbdt,
    head: row.idbdt === null ? '' : maskName(row.head_name),
    reason: row.reason,
    problems: row.problems,
  };
}

async function findOutcome(knex: Knex, providerId: string): Promise<DeskOutcome | null> {
  const [row] = await query<DeskOutcome>(
    knex,
    `SELECT coalesce(outcome, 'failed') AS outcome, reason, coalesce(questions, '{}') AS questions, outbox.text AS answer
     FROM inbox LEFT JOIN reports ON reports.id = inbox.id LEFT JOIN outbox ON outbox.inbox_id = inbox.id
     WHERE inbox.channel = '${consoleChannel}' AND inbox.kind = 'ussd' AND inbox.provider_id = :providerId
       AND inbox.state <> 'pending'`,
    { providerId },
  );
  return row ?? null;
}
