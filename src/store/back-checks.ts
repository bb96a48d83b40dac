import { createHmac, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Answers } from '../domain/instrument/types.ts';
import type { BackCheck, BackCheckDraw } from '../domain/workflow/back-check.ts';
import type { BatchResult } from '../ports.ts';
import { insertRows } from './insert-rows.ts';
import { execute, query } from './query.ts';
import { toJson } from './to-json.ts';

const secretName = 'back-check-secret';

/**
 * How this store draws households: by a secret that it made itself when it was first asked and keeps since, so that
 * every process draws the same.
 *
 * @param share of the finished households, 0 to 1.
 */
export async function openBackCheckDraw(knex: Knex, share: number): Promise<BackCheckDraw> {
  await execute(
    knex,
    'INSERT INTO store_settings (name, value) VALUES (:secretName, :secret) ON CONFLICT (name) DO NOTHING',
    { secretName, secret: randomBytes(32).toString('hex') },
  );
  const [setting] = await query<{ value: string }>(
    knex,
    'SELECT value FROM store_settings WHERE name = :secretName',
    { secretName },
  );
  const secret = Buffer.from(setting?.value ?? '', 'hex');
  return { share, digest: (idbdt) => createHmac('sha256', secret).update(idbdt).digest() };
}

interface BackCheckRow {
  readonly idbdt: string;
  readonly officer_id: string;
  readonly items: string[];
  readonly reported: Answers;
  readonly is_done: boolean;
}

/** See `WorkLookup.findBackChecks`. */
export async function findBackChecks(db: Knex, idbdts: readonly string[]): Promise<Map<string, BackCheck>> {
  const rows = await query<BackCheckRow>(
    db,
    `SELECT idbdt, officer_id, items, reported, done_at IS NOT NULL AS is_done
     FROM back_checks WHERE idbdt = ANY (:idbdts)`,
    { idbdts },
  );
  return new Map(
    rows.map(({ idbdt, officer_id: officerId, items, reported, is_done: isDone }) => [
      idbdt,
      { idbdt, officerId: Number(officerId), items, reported, isDone },
    ]),
  );
}

const target = {
  table: 'back_checks',
  columns: {
    idbdt: 'text',
    officer_id: 'bigint',
    items: 'text[]',
    reported: 'jsonb',
    drawn_at: 'timestamptz',
  },
  afterwards: `ON CONFLICT (idbdt) DO UPDATE SET officer_id = excluded.officer_id, items = excluded.items,
    reported = excluded.reported, drawn_at = excluded.drawn_at WHERE back_checks.done_at IS NULL`,
};

/** Writes households that were drawn, and what supervisors were told. */
export async function writeBackChecks(
  trx: Knex,
  { drawnBackChecks, doneBackChecks }: Pick<BatchResult, 'drawnBackChecks' | 'doneBackChecks'>,
  now: Date,
): Promise<void> {
  const newest = new Map(drawnBackChecks.map((drawn) => [drawn.idbdt, drawn]));
  const rows = [...newest.values()].map(({ idbdt, officerId, items, reported, drawnAt }) => ({
    idbdt,
    officer_id: officerId,
    items,
    reported,
    drawn_at: drawnAt,
  }));
  await insertRows(trx, target, rows);
  for (const { idbdt, given, agreed, supervisorId, by } of doneBackChecks) {
    await execute(
      trx,
      `UPDATE back_checks SET given = :given::jsonb, agreed = :agreed::boolean[], supervisor_id = :supervisorId,
         done_at = :now, done_by = :by
       WHERE idbdt = :idbdt AND done_at IS NULL`,
      { idbdt, given: toJson(given), agreed, supervisorId, by, now },
    );
  }
}

/** How an enumerator's answers and those to the supervisor agree. */
export interface Agreement {
  readonly officerId: number;
  /** The officer's code. */
  readonly code: string;
  readonly name: string;
  readonly drawn: number;
  readonly done: number;
  /** By column of the household: how often it was asked again, and how often both were told the same. */
  readonly items: readonly { readonly column: string; readonly asked: number; readonly agreed: number }[];
}

interface AgreementRow {
  readonly officer_id: string;
  readonly code: string;
  readonly name: string;
  readonly drawn: number;
  readonly done: number;
  readonly items: Agreement['items'] | null;
}

/**
 * Agreement per enumerator and item, by the enumerator's id.
 *
 * @param officerId of one enumerator; null for all.
 */
export async function readAgreements(db: Knex, officerId: number | null): Promise<Agreement[]> {
  const rows = await query<AgreementRow>(
    db,
    `SELECT officer_id, code, name, count(*)::integer AS drawn, count(done_at)::integer AS done,
       (SELECT json_agg(counted ORDER BY "column") FROM (
          SELECT answer.item AS "column", count(*)::integer AS asked,
            count(*) FILTER (WHERE answer.is_same)::integer AS agreed
          FROM back_checks AS own, unnest(own.items, own.agreed) AS answer (item, is_same)
          WHERE own.officer_id = back_checks.officer_id AND own.done_at IS NOT NULL
          GROUP BY answer.item
        ) AS counted) AS items
     FROM back_checks JOIN officers ON officers.id = officer_id
     WHERE officer_id = coalesce(:officerId, officer_id)
     GROUP BY officer_id, code, name ORDER BY officer_id`,
    { officerId },
  );
  return rows.map(({ officer_id: id, code, name, drawn, done, items }) => ({
    officerId: Number(id),
    code,
    name,
    drawn,
    done,
    items: items ?? [],
  }));
}
