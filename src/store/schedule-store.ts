import type { Knex } from 'knex';
import type { ScheduledJob, ScheduledKind } from '../domain/workflow/schedule.ts';
import type { NoticeMark, OwnMessage, ScheduleStore } from '../ports.ts';
import { countHeard, findLastHeard, listDrafts } from './digest-figures.ts';
import { insertRows } from './insert-rows.ts';
import { findRecipients, type NoticeWays, writeMessages } from './notices.ts';
import { makeProgressReader } from './progress-reader.ts';
import { execute, query } from './query.ts';
import { countOfficers, listOfficers, listSubordinates, listTeams } from './scheduled-officers.ts';

/** What the schedule reads and writes, in the store. */
export function makeScheduleStore(knex: Knex, ways: NoticeWays): ScheduleStore {
  const progress = makeProgressReader(knex);
  return {
    isFinished: (job) => isFinished(knex, job),
    finish: (job, now) => finish(knex, job, now),
    countOfficers: (roles) => countOfficers(knex, roles),
    listOfficers: (roles, afterId, limit) => listOfficers(knex, roles, afterId, limit),
    listTeams: (leaders) => listTeams(knex, leaders),
    listSubordinates: (superiorIds) => listSubordinates(knex, superiorIds),
    countHeard: (officerIds, from, until) => countHeard(knex, officerIds, from, until),
    findLastHeard: (officerIds) => findLastHeard(knex, officerIds),
    findAreas: async (codes) => {
      const areas = await progress.readAreas([...new Set(codes)]);
      return new Map(
        areas.map(({ code, name, figures }) => [
          code,
          { name, target: figures.target + figures.proposed, visited: figures.visited },
        ]),
      );
    },
    listDrafts: (officerIds, before) => listDrafts(knex, officerIds, before),
    sendOnce: (kind, marks, compose) =>
      marks.length === 0
        ? Promise.resolve([])
        : knex.transaction(async (trx) => {
            const fresh = freshOf(marks, await take(trx, kind, marks));
            return put(trx, compose(fresh), ways);
          }),
    preview: async (kind, marks, compose) => {
      const taken = new Set((await findTaken(knex, kind, marks)).map(keyOf));
      return compose(marks.filter((mark) => !taken.has(keyOf(mark))));
    },
  };
}

interface MarkRow {
  readonly officer_id: string;
  readonly day: string;
}

/** Always in one order, so that two processes with the same marks don't wait for each other crosswise. */
async function take(trx: Knex, kind: ScheduledKind, marks: readonly NoticeMark[]): Promise<NoticeMark[]> {
  const rows = await insertRows<MarkRow>(
    trx,
    {
      table: 'notices',
      columns: { officer_id: 'bigint', kind: 'text', day: 'date' },
      afterwards: 'ON CONFLICT (officer_id, kind, day) DO NOTHING RETURNING officer_id, day',
    },
    marks
      .toSorted((a, b) => a.officerId - b.officerId || (a.day < b.day ? -1 : 1))
      .map(({ officerId, day }) => ({ officer_id: officerId, kind, day })),
  );
  return rows.map(toMark);
}

async function findTaken(
  knex: Knex,
  kind: ScheduledKind,
  marks: readonly NoticeMark[],
): Promise<NoticeMark[]> {
  const rows = await query<MarkRow>(
    knex,
    `SELECT officer_id, day FROM notices
     WHERE kind = :kind AND (officer_id, day) IN (SELECT * FROM unnest(:ids::bigint[], :days::date[]))`,
    { kind, ids: marks.map(({ officerId }) => officerId), days: marks.map(({ day }) => day) },
  );
  return rows.map(toMark);
}

/** Returns those that somebody gets: who sent STOP since they were listed gets none. */
async function put(trx: Knex, messages: readonly OwnMessage[], ways: NoticeWays): Promise<OwnMessage[]> {
  if (messages.length === 0) return [];
  const recipients = await findRecipients(
    trx,
    messages.map(({ officerId }) => officerId),
    ways,
  );
  await writeMessages(trx, messages, recipients, ways.quietHours);
  return messages.filter(({ officerId }) => recipients.has(officerId));
}

function freshOf<Mark extends NoticeMark>(marks: readonly Mark[], taken: readonly NoticeMark[]): Mark[] {
  const keys = new Set(taken.map(keyOf));
  return marks.filter((mark) => keys.has(keyOf(mark)));
}

function keyOf({ officerId, day }: NoticeMark): string {
  return `${officerId} ${day}`;
}

function toMark({ officer_id: id, day }: MarkRow): NoticeMark {
  return { officerId: Number(id), day };
}

async function isFinished(knex: Knex, { kind, zone, day }: ScheduledJob): Promise<boolean> {
  const rows = await query(
    knex,
    'SELECT FROM schedule_runs WHERE kind = :kind AND zone = :zone AND day = :day',
    { kind, zone, day },
  );
  return rows.length > 0;
}

async function finish(knex: Knex, { kind, zone, day }: ScheduledJob, now: Date): Promise<void> {
  await execute(
    knex,
    `INSERT INTO schedule_runs (kind, zone, day, finished_at) VALUES (:kind, :zone, :day, :now)
     ON CONFLICT (kind, zone, day) DO NOTHING`,
    { kind, zone, day, now },
  );
}
