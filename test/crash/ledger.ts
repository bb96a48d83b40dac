import { type Cell, expectedRow, provenanceColumns } from './expected-row.ts';
import type { InboxEntry, ReportEntry, RevisionEntry, Row, StoreContent } from './read-store.ts';
import type { Submission } from './traffic.ts';

/** What the sender knows of a submission. */
export interface Sent {
  readonly submission: Submission;
  /** One that was never acknowledged may be in the store or not. */
  readonly isAcknowledged: boolean;
  /** The receipt that the last screen showed; null for an SMS. */
  readonly receipt: string | null;
}

/**
 * lost: acknowledged, but not in the records. doubled: something is there twice. changed: it is not what was sent.
 * stuck: it was never finished. foreign: nobody sent it.
 */
export const findingKinds = ['lost', 'doubled', 'changed', 'stuck', 'foreign'] as const;
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  /** Whose it is: the submission's id, or the row's. */
  readonly id: string;
  readonly detail: string;
}

/** Holds what was sent against what the store has; an empty list says that both agree. */
export function audit(sent: readonly Sent[], content: StoreContent): Finding[] {
  const index: StoreIndex = {
    inbox: groupBy(content.inbox, senderId),
    reports: groupBy(content.reports, ({ idbdt }) => String(idbdt)),
    revisions: groupBy(content.revisions, ({ idbdt }) => idbdt),
    records: groupBy(content.records, ({ IDBDT }) => String(IDBDT)),
  };
  return [
    ...sent.filter(({ isAcknowledged }) => isAcknowledged).flatMap((one) => auditOne(one, index)),
    ...foreignRows(sent, index),
    ...unfinished(content),
  ];
}

/** Rows by whose they are: those of the inbox by kind and provider's id, others by IDBDT. */
interface StoreIndex {
  readonly inbox: ReadonlyMap<string, readonly InboxEntry[]>;
  readonly reports: ReadonlyMap<string, readonly ReportEntry[]>;
  readonly revisions: ReadonlyMap<string, readonly RevisionEntry[]>;
  readonly records: ReadonlyMap<string, readonly Row[]>;
}

function auditOne({ submission, receipt }: Sent, index: StoreIndex): Finding[] {
  const { id } = submission;
  const { idbdt } = submission.household;
  const rows = {
    'inbox rows': index.inbox.get(inboxKey(submission)) ?? [],
    reports: index.reports.get(idbdt) ?? [],
    revisions: index.revisions.get(idbdt) ?? [],
    records: index.records.get(idbdt) ?? [],
  };
  const miscounted = Object.entries(rows).flatMap(([what, { length }]) => counted(id, what, length, 1));
  const [message] = rows['inbox rows'];
  const [report] = rows.reports;
  const [revision] = rows.revisions;
  const [record] = rows.records;
  if (miscounted.length > 0 || !message || !report || !revision || !record) return miscounted;
  const expected = {
    ...expectedRow(submission),
    report_id: report.id,
    uploaded_by: report.officerId,
    officer_id: report.officerId,
  };
  const changes = [
    report.id !== message.id && 'the report reads another message',
    report.outcome !== 'accepted' && `the report is ${report.outcome}`,
    receipt !== null && receipt !== report.receipt && 'the receipt is another',
    revision.reportId !== report.id && 'the revision is of another report',
    ...differingColumns(record, expected).map((column) => `${column} is another`),
  ].filter((detail) => detail !== false);
  // An SMS is answered once; a report by USSD was answered on the screen.
  const answersDue = submission.way === 'sms' ? 1 : 0;
  return [
    ...changes.map((detail): Finding => ({ kind: 'changed', id, detail })),
    ...counted(id, 'answers', message.answers, answersDue),
  ];
}

function counted(id: string, what: string, count: number, due: number): Finding[] {
  return count === due ? [] : [{ kind: count < due ? 'lost' : 'doubled', id, detail: `${count} ${what}` }];
}

function differingColumns(record: Row, expected: Row): string[] {
  const columns = new Set([...Object.keys(record), ...Object.keys(expected)]);
  // When it was written: a clock's word, not the sender's.
  columns.delete('updated_at');
  columns.delete('visited_on');
  return [...columns].filter((column) => textOf(column, record[column]) !== textOf(column, expected[column]));
}

/** Ids are numbers in one column and text in another; all else must be of the expected type too. */
function textOf(column: string, value: Cell | undefined): string {
  return provenanceColumns.has(column) ? String(value) : JSON.stringify(value ?? null);
}

function foreignRows(sent: readonly Sent[], index: StoreIndex): Finding[] {
  const messages = new Set(sent.map(({ submission }) => inboxKey(submission)));
  const households = new Set(sent.map(({ submission }) => submission.household.idbdt));
  const foreign = (what: string, keys: Iterable<string>, known: ReadonlySet<string>) =>
    [...keys]
      .filter((key) => !known.has(key))
      .map((id): Finding => ({ kind: 'foreign', id, detail: `${what} that nobody sent` }));
  return [
    ...foreign('inbox row', index.inbox.keys(), messages),
    ...foreign('report', index.reports.keys(), households),
    ...foreign('revision', index.revisions.keys(), households),
    ...foreign('record', index.records.keys(), households),
  ];
}

function unfinished({ inbox, openDrafts }: StoreContent): Finding[] {
  const waiting = inbox.filter(({ state }) => state !== 'done');
  const findings = waiting.map(
    ({ id, state }): Finding => ({ kind: 'stuck', id, detail: `inbox row ${state}` }),
  );
  if (openDrafts === 0) return findings;
  return [
    ...findings,
    { kind: 'stuck', id: 'drafts', detail: `${openDrafts} left open of forms that were sent` },
  ];
}

function inboxKey({ way, id }: Submission): string {
  return way === 'sms' ? `sms ${id}` : `ussd ${id}`;
}

/** A submission by USSD has an id of its own that begins with the network session's. */
function senderId({ kind, providerId }: InboxEntry): string {
  return kind === 'sms' ? `sms ${providerId}` : `ussd ${providerId.split('/')[0]}`;
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
