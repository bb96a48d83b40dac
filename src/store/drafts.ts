import type { Knex } from 'knex';
import { z } from 'zod';
import type { DialogueForm } from '../domain/flow/state.ts';
import type { Draft, UssdWrite } from '../ports.ts';
import { type InsertTarget, insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';

/** A draft inside JSON, where its time is text. */
export const StoredDraft = z.object({
  officerId: z.number(),
  form: z.custom<DialogueForm>((value) => typeof value === 'string'),
  idbdt: z.string(),
  state: z.unknown(),
  updatedAt: z.coerce.date(),
});

type DraftKey = Pick<Draft, 'officerId' | 'form' | 'idbdt'>;

interface DraftRow {
  readonly officer_id: string;
  readonly form: DialogueForm;
  readonly idbdt: string;
  readonly state: unknown;
  readonly updated_at: Date;
}

/** Each officer's newest open draft; who has none is absent. */
export async function findDrafts(knex: Knex, officerIds: readonly number[]): Promise<Map<number, Draft>> {
  const rows = await query<DraftRow>(
    knex,
    `SELECT DISTINCT ON (officer_id) officer_id, form, idbdt, state, updated_at FROM drafts
     WHERE officer_id = ANY (:officerIds::bigint[]) ORDER BY officer_id, updated_at DESC, idbdt`,
    { officerIds },
  );
  return new Map(rows.map((row) => [Number(row.officer_id), toDraft(row)]));
}

/** All open drafts of these officers, in no order. */
export async function findOpenDrafts(knex: Knex, officerIds: readonly number[]): Promise<Draft[]> {
  const rows = await query<DraftRow>(
    knex,
    `SELECT officer_id, form, idbdt, state, updated_at FROM drafts WHERE officer_id = ANY (:officerIds::bigint[])`,
    { officerIds },
  );
  return rows.map(toDraft);
}

function toDraft(row: DraftRow): Draft {
  return {
    officerId: Number(row.officer_id),
    form: row.form,
    idbdt: row.idbdt,
    state: row.state,
    updatedAt: row.updated_at,
  };
}

/** Applies what several turns do to drafts as if one after another, in three statements at the most. */
export async function writeDrafts(trx: Knex, writes: readonly UssdWrite[]): Promise<void> {
  const fates = settleFates(writes);
  await deleteDrafts(
    trx,
    fates.flatMap(({ key, isClosed }) => (isClosed ? [key] : [])),
  );
  await insertRows(
    trx,
    touchTarget,
    fates.flatMap(({ touched }) => (touched ? [draftRow(touched)] : [])),
  );
  await insertRows(
    trx,
    saveTarget,
    fates.flatMap(({ saved }) => (saved ? [draftRow(saved)] : [])),
  );
}

/** What becomes of one draft in one transaction. */
interface Fate {
  readonly key: DraftKey;
  /** The stored one goes. */
  readonly isClosed: boolean;
  /** Overwrites the stored one. */
  readonly saved: Draft | null;
  /** Stored only where there is none; else the stored one becomes the newest. */
  readonly touched: Draft | null;
}

function settleFates(writes: readonly UssdWrite[]): Fate[] {
  const fates = new Map<string, Fate>();
  const change = (key: DraftKey, next: (fate: Fate) => Fate) => {
    const name = `${key.officerId} ${key.form} ${key.idbdt}`;
    fates.set(name, next(fates.get(name) ?? { key, isClosed: false, saved: null, touched: null }));
  };
  for (const { draft, emptyDraft, closedDraft } of writes) {
    if (emptyDraft) change(emptyDraft, (fate) => touch(fate, emptyDraft));
    if (draft) change(draft, (fate) => ({ ...fate, saved: draft, touched: null }));
    if (closedDraft) change(closedDraft, ({ key }) => ({ key, isClosed: true, saved: null, touched: null }));
  }
  // Always in one order, so that two transactions don't wait for each other crosswise.
  return [...fates].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fate]) => fate);
}

function touch(fate: Fate, draft: Draft): Fate {
  if (fate.saved) return { ...fate, saved: { ...fate.saved, updatedAt: draft.updatedAt } };
  if (fate.isClosed) return { ...fate, saved: draft };
  return { ...fate, touched: { ...(fate.touched ?? draft), updatedAt: draft.updatedAt } };
}

const draftColumns = {
  officer_id: 'bigint',
  form: 'text',
  idbdt: 'text',
  state: 'jsonb',
  updated_at: 'timestamptz',
};

const touchTarget: InsertTarget = {
  table: 'drafts',
  columns: draftColumns,
  afterwards: 'ON CONFLICT (officer_id, form, idbdt) DO UPDATE SET updated_at = excluded.updated_at',
};

const saveTarget: InsertTarget = {
  table: 'drafts',
  columns: draftColumns,
  afterwards: `ON CONFLICT (officer_id, form, idbdt)
    DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at`,
};

function draftRow(draft: Draft) {
  return {
    officer_id: draft.officerId,
    form: draft.form,
    idbdt: draft.idbdt,
    state: draft.state,
    updated_at: draft.updatedAt,
  };
}

/** Deletes drafts that stand as they were found; one that was changed since then stays. */
export async function closeDrafts(trx: Knex, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await execute(
    trx,
    `DELETE FROM drafts
     USING unnest(:officerIds::bigint[], :forms::text[], :idbdts::text[], :updatedAts::timestamptz[])
       AS closed (officer_id, form, idbdt, updated_at)
     WHERE drafts.officer_id = closed.officer_id AND drafts.form = closed.form AND drafts.idbdt = closed.idbdt
       AND drafts.updated_at = closed.updated_at`,
    { ...keyColumns(drafts), updatedAts: drafts.map(({ updatedAt }) => updatedAt) },
  );
}

async function deleteDrafts(trx: Knex, keys: readonly DraftKey[]): Promise<void> {
  if (keys.length === 0) return;
  await execute(
    trx,
    `DELETE FROM drafts USING unnest(:officerIds::bigint[], :forms::text[], :idbdts::text[])
       AS closed (officer_id, form, idbdt)
     WHERE drafts.officer_id = closed.officer_id AND drafts.form = closed.form AND drafts.idbdt = closed.idbdt`,
    keyColumns(keys),
  );
}

function keyColumns(keys: readonly DraftKey[]) {
  return {
    officerIds: keys.map(({ officerId }) => officerId),
    forms: keys.map(({ form }) => form),
    idbdts: keys.map(({ idbdt }) => idbdt),
  };
}
