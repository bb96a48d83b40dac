import type { Knex } from 'knex';

/**
 * Files that users of the console bring: kept until they are imported or forgotten, so that what was looked through is
 * what goes in, whichever process is asked. Chunks hold names and NIKs: sealed where there is a key, gone after a day.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE uploads (
      id uuid PRIMARY KEY,
      user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      kind text NOT NULL CONSTRAINT uploads_kind_check CHECK (kind IN ('areas', 'officers', 'households', 'members')),
      file_name text NOT NULL CONSTRAINT uploads_file_name_check CHECK (length(file_name) BETWEEN 1 AND 200),
      -- BPS codes in which its user could write when it came; '' is everywhere
      scope text[] NOT NULL,
      -- the user's role in the field, null: any
      role text,
      state text NOT NULL CONSTRAINT uploads_state_check
        CHECK (state IN ('receiving', 'checking', 'checked', 'importing', 'imported', 'failed')),
      bytes bigint NOT NULL DEFAULT 0,
      -- of the bytes, those that the check or the import under way has read
      bytes_read bigint NOT NULL DEFAULT 0,
      rows_read integer,
      rows_good integer,
      rows_bad integer,
      -- the first bad rows: line and reason
      bad jsonb NOT NULL DEFAULT '[]',
      -- why all of it can't be imported
      fault text,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    )`);
  await knex.raw('CREATE INDEX uploads_by_user ON uploads (user_id, created_at)');
  await knex.raw(`
    CREATE TABLE upload_chunks (
      upload_id uuid NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
      number integer NOT NULL,
      raw bytea NOT NULL,
      is_encrypted boolean NOT NULL,
      PRIMARY KEY (upload_id, number)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE upload_chunks');
  await knex.raw('DROP TABLE uploads');
}
