import type { Knex } from 'knex';
import { z } from 'zod';
import type { DialogueStart, UssdStore, UssdWrite } from '../ports.ts';
import { findDraft, StoredDraft, writeDrafts } from './drafts.ts';
import { acceptMessages } from './inbox.ts';
import { type InsertTarget, insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

/** What USSD turns make durable: how dialogues began, drafts, submissions, the language chosen. */
export function makeUssdStore(knex: Knex, rawBytes: RawBytes): UssdStore {
  return {
    write: (writes) => knex.transaction((trx) => writeTurns(trx, rawBytes, writes)),
    findStart: (channel, sessionId) => findStart(knex, channel, sessionId),
    findDraft: (officerId) => findDraft(knex, officerId),
  };
}

/** One statement a table for all turns. */
async function writeTurns(trx: Knex, rawBytes: RawBytes, writes: readonly UssdWrite[]): Promise<void> {
  const starts = writes.flatMap(({ start }) => start ?? []);
  await insertRows(trx, dialogueTarget, mergeStarts(starts).map(dialogueRow));
  await writeDrafts(trx, writes);
  const submissions = writes.flatMap(({ submission }) => submission ?? []);
  await acceptMessages(trx, rawBytes, submissions);
  await endDialogues(
    trx,
    writes.flatMap(({ ended }) => ended ?? []),
  );
  await setLanguages(
    trx,
    writes.flatMap(({ language }) => language ?? []),
  );
}

const dialogueTarget: InsertTarget = {
  table: 'ussd_dialogues',
  columns: {
    channel: 'text',
    session_id: 'text',
    dialogue: 'integer',
    msisdn: 'text',
    began: 'text',
    draft: 'jsonb',
    began_at: 'timestamptz',
    stops: 'jsonb',
    has_ended: 'boolean',
  },
  // A dialogue begins once: a replay that writes its start again must not change what it is replayed from.
  afterwards: 'ON CONFLICT (channel, session_id, dialogue) DO UPDATE SET stops = excluded.stops',
};

/** Several starts of one dialogue: the first, with the stops of the last; in one order for all transactions. */
function mergeStarts(starts: readonly DialogueStart[]): DialogueStart[] {
  const merged = new Map<string, DialogueStart>();
  for (const start of starts) {
    const key = JSON.stringify([start.channel, start.sessionId, start.dialogue]);
    merged.set(key, { ...(merged.get(key) ?? start), stops: start.stops });
  }
  return [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, start]) => start);
}

function dialogueRow(start: DialogueStart) {
  return {
    channel: start.channel,
    session_id: start.sessionId,
    dialogue: start.dialogue,
    msisdn: start.msisdn,
    began: start.began,
    draft: start.draft,
    began_at: start.beganAt,
    stops: start.stops,
    has_ended: start.hasEnded,
  };
}

async function endDialogues(trx: Knex, ended: readonly NonNullable<UssdWrite['ended']>[]): Promise<void> {
  if (ended.length === 0) return;
  await execute(
    trx,
    `UPDATE ussd_dialogues SET has_ended = true
     FROM unnest(:channels::text[], :sessionIds::text[], :dialogues::integer[])
       AS ended (channel, session_id, dialogue)
     WHERE ussd_dialogues.channel = ended.channel AND ussd_dialogues.session_id = ended.session_id
       AND ussd_dialogues.dialogue = ended.dialogue`,
    {
      channels: ended.map(({ channel }) => channel),
      sessionIds: ended.map(({ sessionId }) => sessionId),
      dialogues: ended.map(({ dialogue }) => dialogue),
    },
  );
}

async function setLanguages(trx: Knex, given: readonly NonNullable<UssdWrite['language']>[]): Promise<void> {
  if (given.length === 0) return;
  const last = new Map(given.map(({ officerId, language }) => [officerId, language]));
  await execute(
    trx,
    `UPDATE officers SET language = chosen.language
     FROM unnest(:ids::bigint[], :languages::text[]) AS chosen (id, language)
     WHERE officers.id = chosen.id`,
    { ids: [...last.keys()], languages: [...last.values()] },
  );
}

/** Where turns stopped, as JSON holds it. */
export const StoredStops = z.array(z.tuple([z.number(), z.number()]));

interface DialogueRow {
  readonly dialogue: number;
  readonly msisdn: string;
  readonly began: 'offer' | 'menu';
  readonly draft: unknown;
  readonly began_at: Date;
  readonly stops: unknown;
  readonly has_ended: boolean;
}

async function findStart(knex: Knex, channel: string, sessionId: string): Promise<DialogueStart | null> {
  const [row] = await query<DialogueRow>(
    knex,
    `SELECT dialogue, msisdn, began, draft, began_at, stops, has_ended FROM ussd_dialogues
     WHERE channel = :channel AND session_id = :sessionId ORDER BY dialogue DESC LIMIT 1`,
    { channel, sessionId },
  );
  if (!row) return null;
  return {
    channel,
    sessionId,
    dialogue: row.dialogue,
    msisdn: row.msisdn,
    began: row.began,
    draft: row.draft === null ? null : StoredDraft.parse(row.draft),
    beganAt: row.began_at,
    stops: StoredStops.parse(row.stops),
    hasEnded: row.has_ended,
  };
}
