import type { Knex } from 'knex';
import type { RecordRow } from '../../src/domain/report/types.ts';
import type {
  BatchResult,
  ClaimedMessage,
  InboundMessage,
  NewAnswer,
  NewReport,
  NewRevision,
} from '../../src/ports.ts';
import { emptyResult } from '../../src/services/batch-lists.ts';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { query } from '../../src/store/query.ts';

export const noon = new Date('2021-11-24T03:00:00.000Z');
export const enumerator = '+6281200000001';
export const otherEnumerator = '+6281200000002';
export const household = '9415010001000007';

/** A moment so many seconds after noon. */
export function noonPlus(seconds: number): Date {
  return new Date(noon.getTime() + seconds * 1000);
}

/** Empties every table and loads the demo area; ids start at 1 again. */
export async function resetStore(knex: Knex): Promise<void> {
  await knex.raw(`
    TRUNCATE desk_acts, users, user_keys, areas, area_codes, officers, officer_areas, officer_numbers, prelist_households, prelist_members, inbox, reports, revisions,
      outbox, notices, schedule_runs, audit, stranger_answers, sms_parts, ussd_dialogues, ussd_states, drafts, dtks.udrt,
      dtks.udart, dtks.kk, dtks.usaha, progress_deltas, progress_areas, progress_officers, channel_days, channel_day_deltas, officer_pins, pin_numbers, pin_tries RESTART IDENTITY CASCADE`);
  await loadDemoIfEmpty(knex);
}

export function sms(providerId: string, changes: Partial<InboundMessage> = {}): InboundMessage {
  return {
    channel: 'at',
    providerId,
    kind: 'sms',
    sender: enumerator,
    receiver: '12345',
    raw: new TextEncoder().encode('CEK'),
    receivedAt: noon,
    sentAt: null,
    ...changes,
  };
}

const noRecords = { udrt: [], udart: [], kk: [], usaha: [] };

export const emptyBatch: BatchResult = {
  ...emptyResult(),
  records: noRecords,
  removed: noRecords,
  progress: [],
};

/** Reads nothing and only marks the rows as done. */
export async function markDone(messages: readonly ClaimedMessage[]): Promise<BatchResult> {
  return { ...emptyBatch, doneIds: messages.map(({ id }) => id) };
}

export function report(message: ClaimedMessage, changes: Partial<NewReport> = {}): NewReport {
  return {
    id: message.id,
    officerId: null,
    command: 'V',
    form: 'V',
    idbdt: household,
    sender: message.sender,
    channel: message.channel,
    source: message.kind,
    receivedAt: message.receivedAt,
    outcome: 'accepted',
    isPractice: false,
    reason: null,
    report: {
      form: 'V',
      idbdt: household,
      answers: { hasil_verivali: 5 },
      capped: [],
      members: [],
      families: [],
      businesses: [],
      remarks: [],
    },
    questions: [],
    problems: [],
    repairs: [],
    receipt: null,
    codebookVersion: 'dtks-2021.1',
    questionExpiresAt: null,
    processedAt: noon,
    ...changes,
  };
}

export function revision(message: ClaimedMessage, number: number, officerId: number): NewRevision {
  return {
    idbdt: household,
    number,
    reportId: message.id,
    officerId,
    channel: message.channel,
    source: message.kind,
    codebookVersion: 'dtks-2021.1',
    before: { udrt: null },
    after: { udrt: { hasil_verivali: 5 } },
    createdAt: noon,
  };
}

export function row(message: ClaimedMessage, number: number, changes: RecordRow = {}): RecordRow {
  return {
    IDBDT: household,
    kodewilayah: household.slice(0, 10),
    hasil_verivali: 5,
    capped: [],
    codebook_version: 'dtks-2021.1',
    revisi: number,
    report_id: message.id,
    updated_at: noon.toISOString(),
    ...changes,
  };
}

export function answer(message: ClaimedMessage, text = 'Diterima'): NewAnswer {
  return {
    inboxId: message.id,
    channel: message.channel,
    recipient: message.sender,
    text,
    segments: 1,
    createdAt: noon,
    expiresAt: noonPlus(86_400),
  };
}

export interface InboxState {
  readonly provider_id: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
}

/** Where every inbox row stands, oldest first. */
export function inboxStates(knex: Knex): Promise<InboxState[]> {
  return query<InboxState>(knex, 'SELECT provider_id, state, attempts, last_error FROM inbox ORDER BY id');
}

/** A batch's household rows, and nothing in the other tables. */
export function udrt(...rows: readonly RecordRow[]): BatchResult['records'] {
  return { ...noRecords, udrt: rows };
}
