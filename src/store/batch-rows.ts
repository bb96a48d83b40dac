import { timeZoneOf } from '../domain/identity/time-zone.ts';
import type { NewHousehold } from '../domain/report/types.ts';
import type { NewAnswer, NewReport, NewRevision } from '../ports.ts';
import type { InsertTarget } from './insert-rows.ts';
import { detailsOf, parkedClaim } from './stored-reports.ts';

/* What a batch writes, laid out in the columns of its tables. */

export const reportTarget: InsertTarget = {
  table: 'reports',
  columns: {
    id: 'bigint',
    officer_id: 'bigint',
    sender: 'text',
    command: 'text',
    form: 'text',
    idbdt: 'text',
    outcome: 'text',
    is_practice: 'boolean',
    reason: 'text',
    answers: 'jsonb',
    capped: 'text[]',
    remarks: 'jsonb',
    problems: 'jsonb',
    repairs: 'jsonb',
    details: 'jsonb',
    receipt: 'text',
    channel: 'text',
    source: 'text',
    codebook_version: 'text',
    questions: 'text[]',
    question_expires_at: 'timestamptz',
    received_at: 'timestamptz',
    processed_at: 'timestamptz',
  },
};

export function reportRow(report: NewReport) {
  return {
    id: report.id,
    officer_id: report.officerId,
    sender: report.sender,
    command: report.command,
    form: report.form,
    idbdt: report.idbdt,
    outcome: report.outcome,
    is_practice: report.isPractice,
    reason: report.reason,
    answers: report.report?.answers,
    capped: report.report?.capped ?? [],
    remarks: report.report?.remarks ?? [],
    problems: report.problems,
    repairs: report.repairs,
    details: report.claim ? parkedClaim(report.claim) : report.report && detailsOf(report.report),
    receipt: report.receipt,
    channel: report.channel,
    source: report.source,
    codebook_version: report.codebookVersion,
    questions: report.questions,
    question_expires_at: report.questionExpiresAt,
    received_at: report.receivedAt,
    processed_at: report.processedAt,
  };
}

export const revisionTarget: InsertTarget = {
  table: 'revisions',
  columns: {
    idbdt: 'text',
    number: 'integer',
    report_id: 'bigint',
    officer_id: 'bigint',
    channel: 'text',
    source: 'text',
    codebook_version: 'text',
    before: 'jsonb',
    after: 'jsonb',
    created_at: 'timestamptz',
  },
};

export function revisionRow(revision: NewRevision) {
  return {
    idbdt: revision.idbdt,
    number: revision.number,
    report_id: revision.reportId,
    officer_id: revision.officerId,
    channel: revision.channel,
    source: revision.source,
    codebook_version: revision.codebookVersion,
    before: revision.before,
    after: revision.after,
    created_at: revision.createdAt,
  };
}

export const answerTarget: InsertTarget = {
  table: 'outbox',
  columns: {
    inbox_id: 'bigint',
    channel: 'text',
    recipient: 'text',
    text: 'text',
    segments: 'smallint',
    area_code: 'text',
    zone: 'text',
    is_plain: 'boolean',
    created_at: 'timestamptz',
    expires_at: 'timestamptz',
  },
  afterwards: 'ON CONFLICT ON CONSTRAINT outbox_inbox_key DO NOTHING',
};

export function answerRow(answer: NewAnswer) {
  return {
    inbox_id: answer.inboxId,
    channel: answer.channel,
    recipient: answer.recipient,
    text: answer.text,
    segments: answer.segments,
    area_code: answer.area,
    zone: timeZoneOf(answer.area),
    is_plain: answer.isPlain,
    created_at: answer.createdAt,
    expires_at: answer.expiresAt,
  };
}

/** No conflict is passed over: a serial that two gave at once is given anew to one of them. */
export const newHouseholdTarget: InsertTarget = {
  table: 'prelist_households',
  columns: { idbdt: 'text', head_name: 'text', address: 'text' },
};

export function newHouseholdRow({ idbdt, headName, address }: NewHousehold) {
  return { idbdt, head_name: headName, address };
}
