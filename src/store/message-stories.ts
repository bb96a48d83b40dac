import type { Knex } from 'knex';
import type { RecordDiff } from '../domain/report/diff.ts';
import { consoleChannel } from '../domain/workflow/desk-submission.ts';
import type { DeskActDone, MessageStory, StoryAnswer, StoryReader, StoryReport } from '../ports.ts';
import { query } from './query.ts';
import { type RawBytes, RawBytesUnreadable } from './raw-bytes.ts';

interface StoryRow {
  readonly id: string;
  readonly channel: string;
  readonly kind: 'sms' | 'ussd';
  readonly sender: string;
  readonly raw: Uint8Array;
  readonly is_encrypted: boolean;
  readonly sent_at: Date | null;
  readonly received_at: Date;
  readonly processed_at: Date | null;
  readonly state: MessageStory['inboxState'];
  readonly attempts: number;
  readonly last_error: string | null;
  readonly report: ReportRow | null;
  readonly officer_id: string | null;
  readonly officer_code: string | null;
  readonly officer_name: string | null;
  readonly revision: number | null;
  readonly revision_idbdt: string | null;
  readonly before: RecordDiff | null;
  readonly after: RecordDiff | null;
  readonly revised_at: Date | null;
  readonly answer: AnswerRow | null;
  readonly acts: readonly (Omit<DeskActDone, 'at'> & { readonly at: string })[] | null;
}

type Told<T, Times extends keyof T> = Omit<T, Times> & { readonly [Time in Times]: string | null };
type ReportRow = Told<StoryReport, 'withdrawnAt' | 'reviewedAt'>;
type AnswerRow = Told<StoryAnswer, 'createdAt' | 'sentAt' | 'deliveredAt'>;

/** A message that changed many households at once has a revision of each: told is the first, or the one asked for. */
const storySql = `
  SELECT inbox.id, inbox.channel, inbox.kind, inbox.sender, raw, is_encrypted, inbox.sent_at, inbox.received_at,
    inbox.processed_at, inbox.state, inbox.attempts, inbox.last_error,
    officers.id AS officer_id, officers.code AS officer_code, officers.name AS officer_name,
    CASE WHEN reports.id IS NOT NULL THEN json_build_object(
      'command', reports.command, 'form', reports.form, 'idbdt', reports.idbdt, 'outcome', reports.outcome,
      'reason', reports.reason, 'isPractice', reports.is_practice, 'receipt', reports.receipt,
      'questions', reports.questions, 'problems', reports.problems, 'remarks', reports.remarks,
      'withdrawnAt', reports.withdrawn_at, 'review', reports.review, 'reviewedAt', reports.reviewed_at,
      'reviewReason', reports.review_reason) END AS report,
    revision.number AS revision, revision.idbdt AS revision_idbdt, revision.before, revision.after,
    revision.created_at AS revised_at,
    CASE WHEN outbox.id IS NOT NULL THEN json_build_object(
      'text', outbox.text, 'state', outbox.state, 'segments', outbox.segments, 'cost', outbox.cost,
      'createdAt', outbox.created_at, 'sentAt', outbox.sent_at, 'deliveredAt', outbox.delivered_at,
      'lastError', outbox.last_error) END AS answer,
    (SELECT json_agg(json_build_object('number', number, 'act', act, 'username', username, 'reason', reason, 'at', at)
       ORDER BY number) FROM desk_acts WHERE of_id = inbox.id) AS acts
  FROM inbox
  LEFT JOIN reports ON reports.id = inbox.id
  LEFT JOIN officer_numbers ON officer_numbers.msisdn = inbox.sender AND until IS NULL
  LEFT JOIN officers ON officers.id = coalesce(reports.officer_id, officer_numbers.officer_id)
  LEFT JOIN outbox ON outbox.inbox_id = inbox.id
  LEFT JOIN LATERAL (
    SELECT number, idbdt, before, after, created_at FROM revisions
    WHERE report_id = inbox.id AND (:idbdt::text IS NULL OR idbdt = :idbdt) ORDER BY idbdt LIMIT 1
  ) AS revision ON true`;

/** The messages of households, each from what came to what was answered. */
export function makeStoryReader(knex: Knex, rawBytes: RawBytes): StoryReader {
  return {
    async readHousehold(idbdt, { after, limit }) {
      const rows = await query<StoryRow>(
        knex,
        `${storySql}
         WHERE inbox.id IN (
           SELECT id FROM reports WHERE idbdt = :idbdt AND (:after::bigint IS NULL OR id < :after::bigint)
           UNION
           SELECT report_id FROM revisions
           WHERE idbdt = :idbdt AND (:after::bigint IS NULL OR report_id < :after::bigint)
         )
         ORDER BY inbox.id DESC LIMIT :limit`,
        { idbdt, after: after ?? null, limit: limit + 1 },
      );
      const messages = rows.slice(0, limit).map((row) => toStory(row, rawBytes));
      return { messages, next: rows.length > limit ? (messages.at(-1)?.id ?? null) : null };
    },
    async readMessage(id) {
      const [row] = await query<StoryRow>(knex, `${storySql} WHERE inbox.id = :id::bigint`, {
        id,
        idbdt: null,
      });
      return row ? toStory(row, rawBytes) : null;
    },
  };
}

function toStory(row: StoryRow, rawBytes: RawBytes): MessageStory {
  const {
    officer_id: officerId,
    before,
    after,
    revision,
    revision_idbdt: idbdt,
    revised_at: revisedAt,
  } = row;
  const isRevised = revision !== null && idbdt !== null && before && after && revisedAt;
  return {
    id: row.id,
    channel: row.channel,
    kind: row.kind,
    username: row.channel === consoleChannel ? row.sender.slice(1) : null,
    officer:
      officerId === null
        ? null
        : { id: Number(officerId), code: row.officer_code ?? '', name: row.officer_name ?? '' },
    raw: opened(row, rawBytes),
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    processedAt: row.processed_at,
    inboxState: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    report: row.report && {
      ...row.report,
      withdrawnAt: time(row.report.withdrawnAt),
      reviewedAt: time(row.report.reviewedAt),
    },
    revision: isRevised ? { number: revision, idbdt, before, after, createdAt: revisedAt } : null,
    answer: row.answer && {
      ...row.answer,
      createdAt: time(row.answer.createdAt) ?? row.received_at,
      sentAt: time(row.answer.sentAt),
      deliveredAt: time(row.answer.deliveredAt),
    },
    acts: (row.acts ?? []).map((act) => ({ ...act, at: new Date(act.at) })),
  };
}

/** What lies sealed under a key that isn't there is not shown; all around it is. */
function opened({ raw, is_encrypted: isEncrypted }: StoryRow, rawBytes: RawBytes): Uint8Array | null {
  try {
    return rawBytes.open(raw, isEncrypted);
  } catch (error) {
    if (error instanceof RawBytesUnreadable) return null;
    throw error;
  }
}

function time(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
