import type { Knex } from 'knex';
import type { ImportOutcome, RefusedRow, Upload, Uploader, UploadState, Uploads } from '../ports.ts';
import { execute, query } from './query.ts';
import type { RawBytes } from './raw-bytes.ts';

/** Bad rows that are kept of a file: a person mends the first ones and tries again. */
const keptBadRows = 1_000;

export function makeUploads(knex: Knex, rawBytes: RawBytes): Uploads {
  return {
    async open({ id, kind, fileName }, { userId, scope, role }, now) {
      await execute(
        knex,
        `INSERT INTO uploads (id, user_id, kind, file_name, scope, role, state, created_at, updated_at)
         VALUES (:id, :userId, :kind, :fileName, :scope::text[], :role, 'receiving', :now, :now)`,
        { id, userId, kind, fileName, scope, role, now },
      );
    },
    append: (id, number, bytes) => append(knex, rawBytes, id, number, bytes),
    read: (id) => readUpload(knex, id),
    listOf: (userId, limit) =>
      query<Upload>(
        knex,
        `SELECT ${columns} FROM uploads WHERE user_id = :userId ORDER BY created_at DESC LIMIT :limit`,
        { userId, limit },
      ),
    move: async (id, from, to, now) =>
      (await execute(
        knex,
        `UPDATE uploads SET state = :to, bytes_read = 0, updated_at = :now WHERE id = :id AND state = :from`,
        { id, from, to, now },
      )) > 0,
    async advance(id, bytesRead, now) {
      await execute(knex, 'UPDATE uploads SET bytes_read = :bytesRead, updated_at = :now WHERE id = :id', {
        id,
        bytesRead,
        now,
      });
    },
    settle: (id, state, outcome, now) => settle(knex, id, state, outcome, now),
    bytesOf: (id) => bytesOf(knex, rawBytes, id),
    async drop(id) {
      await execute(knex, 'DELETE FROM uploads WHERE id = :id', { id });
    },
    clear: (madeBefore, silentSince) => clear(knex, madeBefore, silentSince),
  };
}

const columns = `id, user_id::integer AS "userId", kind, file_name AS "fileName", state, bytes::integer,
  bytes_read::integer AS "bytesRead", bad, fault, created_at AS "createdAt", updated_at AS "updatedAt",
  CASE WHEN rows_read IS NOT NULL
    THEN json_build_object('read', rows_read, 'good', rows_good, 'bad', rows_bad) END AS rows`;

async function readUpload(knex: Knex, id: string): Promise<(Upload & { by: Uploader }) | null> {
  const [found] = await query<Upload & Pick<Uploader, 'scope' | 'role'>>(
    knex,
    `SELECT ${columns}, scope, role FROM uploads WHERE id = :id`,
    { id },
  );
  if (!found) return null;
  const { scope, role, ...upload } = found;
  return { ...upload, by: { userId: upload.userId, scope, role } };
}

async function append(
  knex: Knex,
  rawBytes: RawBytes,
  id: string,
  number: number,
  bytes: Uint8Array,
): Promise<void> {
  const { raw, isEncrypted } = rawBytes.seal(bytes);
  await execute(
    knex,
    `WITH added AS (
       INSERT INTO upload_chunks (upload_id, number, raw, is_encrypted) VALUES (:id, :number, :raw, :isEncrypted)
     )
     UPDATE uploads SET bytes = bytes + :length WHERE id = :id`,
    { id, number, raw: Buffer.from(raw), isEncrypted, length: bytes.length },
  );
}

/** A chunk at a time, each in a statement of its own: the import's transaction may be long. */
async function* bytesOf(knex: Knex, rawBytes: RawBytes, id: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number += 1) {
    const [chunk] = await query<{ raw: Buffer; isEncrypted: boolean }>(
      knex,
      'SELECT raw, is_encrypted AS "isEncrypted" FROM upload_chunks WHERE upload_id = :id AND number = :number',
      { id, number },
    );
    if (!chunk) return;
    yield rawBytes.open(chunk.raw, chunk.isEncrypted);
  }
}

async function settle(
  knex: Knex,
  id: string,
  state: UploadState,
  outcome: ImportOutcome,
  now: Date,
): Promise<void> {
  const isOver = state === 'imported' || 'fault' in outcome;
  await execute(
    knex,
    `WITH used AS (DELETE FROM upload_chunks WHERE :isOver AND upload_id = :id)
     UPDATE uploads SET state = :state, bytes_read = bytes, rows_read = :read, rows_good = :good, rows_bad = :bad,
       bad = :first::jsonb, fault = :fault, updated_at = :now WHERE id = :id`,
    { id, now, isOver, ...figuresOf(state, outcome) },
  );
}

function figuresOf(state: UploadState, outcome: ImportOutcome) {
  if ('fault' in outcome) {
    return { state: 'failed', read: null, good: null, bad: null, first: '[]', fault: outcome.fault };
  }
  const first: readonly RefusedRow[] = outcome.bad.slice(0, keptBadRows);
  return {
    state,
    read: outcome.read,
    good: outcome.written,
    bad: outcome.bad.length,
    first: JSON.stringify(first),
    fault: null,
  };
}

async function clear(knex: Knex, madeBefore: Date, silentSince: Date): Promise<void> {
  await execute(knex, 'DELETE FROM uploads WHERE created_at < :madeBefore', { madeBefore });
  // What was checked can be confirmed again: importing again is harmless.
  await execute(
    knex,
    `UPDATE uploads SET state = CASE state WHEN 'importing' THEN 'checked' ELSE 'failed' END,
       fault = CASE state WHEN 'importing' THEN fault ELSE 'interrupted' END
     WHERE state IN ('receiving', 'checking', 'importing') AND updated_at < :silentSince`,
    { silentSince },
  );
}
