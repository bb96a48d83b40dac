import type { Knex } from 'knex';
import { z } from 'zod';
import type { DialogueStart, NetworkSession, UssdStore, UssdWrite } from '../ports.ts';
import { findDrafts, StoredDraft, writeDrafts } from './drafts.ts';
import { acceptMessages } from './inbox.ts';
import { type InsertTarget, insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

/** What USSD turns make durable: how dialogues began, drafts, submissions, the language chosen. */
export function makeUssdStore(knex: Knex, rawBytes: RawBytes): UssdStore {
  return {
    write: (writes) => knex.transaction((trx) => writeTurns(trx, rawBytes, writes)),
    findStart: async (channel, sessionId) => (await findStarts(knex, [{ channel, sessionId }]))[0] ?? null,
    findStarts: (sessions) => findStarts(knex, sessions),
    findDraft: async (officerId) => (await findDrafts(knex, [officerId])).get(officerId) ?? null,
    findDrafts: (officerIds) => findDrafts(knex, officerIds),
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
    signed_in_as: 'bigint',
    signed_in_tokens: 'smallint',
  },
  // A dialogue begins once: a replay that writes its start again must not change what it is replayed from. Who signs
  // in does so once too, in a later turn than the first.
  afterwards: `ON CONFLICT (channel, session_id, dialogue) DO UPDATE SET stops = excluded.stops,
    signed_in_as = coalesce(ussd_dialogues.signed_in_as, excluded.signed_in_as),
    signed_in_tokens = coalesce(ussd_dialogues.signed_in_tokens, excluded.signed_in_tokens)`,
};

/** Several starts of one dialogue: the first, with the stops of the last; in one order for all transactions. */
function mergeStarts(starts: readonly DialogueStart[]): DialogueStart[] {
  const merged = new Map<string, DialogueStart>();
  for (const start of starts) {
    const key = JSON.stringify([start.channel, start.sessionId, start.dialogue]);
    const first = merged.get(key) ?? start;
    merged.set(key, { ...first, stops: start.stops, signedIn: first.signedIn ?? start.signedIn });
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
    signed_in_as: start.signedIn?.officerId ?? null,
    signed_in_tokens: start.signedIn?.tokens ?? null,
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
  /** Place in the list asked for, from 1; a string as all of PostgreSQL's bigints. */
  readonly position: string;
  readonly channel: string;
  readonly session_id: string;
  readonly dialogue: number;
  readonly msisdn: string;
  readonly began: 'offer' | 'menu';
  readonly draft: unknown;
  readonly began_at: Date;
  readonly stops: unknown;
  readonly has_ended: boolean;
  readonly signed_in_as: string | null;
  readonly signed_in_tokens: number | null;
}

async function findStarts(
  knex: Knex,
  sessions: readonly NetworkSession[],
): Promise<(DialogueStart | null)[]> {
  const rows = await query<DialogueRow>(
    knex,
    `SELECT wanted.position, newest.*
     FROM unnest(:channels::text[], :sessionIds::text[]) WITH ORDINALITY AS wanted (channel, session_id, position)
     CROSS JOIN LATERAL (
       SELECT channel, session_id, dialogue, msisdn, began, draft, began_at, stops, has_ended,
         signed_in_as, signed_in_tokens
       FROM ussd_dialogues AS known
       WHERE known.channel = wanted.channel AND known.session_id = wanted.session_id
       ORDER BY dialogue DESC LIMIT 1
     ) AS newest`,
    {
      channels: sessions.map(({ channel }) => channel),
      sessionIds: sessions.map(({ sessionId }) => sessionId),
    },
  );
  const found = new Map(rows.map((row) => [Number(row.position), toStart(row)]));
  return sessions.map((_, index) => found.get(index + 1) ?? null);
}

function toStart(row: DialogueRow): DialogueStart {
  return {
    channel: row.channel,
    sessionId: row.session_id,
    dialogue: row.dialogue,
    msisdn: row.msisdn,
    began: row.began,
    draft: row.draft === null ? null : StoredDraft.parse(row.draft),
    beganAt: row.began_at,
    stops: StoredStops.parse(row.stops),
    hasEnded: row.has_ended,
    signedIn:
      row.signed_in_as === null
        ? null
        : { officerId: Number(row.signed_in_as), tokens: row.signed_in_tokens ?? 0 },
  };
}
